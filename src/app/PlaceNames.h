// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>

namespace keyturn {

/// Gives hosts, teams, addresses, e-mails, audiences and Client IDs other names: the same one the same name,
/// wherever it stands. What has no shape by which it could be found has to be learned first.
class PlaceNames
{
public:
    void learnHost(const QString &host);
    void learnTeam(const QString &team);
    void learnAudience(const QString &audience);

    /// `text` with a stand-in for each of them.
    [[nodiscard]] QString hiddenIn(const QString &text);

private:
    QString standInFor(const QString &kind, const QString &value);
    [[nodiscard]] QString hostStandIn(const QString &host);
    [[nodiscard]] QString standInAt(const QString &text, qsizetype at, qsizetype &length);
    [[nodiscard]] QString withoutEncodedNames(QString text) const;

    QHash<QString, QString> m_known; ///< By what stands in the text, in lower case.
    QHash<QString, int> m_counts; ///< By kind.
};

} // namespace keyturn
