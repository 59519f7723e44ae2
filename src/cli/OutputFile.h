// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Exchange.h"
#include "Trouble.h"

#include <QString>

#include <memory>
#include <optional>

class QSaveFile;

namespace keyturn::cli {

/// The file of --output: opened before anything is sent, and there only when it is whole.
class OutputFile
{
public:
    /// With an empty path it does nothing.
    explicit OutputFile(const QString &path);
    ~OutputFile();

    [[nodiscard]] bool isWanted() const { return m_file != nullptr; }
    [[nodiscard]] std::optional<Trouble> open();
    [[nodiscard]] std::optional<Trouble> write(const http::Body &body);

private:
    [[nodiscard]] bool copy(const http::Body &body);
    [[nodiscard]] Trouble trouble() const;

    std::unique_ptr<QSaveFile> m_file;
};

} // namespace keyturn::cli
