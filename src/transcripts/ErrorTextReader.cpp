// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ErrorTextReader.h"

#include "CurlMessages.h"
#include "EdgeReply.h"
#include "ErrorMarks.h"
#include "ErrorScene.h"
#include "HeadBlock.h"

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

using Kind = ErrorMark::Kind;

/// Lines with marks that stand near one another tell of one exchange.
constexpr std::size_t reach = 12;
constexpr std::size_t longestScene = 120;
constexpr qsizetype mostScenes = 500;

Transcript transcriptOf(const ErrorScene &scene, const http::Exchange &exchange, access::Confidence ceiling)
{
    Transcript found;
    found.form = Form::ErrorText;
    found.exchange = exchange;
    found.ceiling = ceiling;
    found.firstLine = scene.firstLine();
    found.lastLine = scene.lastLine();
    found.known.credentialsSent = scene.showsCredentials() ? Answered::Yes : Answered::Unknown;
    found.exchange->credentialsSent = scene.showsCredentials();
    if (scene.showsEmptyCredentials()) {
        found.presented.fault = access::Fault::NotFilledIn;
        found.presented.hasClientId = true;
    }
    return found;
}

http::Exchange answered(const QUrl &url, int status, const http::Headers &headers, const QByteArray &body)
{
    return exchangeOf(url, replyOf({{{}, status, {}}, headers, false}, body));
}

// A program that ends up at the login page was sent there by a redirect.
std::optional<Transcript> loginOf(const ErrorScene &scene)
{
    using enum access::Confidence;
    const auto [login, isAlone] = scene.login();
    if (login.isEmpty())
        return std::nullopt;
    if (scene.has(Kind::NotJson))
        return transcriptOf(scene, answered(login, 200, scene.headers(), {}), Likely);
    const auto location = QByteArrayLiteral("Location");
    http::Headers headers = scene.headers();
    headers.removeIf(
        [&](const http::Header &header) { return header.name.compare(location, Qt::CaseInsensitive) == 0; });
    headers.append({location, login.toEncoded()});
    auto found = transcriptOf(scene, answered(scene.url(), 302, headers, {}), isAlone ? Possible : Likely);
    found.known.status = scene.status() == 302;
    return found;
}

std::optional<Transcript> pageOf(const ErrorScene &scene)
{
    const QByteArray page = scene.loginPage();
    if (page.isEmpty())
        return std::nullopt;
    const http::Headers headers{{"Content-Type", "text/html"}};
    auto found = transcriptOf(scene, answered(scene.url(), 200, headers, page), access::Confidence::Possible);
    found.known.body = true;
    return found;
}

std::optional<Transcript> statusOf(const ErrorScene &scene)
{
    const QByteArray body = scene.body();
    const int told = scene.status();
    const int status = told != 0 ? told : scene.impliedStatus();
    if (status == 0)
        return std::nullopt;
    const http::Headers headers = scene.headers();
    const bool isMarked
        = http::hasHeader(headers, "cf-access-aud") || http::hasHeader(headers, "cf-access-domain");
    auto found = transcriptOf(
        scene, answered(scene.url(), status, headers, body),
        isMarked || told == 407 ? access::Confidence::Likely : access::Confidence::Possible);
    found.known.status = told != 0;
    found.known.body = !body.isEmpty();
    return found;
}

std::optional<Transcript> failureOfScene(const ErrorScene &scene)
{
    const auto failure = scene.has(Kind::Handshake) ? scene.handshake() : scene.failure();
    if (!failure)
        return std::nullopt;
    return transcriptOf(scene, exchangeOf(scene.url(), Failure{*failure}), access::Confidence::Likely);
}

Transcript complaintOf(const ErrorScene &scene, access::Complaint complaint)
{
    const http::TransportFailure words = failureOf(http::TransportError::Other, scene.lastWords());
    auto found = transcriptOf(scene, exchangeOf(scene.url(), Failure{words}), access::Confidence::Likely);
    found.complaint = complaint;
    return found;
}

// A program that would not send the header sent nothing, whatever else it tells.
std::optional<Transcript> notSendableOf(const ErrorScene &scene)
{
    constexpr auto notSendable = access::Complaint::HeaderNotSendable;
    return scene.complaint() == notSendable ? std::optional(complaintOf(scene, notSendable)) : std::nullopt;
}

// wrangler looks for the redirect to the login page, and says so.
std::optional<Transcript> wranglerOf(const ErrorScene &scene)
{
    if (!scene.has(Kind::BehindAccess) && !scene.has(Kind::HalfOfCredentials))
        return std::nullopt;
    const http::Headers headers{{"WWW-Authenticate", "Cloudflare-Access"}, {"Location", "/"}};
    auto found = transcriptOf(scene, answered(scene.url(), 302, headers, {}), access::Confidence::Likely);
    found.known.credentialsSent = Answered::No;
    found.words = failureOf(http::TransportError::Other, scene.lastWords()).detail.toUtf8();
    if (scene.has(Kind::HalfOfCredentials)) {
        found.presented.fault = access::Fault::Incomplete;
        found.presented.hasClientId = true;
    }
    return found;
}

bool saysWhatTheApiSays(const QByteArray &body)
{
    static constexpr std::array<QByteArrayView, 6> messages{
        "Authentication error",
        "Invalid API Token",
        "Invalid access token",
        "Invalid request headers",
        "Invalid format for Authorization header",
        "Unauthorized to access requested resource"};
    return std::any_of(
        messages.begin(), messages.end(), [&body](QByteArrayView message) { return body.contains(message); });
}

// An API token is not what a service token is for, whatever else the text shows.
std::optional<Transcript> apiOf(const ErrorScene &scene)
{
    const QByteArray body = scene.apiAnswer();
    if (body.isEmpty())
        return std::nullopt;
    // Many a service has the same form of answer.
    const auto host = QStringLiteral("api.cloudflare.com");
    const QUrl asked = scene.url();
    const bool isElsewhere = !asked.isEmpty() && !asked.host().endsWith(QStringLiteral(".cloudflare.com"));
    if (!scene.namesApi() && (isElsewhere || !saysWhatTheApiSays(body)))
        return std::nullopt;
    const int told = scene.status();
    const QUrl url = asked.host() == host ? asked : QUrl(QStringLiteral("https://") + host + u'/');
    auto found = transcriptOf(
        scene, answered(url, told >= 400 ? told : 403, {}, body),
        scene.namesApi() ? access::Confidence::Likely : access::Confidence::Possible);
    found.known.status = told >= 400;
    found.known.body = true;
    found.known.credentialsSent = scene.showsCredentials() ? Answered::Yes : Answered::No;
    return found;
}

std::optional<Transcript> inWordsOf(const ErrorScene &scene, const http::Exchange &exchange)
{
    auto found = transcriptOf(scene, exchange, access::Confidence::Likely);
    found.words = failureOf(http::TransportError::Other, scene.lastWords()).detail.toUtf8();
    return found;
}

// What the one that asked gets for it is a 502 of Cloudflare.
std::optional<Transcript> tunnelFailureOf(const ErrorScene &scene)
{
    if (!scene.has(Kind::TunnelFailure))
        return std::nullopt;
    return inWordsOf(scene, answered(scene.destination(), 502, {}, "error code: 502"));
}

// cloudflared checks as the middleware does, and says in its log what that says in its answer.
std::optional<Transcript> noAssertionOf(const ErrorScene &scene)
{
    if (!scene.has(Kind::NoAssertion))
        return std::nullopt;
    return inWordsOf(scene, answered(scene.destination(), 401, {}, "Missing bearer token"));
}

std::optional<Transcript> tellingStatusOf(const ErrorScene &scene)
{
    auto found = statusOf(scene);
    const bool isTelling = found && (found->known.body || !found->exchange->answer->headers.isEmpty());
    return isTelling ? found : std::nullopt;
}

std::optional<Transcript> otherComplaintOf(const ErrorScene &scene)
{
    const auto complaint = scene.complaint();
    return complaint && *complaint != access::Complaint::UnexpectedPage
        ? std::optional(complaintOf(scene, *complaint))
        : std::nullopt;
}

std::optional<Transcript> unexpectedPageOf(const ErrorScene &scene)
{
    return scene.has(Kind::NotJson) ? std::optional(complaintOf(scene, access::Complaint::UnexpectedPage))
                                    : std::nullopt;
}

std::optional<Transcript> readScene(const ErrorScene &scene)
{
    for (const auto read :
         {notSendableOf, loginOf, wranglerOf, pageOf, apiOf, tunnelFailureOf, noAssertionOf, tellingStatusOf,
          otherComplaintOf, statusOf, failureOfScene, unexpectedPageOf}) {
        if (auto found = read(scene))
            return found;
    }
    return std::nullopt;
}

} // namespace

QList<Transcript> readErrorText(const LogLines &lines)
{
    std::vector<ErrorScene> scenes;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        constexpr qsizetype longestLine = 64 * 1024;
        const QByteArrayView text = lines[i].text.first(std::min(lines[i].text.size(), longestLine));
        for (auto place = errorMarkIn(text); place; place = errorMarkIn(text, place->at + 1)) {
            const bool isNear = !scenes.empty() && i - scenes.back().lastIndex() <= reach
                && i - scenes.back().firstIndex() <= longestScene;
            if (!isNear) {
                if (static_cast<qsizetype>(scenes.size()) >= mostScenes)
                    scenes.erase(scenes.begin());
                scenes.emplace_back(lines, i);
            }
            scenes.back().add(i, *place);
        }
    }
    QList<Transcript> all;
    for (const ErrorScene &scene : scenes) {
        if (auto found = readScene(scene))
            all.append(*found);
    }
    return all;
}

} // namespace keyturn::transcripts
