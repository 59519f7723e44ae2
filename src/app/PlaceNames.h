// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>

namespace keyturn {

/// Gives hosts, teams, paths, addresses, e-mails, audiences, Ray IDs and Client IDs other names: the same one
/// the same name, wherever it stands. What has no shape by which it could be found has to be learned first.
class PlaceNames
{
public:
    void learnHost(const QString &host);
    void learnTeam(const QString &team);
    void learnAudience(const QString &audience);
    /// Of a URL. Cloudflare's own, /cdn-cgi/..., stay.
    void learnPath(const QString &path);

    /// `text` with a stand-in for each of them. With a limit it stops behind the name or the word in which
    /// the result passes that many characters: no name is cut in two.
    [[nodiscard]] QString hiddenIn(const QString &text, qsizetype limit = 0);

private:
    QString standInFor(const QString &kind, const QString &value);
    [[nodiscard]] QString hostStandIn(const QString &host);
    [[nodiscard]] QString standInAt(const QString &text, qsizetype at, qsizetype &length);
    [[nodiscard]] QString pathAfterHost(const QString &text, qsizetype &at);
    [[nodiscard]] QString withoutEncodedNames(QString text) const;

    QHash<QString, QString> m_known; ///< By what stands in the text, in lower case.
    QHash<QString, QString> m_paths; ///< As they stand in a text.
    QHash<QString, int> m_counts; ///< By kind.
};

} // namespace keyturn
