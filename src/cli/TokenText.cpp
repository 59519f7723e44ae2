// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenText.h"

#include "Terminal.h"
#include "TimeWording.h"
#include "TokenWording.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"-"_s : printable(text);
}

} // namespace

Tone toneOf(tokens::Status status)
{
    switch (status) {
    case tokens::Status::Valid:
        return Tone::Good;
    case tokens::Status::Due:
        return Tone::Warning;
    case tokens::Status::Expired:
        return Tone::Bad;
    case tokens::Status::Disabled:
    case tokens::Status::Unknown:
        return Tone::Faint;
    }
    return Tone::Plain;
}

QString revealed(const Secret &secret)
{
    return QString::fromUtf8(secret.expose());
}

QString endOf(const tokens::ServiceToken &token, const QDateTime &now)
{
    switch (token.expiry.kind) {
    case tokens::Expiry::Kind::At:
        return relativeTime(token.expiry.at, now);
    case tokens::Expiry::Kind::Forever:
        return u"never ends"_s;
    case tokens::Expiry::Kind::Unknown:
        return u"unknown"_s;
    }
    return {};
}

void showTokens(const Output &out, const QList<tokens::ServiceToken> &tokens, const QDateTime &now)
{
    QList<QStringList> rows{{}};
    for (const auto *heading : {"NAME", "STATUS", "ENDS", "HOSTS", "ENVIRONMENT", "OWNER", "ID"})
        rows.first().append(out.toned(QString::fromLatin1(heading), Tone::Faint));
    for (const auto &token : tokens) {
        rows.append(QStringList{
            out.toned(printable(token.name), Tone::Strong),
            out.toned(wordFor(token, now), toneOf(tokens::statusOf(token, now))),
            endOf(token, now),
            orDash(token.hosts.join(u", "_s)),
            orDash(token.environment),
            orDash(token.owner),
            token.id,
        });
    }
    out.table(rows);
}

void showToken(const Output &out, const tokens::ServiceToken &token, const QDateTime &now)
{
    const auto isAt = token.expiry.kind == tokens::Expiry::Kind::At;
    const auto ends = isAt ? endOf(token, now) + u", on "_s + exactTime(token.expiry.at) : endOf(token, now);
    out.line(out.toned(printable(token.name), Tone::Strong));
    out.table(
        {
            {u"Status"_s, out.toned(wordFor(token, now), toneOf(tokens::statusOf(token, now)))},
            {u"Ends"_s, ends},
            {u"Client ID"_s, printable(token.clientId)},
            {u"Hosts"_s, orDash(token.hosts.join(u", "_s))},
            {u"Team"_s, orDash(token.team)},
            {u"Owner"_s, orDash(token.owner)},
            {u"Environment"_s, orDash(token.environment)},
            {u"Tags"_s, orDash(token.tags.join(u", "_s))},
            {u"Notes"_s, orDash(token.notes)},
            {u"Secret"_s,
             token.secretChangedAt.isValid() ? u"last written "_s + relativeTime(token.secretChangedAt, now)
                                             : u"-"_s},
            {u"Id"_s, token.id},
        },
        2);
}

} // namespace keyturn::cli
