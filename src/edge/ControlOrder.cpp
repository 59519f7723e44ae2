// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlOrder.h"

#include "GoDuration.h"
#include "JsonText.h"
#include "Rfc3339.h"

#include <algorithm>
#include <array>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using std::chrono::seconds;

namespace {

constexpr auto pathPrefix = "/v1/"_L1;

using Refusal = ControlRefusal;
using Checked = Result<Done, RefusedOrder>;

Failure<RefusedOrder> refused(ControlRefusal refusal, const QString &member = {})
{
    return {RefusedOrder{refusal, member}};
}

QList<QByteArray> ownAuthorities(quint16 port)
{
    QList<QByteArray> authorities;
    for (const auto *const host : {"127.0.0.1", "localhost", "[::1]"})
        authorities.append(QByteArray(host) + ':' + QByteArray::number(port));
    return authorities;
}

/// Browsers cannot be made to send another Host or to leave Origin out of what changes something, so both
/// tell a page from a program.
Checked checkCaller(const IncomingRequest &request, const ControlAccess &access)
{
    const auto own = ownAuthorities(access.port);
    if (!own.contains(request.authority.toLower()))
        return refused(Refusal::WrongHost);
    const auto origins = http::headerValues(request.headers, "Origin");
    const auto isOwn = [&own](const QByteArray &origin) {
        return origin.startsWith("http://") && own.contains(origin.sliced(7));
    };
    if (!std::all_of(origins.begin(), origins.end(), isOwn))
        return refused(Refusal::ForeignOrigin);
    const auto site = http::headerValue(request.headers, "Sec-Fetch-Site");
    if (!site.isEmpty() && site != "same-origin" && site != "none")
        return refused(Refusal::ForeignOrigin);
    return Done{};
}

Checked checkToken(const IncomingRequest &request, const ControlAccess &access)
{
    const auto given = http::headerValues(request.headers, "Authorization");
    constexpr QByteArrayView scheme = "Bearer ";
    if (given.size() != 1 || given.first().left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return refused(Refusal::NoToken);
    // Hashes are of one length, so the time that comparing takes tells nothing.
    const Secret presented(given.first().sliced(scheme.size()));
    const Secret presentedHash(presented.sha256());
    if (access.token.isEmpty() || !presentedHash.isSameAs(Secret(access.token.sha256())))
        return refused(Refusal::WrongToken);
    return Done{};
}

std::optional<OrderKind> kindAt(const QString &path)
{
    for (int i = 0; i < orderKindCount; ++i) {
        const auto kind = static_cast<OrderKind>(i);
        if (path == pathPrefix + idOf(kind))
            return kind;
    }
    return std::nullopt;
}

bool isJson(const IncomingRequest &request)
{
    const auto type = http::headerValue(request.headers, "Content-Type");
    return type.split(';').first().trimmed().compare("application/json", Qt::CaseInsensitive) == 0;
}

QStringList membersOf(OrderKind kind)
{
    switch (kind) {
    case OrderKind::Enable:
    case OrderKind::Disable:
    case OrderKind::Expire:
        return {u"token"_s};
    case OrderKind::SetExpiry:
        return {u"token"_s, u"expires_at"_s, u"duration"_s};
    case OrderKind::Rotate:
        return {u"token"_s, u"grace"_s};
    case OrderKind::SetMode:
        return {u"mode"_s};
    case OrderKind::SetClockSkew:
        return {u"skew"_s};
    case OrderKind::State:
    case OrderKind::RotateKeys:
    case OrderKind::EndSessions:
    case OrderKind::Reload:
        break;
    }
    return {};
}

class BodyReader
{
public:
    BodyReader(const JsonNode &root, OrderKind kind)
        : m_root(root)
    {
        m_order.kind = kind;
    }

    Result<Order, RefusedOrder> read(const QDateTime &now);

private:
    [[nodiscard]] QString text(const QString &name) const
    {
        const auto found = m_root.member(name);
        return found ? found->string() : QString();
    }
    [[nodiscard]] bool has(const QString &name) const { return m_root.member(name).has_value(); }
    [[nodiscard]] Checked shape() const;
    [[nodiscard]] Checked expiry(const QDateTime &now);
    [[nodiscard]] Checked mode();
    [[nodiscard]] Checked duration(const QString &name, seconds &into, bool maybeNegative) const;

    JsonNode m_root;
    Order m_order;
};

Checked BodyReader::shape() const
{
    if (!m_root.is(JsonKind::Object))
        return refused(Refusal::BadBody);
    if (const auto twice = m_root.repeatedMembers(); !twice.isEmpty())
        return refused(Refusal::BadBody, twice.first().key());
    for (const auto &member : m_root.children()) {
        if (!membersOf(m_order.kind).contains(member.key()) || !member.is(JsonKind::String))
            return refused(Refusal::BadBody, member.key());
    }
    if (concernsToken(m_order.kind) && text(u"token"_s).isEmpty())
        return refused(Refusal::BadBody, u"token"_s);
    return Done{};
}

Checked BodyReader::duration(const QString &name, seconds &into, bool maybeNegative) const
{
    const auto read = parseGoDuration(text(name));
    if (!read || (!maybeNegative && *read < std::chrono::nanoseconds::zero()))
        return refused(Refusal::BadBody, name);
    into = std::chrono::duration_cast<seconds>(*read);
    return Done{};
}

Checked BodyReader::expiry(const QDateTime &now)
{
    const auto end = u"expires_at"_s;
    const auto lifetime = u"duration"_s;
    if (has(end) == has(lifetime))
        return refused(Refusal::BadBody, end);
    if (has(end)) {
        const auto moment = parseRfc3339(text(end));
        if (!moment)
            return refused(Refusal::BadBody, end);
        m_order.expiry = tokens::Expiry::on(*moment);
        return Done{};
    }
    if (text(lifetime) == u"forever") {
        m_order.expiry = tokens::Expiry::unlimited();
        return Done{};
    }
    seconds left{0};
    const auto read = duration(lifetime, left, false);
    m_order.expiry = tokens::Expiry::on(now.addSecs(left.count()));
    return read;
}

Checked BodyReader::mode()
{
    const auto mode = text(u"mode"_s);
    if (mode != u"strict" && mode != u"legacy")
        return refused(Refusal::BadBody, u"mode"_s);
    m_order.mode = mode == u"strict" ? Mode::Strict : Mode::Legacy;
    return Done{};
}

Result<Order, RefusedOrder> BodyReader::read(const QDateTime &now)
{
    auto checked = shape();
    if (!checked)
        return Failure{checked.error()};
    m_order.token = text(u"token"_s);
    if (m_order.kind == OrderKind::SetExpiry)
        checked = expiry(now);
    else if (m_order.kind == OrderKind::Rotate && has(u"grace"_s))
        checked = duration(u"grace"_s, m_order.grace, false);
    else if (m_order.kind == OrderKind::SetMode)
        checked = mode();
    else if (m_order.kind == OrderKind::SetClockSkew)
        checked = duration(u"skew"_s, m_order.skew, true);
    if (!checked)
        return Failure{checked.error()};
    return m_order;
}

} // namespace

QString idOf(OrderKind kind)
{
    switch (kind) {
    case OrderKind::State:
        return u"state"_s;
    case OrderKind::Enable:
        return u"enable"_s;
    case OrderKind::Disable:
        return u"disable"_s;
    case OrderKind::Expire:
        return u"expire"_s;
    case OrderKind::SetExpiry:
        return u"set-expiry"_s;
    case OrderKind::Rotate:
        return u"rotate"_s;
    case OrderKind::SetMode:
        return u"mode"_s;
    case OrderKind::RotateKeys:
        return u"rotate-keys"_s;
    case OrderKind::SetClockSkew:
        return u"clock-skew"_s;
    case OrderKind::EndSessions:
        return u"end-sessions"_s;
    case OrderKind::Reload:
        return u"reload"_s;
    }
    return {};
}

bool concernsToken(OrderKind kind)
{
    return membersOf(kind).contains(u"token"_s);
}

QString idOf(ControlRefusal refusal)
{
    switch (refusal) {
    case Refusal::WrongHost:
        return u"wrong-host"_s;
    case Refusal::ForeignOrigin:
        return u"foreign-origin"_s;
    case Refusal::NoToken:
        return u"no-token"_s;
    case Refusal::WrongToken:
        return u"wrong-token"_s;
    case Refusal::NoSuchPath:
        return u"no-such-path"_s;
    case Refusal::WrongMethod:
        return u"wrong-method"_s;
    case Refusal::NotJson:
        return u"not-json"_s;
    case Refusal::BadBody:
        return u"bad-body"_s;
    }
    return {};
}

int statusOf(ControlRefusal refusal)
{
    switch (refusal) {
    case Refusal::WrongHost:
    case Refusal::ForeignOrigin:
        return 403;
    case Refusal::NoToken:
    case Refusal::WrongToken:
        return 401;
    case Refusal::NoSuchPath:
        return 404;
    case Refusal::WrongMethod:
        return 405;
    case Refusal::NotJson:
        return 415;
    case Refusal::BadBody:
        return 400;
    }
    return 400;
}

Result<Order, RefusedOrder>
orderIn(const IncomingRequest &request, const ControlAccess &access, const QDateTime &now)
{
    if (const auto caller = checkCaller(request, access); !caller)
        return Failure{caller.error()};
    if (const auto token = checkToken(request, access); !token)
        return Failure{token.error()};
    const auto kind = kindAt(request.path());
    if (!kind)
        return refused(Refusal::NoSuchPath);
    const bool isQuestion = *kind == OrderKind::State;
    if (request.method != (isQuestion ? "GET" : "POST"))
        return refused(Refusal::WrongMethod);
    if (isQuestion)
        return Order{};
    if (!isJson(request))
        return refused(Refusal::NotJson);
    const auto body = JsonText::read(request.body, {.mostBytes = 64 * 1024, .deepest = 8});
    if (!body)
        return refused(Refusal::BadBody);
    return BodyReader(body->root(), *kind).read(now);
}

} // namespace keyturn::edge
