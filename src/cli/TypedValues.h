// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Command.h"
#include "Request.h"
#include "Result.h"
#include "Trouble.h"
#include "TypedWords.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace keyturn::cli {

template <typename T>
using Typed = Result<T, Trouble>;

// One value each, from how it is typed. `option` names it in the sentence that says what is wrong.
[[nodiscard]] Typed<std::chrono::nanoseconds> durationOf(const QString &text, const QString &option);
[[nodiscard]] Typed<QDateTime> momentOf(const QString &text, const QString &option);
[[nodiscard]] Typed<std::chrono::milliseconds> timeoutOf(const QString &text);
[[nodiscard]] Typed<std::chrono::seconds> leewayOf(const QString &text);
[[nodiscard]] Typed<quint16> portOf(const QString &text);
[[nodiscard]] Typed<http::Header> headerOf(const QString &text);
[[nodiscard]] Typed<access::HeaderStyle> headerStyleOf(const QString &text);
[[nodiscard]] Typed<ExpiryChoice> expiryChoiceOf(const TypedWords &words);
/// --secret-stdin and --secret-file; Ask when neither is given.
[[nodiscard]] Typed<SecretSource> secretSourceOf(const TypedWords &words);

} // namespace keyturn::cli
