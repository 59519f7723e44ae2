// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "VerdictCase.h"

using namespace keyturn;
using namespace keyturn::access;

namespace {

void networkRows()
{
    QTest::newRow("host not found") << failed(Error::HostNotFound, Cause::HostNotFound);
    QTest::newRow("connection refused") << failed(Error::ConnectionRefused, Cause::ConnectionRefused);
    QTest::newRow("connection refused, in curl's words") << [] {
        auto seen = failed(Error::ConnectionRefused, Cause::ConnectionRefused);
        seen.exchange = ExchangeBuilder().failing(
            Error::ConnectionRefused, u"curl: (7) Failed to connect to host port 443: Connection refused"_s);
        return seen;
    }();
    QTest::newRow("curl's number for it alone") << [] {
        auto seen = failed(Error::ConnectionRefused, Cause::ConnectionRefused, Confidence::Possible);
        seen.exchange = ExchangeBuilder().failing(Error::ConnectionRefused, u"curl: (7)"_s);
        return seen;
    }();
    QTest::newRow("connection lost") << failed(Error::ConnectionLost, Cause::ConnectionLost);
    QTest::newRow("network unreachable") << failed(Error::Unreachable, Cause::NetworkUnreachable);
    QTest::newRow("TLS failed") << failed(Error::TlsFailed, Cause::TlsFailed);
    QTest::newRow("deadline passed") << failed(Error::TimedOut, Cause::TimedOut);
    QTest::newRow("stalled") << failed(Error::Stalled, Cause::TimedOut);
    QTest::newRow("too large") << failed(Error::TooLarge, Cause::AnswerTooLarge);
    QTest::newRow("not HTTP") << failed(Error::NotHttp, Cause::NotHttp);
    QTest::newRow("unnamed failure") << failed(Error::Other, Cause::NetworkFailed, Likely);
    const auto refused = [](const ExchangeBuilder &exchange, Cause cause) {
        return VerdictCase{
            .exchange = exchange,
            .cause = cause,
            .layer = Layer::Network,
            .outcome = Outcome::Refused,
            .confidence = Likely};
    };
    QTest::newRow("407 of a proxy") << refused(sent(elsewhere(407)), Cause::ProxyWantsLogin);
    QTest::newRow("511 of a hotel") << refused(elsewhere(511), Cause::CaptivePortal);
    QTest::newRow("bad handshake") << VerdictCase{
        .exchange = ExchangeBuilder().failing(Error::Other, u"websocket: bad handshake"_s),
        .cause = Cause::WebSocketBadHandshake};
    const auto complaining = [](Complaint complaint, Cause cause) {
        return VerdictCase{
            .exchange = ExchangeBuilder().failing(Error::Other, u"words of a program"_s),
            .complaint = complaint,
            .cause = cause};
    };
    QTest::newRow("a header that could not be sent") << [] {
        auto seen = failed(Error::Other, Cause::HeaderNotSendable, Likely);
        seen.complaint = Complaint::HeaderNotSendable;
        return seen;
    }();
    QTest::newRow("redirects without an end") << complaining(Complaint::RedirectLoop, Cause::RedirectLoop);
    QTest::newRow("what a browser kept") << complaining(Complaint::CorsBlocked, Cause::CorsBlocked);
    QTest::newRow("no data") << complaining(Complaint::UnexpectedPage, Cause::UnexpectedPage);
    QTest::newRow("cloudflared finds nothing")
        << complaining(Complaint::NoApplicationFound, Cause::NoApplicationFound);
    QTest::newRow("other words about a handshake") << VerdictCase{
        .exchange = ExchangeBuilder().failing(Error::Other, u"TLS handshake"_s),
        .cause = Cause::NetworkFailed,
        .layer = Layer::Network,
        .outcome = Outcome::Unreachable,
        .confidence = Likely};
}

void edgeRows()
{
    const auto unreachable = [](const ExchangeBuilder &exchange) {
        return atTheEdge(exchange, Cause::OriginUnreachable, Outcome::Unreachable);
    };
    const auto down = [](const ExchangeBuilder &exchange, Cause cause) {
        return atTheEdge(exchange, cause, Outcome::Unreachable);
    };
    QTest::newRow("520") << unreachable(sent(answer(520)));
    QTest::newRow("530 without a code") << unreachable(answer(530));
    QTest::newRow("530 with 1033") << down(sent(answer(530).body("error code: 1033")), Cause::TunnelDown);
    QTest::newRow("409 with 1016") << down(
        sent(answer(409).body("error code: 1016")), Cause::OriginNameNotResolved);
    QTest::newRow("521") << down(sent(answer(521)), Cause::OriginConnectionRefused);
    QTest::newRow("522") << down(sent(answer(522)), Cause::OriginTimedOut);
    QTest::newRow("524") << down(answer(524).body("error code: 524"), Cause::OriginTimedOut);
    QTest::newRow("525") << down(answer(525), Cause::OriginTlsFailed);
    QTest::newRow("526") << down(sent(answer(526)), Cause::OriginTlsFailed);
    QTest::newRow("502 of the edge") << down(sent(answer(502).body("error code: 502")), Cause::BadGateway);
    QTest::newRow("502 of the service") << atTheOrigin(
        sent(answer(502).body("Bad gateway")), Cause::AcceptedButOriginRefused, Outcome::Refused, Possible);
    QTest::newRow("522 of another house")
        << atTheOrigin(sent(elsewhere(522)), Cause::NotBehindCloudflare, Outcome::Refused, Likely);
    QTest::newRow("1015") << atTheEdge(
        sent(answer(429).body("error code: 1015")), Cause::RateLimited, Outcome::Refused);
    QTest::newRow("429 without 1015")
        << atTheOrigin(sent(answer(429)), Cause::OriginRateLimited, Outcome::Refused, Possible);
    QTest::newRow("1003") << atTheEdge(
        answer(403).body("error code: 1003"), Cause::DirectIpAccess, Outcome::Refused);
    QTest::newRow("1101 is the Worker's") << atTheOrigin(
        sent(answer(500).body("error code: 1101")), Cause::WorkerFailed, Outcome::Refused, Likely);
    QTest::newRow("1001") << atTheEdge(
        answer(409).body("error code: 1001"), Cause::HostMisconfigured, Outcome::Refused);
    QTest::newRow("1200") << atTheEdge(
        answer(503).body("error code: 1200"), Cause::EdgeError, Outcome::Refused);
    QTest::newRow("431") << atTheEdge(sent(answer(431)), Cause::HeadersTooLarge, Outcome::Refused);
    QTest::newRow("400 for its headers") << atTheEdge(
        answer(400).body("<title>400 Request Header Or Cookie Too Large</title>"), Cause::HeadersTooLarge,
        Outcome::Refused);
    QTest::newRow("400 with a session beside the credentials") << VerdictCase{
        .exchange = sent(answer(400)).sending("Cookie", "a=b; CF_Authorization=[redacted]"),
        .cause = Cause::SessionCookieBesideCredentials,
        .layer = Layer::Edge,
        .outcome = Outcome::Refused,
        .confidence = Possible};
    QTest::newRow("400 with another cookie") << atTheOrigin(
        sent(answer(400)).sending("Cookie", "a=CF_Authorization"), Cause::Accepted, Outcome::Accepted,
        Possible);
    QTest::newRow("to https") << atTheEdge(
        ExchangeBuilder("http://api.example.com/data")
            .status(301)
            .throughCloudflare()
            .redirectingTo("https://api.example.com/data"),
        Cause::HttpsRequired, Outcome::Unknown);
    QTest::newRow("http spoken to a port of https") << atTheEdge(
        answer(400).body("<title>400 The plain HTTP request was sent to HTTPS port</title>"),
        Cause::HttpsRequired, Outcome::Unknown);
    QTest::newRow("the same by another house") << atTheOrigin(
        elsewhere(400).body("<title>400 The plain HTTP request was sent to HTTPS port</title>"),
        Cause::NotBehindCloudflare, Outcome::Open, Likely);
    QTest::newRow("the same, of an address without a path") << atTheEdge(
        ExchangeBuilder("http://api.example.com")
            .status(301)
            .throughCloudflare()
            .redirectingTo("https://api.example.com/"),
        Cause::HttpsRequired, Outcome::Unknown);
}

void wafRows()
{
    QTest::newRow("1010") << atTheWaf(
        sent(answer(403).body("error code: 1010")), Cause::ClientSignatureBlocked);
    QTest::newRow("1020") << atTheWaf(sent(answer(403).body("error code: 1020")), Cause::WafBlock);
    QTest::newRow("the page without a number") << atTheWaf(
        sent(answer(403).body("<title>Attention Required! | Cloudflare</title>")), Cause::WafBlock);
    QTest::newRow("1009, country") << atTheWaf(answer(403).body("error code: 1009"), Cause::CountryBlocked);
    QTest::newRow("challenge") << atTheWaf(
        sent(answer(403).header("cf-mitigated", "challenge")), Cause::WafChallenge);
    QTest::newRow("1010 as a mere word") << atTheOrigin(
        sent(answer(403).body("Our docs say error code: 1010")), Cause::AcceptedButOriginRefused,
        Outcome::Refused, Possible);
    QTest::newRow("1006") << atTheWaf(sent(answer(403).body("error code: 1006")), Cause::AddressBlocked);
}

} // namespace

// What the network, the edge and its firewall answer before Access is asked.
class VerdictBeforeAccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhoAnsweredAndWhy_data()
    {
        QTest::addColumn<VerdictCase>("seen");
        networkRows();
        edgeRows();
        wafRows();
    }

    void saysWhoAnsweredAndWhy()
    {
        QFETCH(VerdictCase, seen);
        check(seen);
    }
};

QTEST_GUILESS_MAIN(VerdictBeforeAccessTest)
#include "VerdictBeforeAccessTest.moc"
