// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyFetcher.h"

#include "EdgeReply.h"
#include "KeyText.h"

#include <QFile>

namespace keyturn {

namespace {

using Cause = KeyFailure::Cause;

KeyFailure failureOf(Cause cause, const QString &where, const QString &detail = {})
{
    KeyFailure why;
    why.cause = cause;
    why.where = where;
    why.detail = detail;
    return why;
}

// What is behind it may be secret.
QString shown(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// A login page has in its query what is nobody's business.
QString targetOf(const http::Reply &reply)
{
    const auto location = QUrl::fromEncoded(http::headerValue(reply.headers, "Location"));
    return location.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

} // namespace

KeyFetcher::KeyFetcher(http::Transport &transport, Clock clock, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(std::move(clock))
{
}

void KeyFetcher::answerSoon(const KeyFailure &why, const Then<Fetched> &then)
{
    QMetaObject::invokeMethod(
        this, [why, then] { then(Failure{why}); }, Qt::QueuedConnection);
}

void KeyFetcher::fetchFromTeam(const QString &team, std::chrono::milliseconds deadline, Then<Fetched> then)
{
    const auto url = access::teamUrl(team);
    if (!url)
        return answerSoon(failureOf(Cause::BadTeam, team), then);
    fetchFromUrl(access::certsUrl(*url), deadline, std::move(then));
}

bool KeyFetcher::mayAsk(const QUrl &url)
{
    const bool isSafe = url.scheme() == u"https" || (url.scheme() == u"http" && http::isLoopback(url));
    return url.isValid() && !url.host().isEmpty() && isSafe;
}

KeyFailure KeyFetcher::refusalOf(const QUrl &url)
{
    return failureOf(Cause::BadUrl, shown(url));
}

void KeyFetcher::fetchFromUrl(const QUrl &url, std::chrono::milliseconds deadline, Then<Fetched> then)
{
    if (!mayAsk(url))
        return answerSoon(refusalOf(url), then);
    const auto where = shown(url);

    http::Options options;
    options.deadline = deadline;
    options.largestBody = jwt::largestKeySet;
    const auto parse = [this, where, then](http::Answer answer) {
        if (!answer) {
            auto why = failureOf(Cause::Transport, where, answer.error().detail);
            why.transport = answer.error().error;
            return then(Failure{why});
        }
        if (answer->status != 200) {
            auto why = failureOf(isRedirect(answer->status) ? Cause::Redirect : Cause::Status, where);
            why.status = answer->status;
            if (why.cause == Cause::Redirect)
                why.detail = targetOf(*answer);
            return then(Failure{why});
        }
        then(readText(answer->body.start, where));
    };
    m_call = m_transport.send({"GET", url, {{"Accept", "application/json"}}, {}}, {}, options, {this, parse});
}

KeyFetcher::Fetched KeyFetcher::readFile(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{failureOf(Cause::CannotRead, path, file.errorString())};
    // One byte more than allowed is enough to know that it is too large.
    return readText(file.read(jwt::largestKeySet + 1), path);
}

KeyFetcher::Fetched KeyFetcher::readText(const QByteArray &text, const QString &from) const
{
    auto keys = jwt::readKeys(text);
    if (!keys) {
        auto why = failureOf(Cause::NotKeys, from);
        why.keySet = keys.error();
        return Failure{why};
    }
    return FetchedKeys{*std::move(keys), from, m_clock(), text};
}

} // namespace keyturn
