// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <vector>

namespace keyturn {

/// `value` in each form in which it may come back: as it is, percent-encoded, in hex, in base64 at each of
/// its three places, and as JSON and HTML write it. Each form once, the longest first.
[[nodiscard]] QList<QByteArray> encodedForms(QByteArrayView value);

/// What stands where a Client Secret was, in every text that Keyturn makes.
inline constexpr QByteArrayView hiddenSecret = "[redacted Client Secret]";

/// Takes values out of texts, whatever form they have there.
class SecretMask
{
public:
    /// Values and forms of fewer bytes than eight would be found in every text, and are not learned; with
    /// `shortest` a shorter value is, as it is.
    void learn(QByteArrayView value, qsizetype shortest = 8);
    void learn(const Secret &secret, qsizetype shortest = 8);
    /// What another mask has learned.
    void learn(SecretMask other);

    [[nodiscard]] bool isEmpty() const { return m_forms.empty(); }
    [[nodiscard]] std::size_t size() const { return m_forms.size(); } ///< How many forms are looked for.
    [[nodiscard]] bool knows(QByteArrayView form) const;
    [[nodiscard]] QByteArray covered(QByteArray text, QByteArrayView mark) const;
    [[nodiscard]] QString covered(const QString &text, QByteArrayView mark) const;

private:
    void sort();

    std::vector<Secret> m_forms; ///< The longest first.
};

} // namespace keyturn
