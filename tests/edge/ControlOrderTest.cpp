// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ControlOrder.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace keyturn;
using namespace keyturn::edge;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint16 port = 4321;
const QDateTime now(QDate(2026, 11, 29), QTime(12, 0), Qt::UTC);

IncomingRequest post(const QByteArray &path, const QByteArray &body = "{}")
{
    IncomingRequest request;
    request.method = "POST";
    request.target = path;
    request.authority = "127.0.0.1:4321";
    request.headers = {{"Authorization", "Bearer token"}, {"Content-Type", "application/json"}};
    request.body = body;
    return request;
}

IncomingRequest question()
{
    auto request = post("/v1/state", {});
    request.method = "GET";
    request.headers.removeLast();
    return request;
}

IncomingRequest with(IncomingRequest request, const QByteArray &name, const QByteArray &value)
{
    request.headers.removeIf([&name](const http::Header &header) { return header.name == name; });
    request.headers.append(http::Header{name, value});
    return request;
}

IncomingRequest without(IncomingRequest request, const QByteArray &name)
{
    request.headers.removeIf([&name](const http::Header &header) { return header.name == name; });
    return request;
}

IncomingRequest on(IncomingRequest request, const QByteArray &authority)
{
    request.authority = authority;
    return request;
}

IncomingRequest by(IncomingRequest request, const QByteArray &method)
{
    request.method = method;
    return request;
}

Result<Order, RefusedOrder> orderOf(const IncomingRequest &request)
{
    return orderIn(request, {port, Secret("token")}, now);
}

struct OrderRow
{
    const char *path;
    const char *body;
    Order order;
};

const QList<OrderRow> orderRows{
    {"/v1/enable", R"({"token": "ci"})", {OrderKind::Enable, u"ci"_s}},
    {"/v1/disable", R"({"token": "c\u0069"})", {OrderKind::Disable, u"ci"_s}},
    {"/v1/expire", R"({"token": "ci"})", {OrderKind::Expire, u"ci"_s}},
    {"/v1/set-expiry",
     R"({"token": "ci", "expires_at": "2027-01-01T00:00:00Z"})",
     {OrderKind::SetExpiry, u"ci"_s, tokens::Expiry::on(QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC))}},
    {"/v1/set-expiry",
     R"({"token": "ci", "duration": "1h"})",
     {OrderKind::SetExpiry, u"ci"_s, tokens::Expiry::on(now.addSecs(3600))}},
    {"/v1/set-expiry",
     R"({"token": "ci", "duration": "forever"})",
     {OrderKind::SetExpiry, u"ci"_s, tokens::Expiry::unlimited()}},
    {"/v1/rotate", R"({"token": "ci"})", {OrderKind::Rotate, u"ci"_s}},
    {"/v1/rotate", R"({"token": "ci", "grace": "5m"})", {OrderKind::Rotate, u"ci"_s, {}, 300s}},
    {"/v1/mode", R"({"mode": "strict"})", {OrderKind::SetMode, {}, {}, 0s, Mode::Strict}},
    {"/v1/clock-skew", R"({"skew": "-90s"})", {OrderKind::SetClockSkew, {}, {}, 0s, Mode::Legacy, -90s}},
    {"/v1/rotate-keys", "{}", {OrderKind::RotateKeys}},
    {"/v1/end-sessions", "{}", {OrderKind::EndSessions}},
    {"/v1/reload", " { } ", {OrderKind::Reload}},
};

struct RefusedRow
{
    const char *what;
    IncomingRequest request;
    ControlRefusal refusal;
    const char *member = "";
};

const QList<RefusedRow> refusedRows{
    {"a name that leads here", on(question(), "evil.example:4321"), ControlRefusal::WrongHost},
    {"another port", on(question(), "127.0.0.1:80"), ControlRefusal::WrongHost},
    {"no port", on(question(), "127.0.0.1"), ControlRefusal::WrongHost},
    {"a longer port", on(question(), "127.0.0.1:43210"), ControlRefusal::WrongHost},
    {"a longer name", on(question(), "localhost:4321.evil.example"), ControlRefusal::WrongHost},
    {"another address of this machine", on(question(), "127.0.0.2:4321"), ControlRefusal::WrongHost},
    {"no host", on(question(), ""), ControlRefusal::WrongHost},
    {"a page", with(question(), "Origin", "http://evil.example"), ControlRefusal::ForeignOrigin},
    {"a sandboxed page", with(question(), "Origin", "null"), ControlRefusal::ForeignOrigin},
    {"a page on another port", with(question(), "Origin", "http://127.0.0.1:3000"),
     ControlRefusal::ForeignOrigin},
    {"a page over https", with(question(), "Origin", "https://127.0.0.1:4321"),
     ControlRefusal::ForeignOrigin},
    {"a link on a page", with(question(), "Sec-Fetch-Site", "cross-site"), ControlRefusal::ForeignOrigin},
    {"a page of this machine", with(question(), "Sec-Fetch-Site", "same-site"),
     ControlRefusal::ForeignOrigin},
    {"no token", without(question(), "Authorization"), ControlRefusal::NoToken},
    {"another scheme", with(question(), "Authorization", "Basic token"), ControlRefusal::NoToken},
    {"another token", with(question(), "Authorization", "Bearer tokem"), ControlRefusal::WrongToken},
    {"half a token", with(question(), "Authorization", "Bearer toke"), ControlRefusal::WrongToken},
    {"an empty token", with(question(), "Authorization", "Bearer "), ControlRefusal::WrongToken},
    {"host before token", on(without(question(), "Authorization"), "evil.example"),
     ControlRefusal::WrongHost},
    {"token before path", without(post("/v1/nothing"), "Authorization"), ControlRefusal::NoToken},
    {"no such path", post("/v1/nothing"), ControlRefusal::NoSuchPath},
    {"no version", post("/state"), ControlRefusal::NoSuchPath},
    {"below it", post("/v1/reload/"), ControlRefusal::NoSuchPath},
    {"asked to change", by(post("/v1/reload"), "GET"), ControlRefusal::WrongMethod},
    {"told to tell", by(question(), "POST"), ControlRefusal::WrongMethod},
    {"a preflight", by(post("/v1/reload"), "OPTIONS"), ControlRefusal::WrongMethod},
    {"a form", with(post("/v1/reload"), "Content-Type", "text/plain"), ControlRefusal::NotJson},
    {"a form of pairs", with(post("/v1/reload"), "Content-Type", "application/x-www-form-urlencoded"),
     ControlRefusal::NotJson},
    {"of no type", without(post("/v1/reload"), "Content-Type"), ControlRefusal::NotJson},
    {"of nearly that type", with(post("/v1/reload"), "Content-Type", "application/jsonp"),
     ControlRefusal::NotJson},
    {"no body", post("/v1/reload", ""), ControlRefusal::BadBody},
    {"no JSON", post("/v1/reload", "{"), ControlRefusal::BadBody},
    {"no object", post("/v1/reload", "[]"), ControlRefusal::BadBody},
    {"deep", post("/v1/reload", QByteArray(1000, '[')), ControlRefusal::BadBody},
    {"what it does not know", post("/v1/reload", "{\"a\": \"b\"}"), ControlRefusal::BadBody, "a"},
    {"twice", post("/v1/enable", "{\"token\": \"a\", \"token\": \"b\"}"), ControlRefusal::BadBody, "token"},
    {"no name", post("/v1/enable"), ControlRefusal::BadBody, "token"},
    {"no text", post("/v1/enable", "{\"token\": 1}"), ControlRefusal::BadBody, "token"},
    {"no mode", post("/v1/mode", "{\"mode\": \"lax\"}"), ControlRefusal::BadBody, "mode"},
    {"no skew", post("/v1/clock-skew", "{\"skew\": \"5\"}"), ControlRefusal::BadBody, "skew"},
    {"no grace", post("/v1/rotate", "{\"token\": \"a\", \"grace\": \"-1s\"}"), ControlRefusal::BadBody,
     "grace"},
    {"no end", post("/v1/set-expiry", "{\"token\": \"a\"}"), ControlRefusal::BadBody, "expires_at"},
    {"a bad end", post("/v1/set-expiry", "{\"token\": \"a\", \"expires_at\": \"soon\"}"),
     ControlRefusal::BadBody, "expires_at"},
    {"two ends",
     post("/v1/set-expiry", "{\"token\": \"a\", \"expires_at\": \"2027-01-01\", \"duration\": \"1h\"}"),
     ControlRefusal::BadBody, "expires_at"},
};

} // namespace

class ControlOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsOrders_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < orderRows.size(); ++i)
            QTest::addRow("%s %s", orderRows[i].path, orderRows[i].body) << i;
    }

    void readsOrders()
    {
        QFETCH(int, row);

        const auto order = orderOf(post(orderRows[row].path, orderRows[row].body));

        QVERIFY(order);
        QVERIFY(*order == orderRows[row].order);
    }

    void everyOrderCanBeGiven()
    {
        QSet<OrderKind> given{orderOf(question())->kind};
        for (const auto &row : orderRows)
            given.insert(row.order.kind);
        QCOMPARE(given.size(), orderKindCount);
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < refusedRows.size(); ++i)
            QTest::newRow(refusedRows[i].what) << i;
    }

    void refusesWhatIsNone()
    {
        QFETCH(int, row);

        const auto order = orderOf(refusedRows[row].request);

        QVERIFY(!order);
        QCOMPARE(idOf(order.error().refusal), idOf(refusedRows[row].refusal));
        QCOMPARE(order.error().member, QString::fromUtf8(refusedRows[row].member));
        QVERIFY(statusOf(order.error().refusal) >= 400);
    }

    void knowsItselfByItsNamesAndOrigin()
    {
        for (const auto *const own : {"127.0.0.1:4321", "localhost:4321", "LocalHost:4321", "[::1]:4321"}) {
            QVERIFY2(orderOf(on(question(), own)), own);
            QVERIFY2(
                orderOf(with(question(), "Origin", QByteArray("http://") + QByteArray(own).toLower())), own);
        }
        QVERIFY(orderOf(with(question(), "Sec-Fetch-Site", "none")));
        QVERIFY(orderOf(with(question(), "Authorization", "bearer token")));
        QVERIFY(orderOf(with(post("/v1/reload"), "Content-Type", "Application/JSON; charset=utf-8")));
    }

    void twoTokensAreNone()
    {
        auto request = question();
        request.headers.append(http::Header{"Authorization", "Bearer token"});
        QCOMPARE(orderOf(request).error().refusal, ControlRefusal::NoToken);
    }

    void withoutATokenOfItsOwnNobodyIsLetIn()
    {
        const auto order = orderIn(with(question(), "Authorization", "Bearer "), {port, Secret()}, now);
        QVERIFY(!order);
        QCOMPARE(order.error().refusal, ControlRefusal::WrongToken);
    }
};

QTEST_GUILESS_MAIN(ControlOrderTest)
#include "ControlOrderTest.moc"
