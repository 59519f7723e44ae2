// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ErrorScene.h"

#include "Ascii.h"
#include "BodyEnd.h"
#include "CurlMessages.h"
#include "EdgeReply.h"
#include "ErrorWords.h"
#include "HeadBlock.h"
#include "PageMarks.h"
#include "PageReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

namespace {

using Kind = ErrorMark::Kind;

constexpr qsizetype longestLine = 16 * 1024;
constexpr std::size_t around = 12;
constexpr std::size_t mostHits = 200;
constexpr std::size_t longestObject = 60;
constexpr int mostObjects = 8;

} // namespace

ErrorScene::ErrorScene(const LogLines &lines, std::size_t first)
    : m_lines(&lines)
    , m_first(first)
    , m_last(first)
{
}

void ErrorScene::add(std::size_t line, const MarkedPlace &place)
{
    m_last = line;
    if (m_hits.size() < mostHits)
        m_hits.push_back({line, place.at, place.mark});
}

QByteArrayView ErrorScene::textOf(std::size_t line) const
{
    const QByteArrayView text = (*m_lines)[line].text;
    return text.first(std::min(text.size(), longestLine));
}

std::size_t ErrorScene::begin() const
{
    return m_first > around ? m_first - around : 0;
}

std::size_t ErrorScene::end() const
{
    return std::min(m_lines->size(), m_last + around + 1);
}

bool ErrorScene::has(Kind kind) const
{
    return std::any_of(
        m_hits.cbegin(), m_hits.cend(), [kind](const Hit &hit) { return hit.mark->kind == kind; });
}

int ErrorScene::statusOf(const Hit &hit) const
{
    const QByteArrayView text = textOf(hit.line);
    if (hit.at > text.size())
        return 0;
    if (hit.mark->kind == Kind::MaybeStatus) {
        const int found = statusAfter(text, hit.at + hit.mark->text.size());
        return found >= 300 && isAboutHttp(hit.line) ? found : 0;
    }
    if (hit.mark->kind == Kind::Curl) {
        const auto message = curlMessageOf(text);
        return message ? message->status : 0;
    }
    if (hit.mark->kind == Kind::ProxyLogin)
        return isAboutHttp(hit.line) ? 407 : 0;
    if (hit.mark->kind != Kind::Status)
        return 0;
    if (const int found = statusIn(text, hit.at, *hit.mark))
        return found;
    if (const int found = statusWithReason(text, hit.at))
        return found;
    // wrangler names the request on one of the next lines: "GET /path -> 403 Forbidden".
    for (std::size_t next = hit.line; next < std::min(end(), hit.line + 6); ++next) {
        const qsizetype arrow = textOf(next).indexOf("-> ");
        if (const int told = arrow < 0 ? 0 : numberAt(textOf(next), arrow + 3))
            return told;
    }
    return 0;
}

int ErrorScene::status() const
{
    for (const bool isSure : {true, false}) {
        for (auto hit = m_hits.crbegin(); hit != m_hits.crend(); ++hit) {
            if ((hit->mark->kind == Kind::MaybeStatus) == isSure)
                continue;
            if (const int found = statusOf(*hit))
                return found;
        }
    }
    if (!has(Kind::AccessHeader))
        return 0;
    if (const int found = printedRequest().status)
        return found;
    // As a status line without its protocol stands in front of headers.
    for (std::size_t i = m_first + 1; i > begin(); --i) {
        const QByteArrayView text = textOf(i - 1);
        const int found = numberAt(text, 0);
        if ((found == 401 || found == 403) && text.size() > 4 && text[3] == ' ' && isLetter(text[4]))
            return found;
    }
    return 0;
}

std::optional<access::Complaint> ErrorScene::complaint() const
{
    for (auto hit = m_hits.crbegin(); hit != m_hits.crend(); ++hit) {
        if (hit->mark->kind == Kind::Complaint)
            return hit->mark->complaint;
        if (hit->mark->kind != Kind::Curl)
            continue;
        const auto message = curlMessageOf(textOf(hit->line));
        if (message && message->code == 47)
            return access::Complaint::RedirectLoop;
    }
    return has(Kind::NotJson) ? std::optional(access::Complaint::UnexpectedPage) : std::nullopt;
}

PrintedRequest ErrorScene::printedRequest() const
{
    for (std::size_t i = m_last + 1; i > begin(); --i) {
        if (const PrintedRequest found = printedRequestIn(textOf(i - 1)); !found.url.isEmpty())
            return found;
    }
    return {};
}

int ErrorScene::impliedStatus() const
{
    return statusToldBy(body());
}

QUrl ErrorScene::url() const
{
    for (auto hit = m_hits.crbegin(); hit != m_hits.crend(); ++hit) {
        if (const QUrl found = askedIn(textOf(hit->line)); !found.isEmpty())
            return found;
    }
    if (const QUrl found = printedRequest().url; !found.isEmpty())
        return found;
    for (std::size_t i = begin(); i < end(); ++i) {
        const QByteArrayView text = textOf(i);
        const qsizetype at = text.toByteArray().toLower().indexOf("url");
        if (const QUrl found = at < 0 ? QUrl() : askedIn(text.sliced(at)); !found.isEmpty())
            return found;
    }
    return {};
}

ErrorScene::Login ErrorScene::login() const
{
    constexpr QByteArrayView address = ".cloudflareaccess.com/cdn-cgi/access/login";
    for (const Hit &hit : m_hits) {
        if (hit.mark->kind != Kind::LoginAddress)
            continue;
        // PHP escapes the slashes of an address, .NET and Go the ampersands.
        QByteArray text = textOf(hit.line).toByteArray();
        text.replace("\\/", "/").replace("\\u0026", "&");
        const qsizetype at = text.indexOf(address, text.size() == textOf(hit.line).size() ? hit.at : 0);
        const qsizetype start = at < 0 ? -1 : text.first(at).lastIndexOf("https://");
        if (start < 0)
            continue;
        const QUrl url = urlIn(text, start);
        const auto redirect = access::loginRedirectOf(302, url);
        if (!redirect)
            continue;
        const QByteArrayView before = QByteArrayView(text).first(start);
        if (speaksOfRedirect(before) || endsInRedirectStatus(before))
            return {url, false};
        // Only Access itself writes the audience into it.
        if (isAudience(redirect->audience) && text.trimmed().size() == url.toEncoded().size())
            return {url, true};
    }
    return {};
}

QByteArray ErrorScene::loginPage() const
{
    // What was printed in place of the expected data, and not what somebody writes about it.
    if (!has(Kind::LoginTitle) || (!has(Kind::NotJson) && !printsPage()))
        return {};
    for (const Hit &hit : m_hits) {
        if (hit.mark->kind != Kind::LoginTitle)
            continue;
        QByteArray page("<");
        for (std::size_t i = hit.line; i < std::min(m_lines->size(), hit.line + 3); ++i)
            page.append(textOf(i).sliced(i == hit.line ? std::min(hit.at + 1, textOf(i).size()) : 0))
                .append('\n');
        if (access::isLoginTitle(access::titleOf(page)))
            return page;
    }
    return {};
}

bool ErrorScene::printsPage() const
{
    for (std::size_t i = begin(); i < end(); ++i) {
        // PowerShell writes "Content : " in front of it.
        const QByteArrayView text = textOf(i).trimmed();
        const qsizetype colon = text.indexOf(" : <");
        if (beginsPage(text) || (colon >= 0 && colon < 40 && beginsPage(text.sliced(colon + 3))))
            return true;
    }
    return false;
}

QByteArray ErrorScene::body() const
{
    for (const Hit &hit : m_hits) {
        const QByteArrayView text = textOf(hit.line);
        if (hit.at >= text.size())
            continue;
        if (hit.mark->kind == Kind::BlockMessage && (text.contains("\\\""))) {
            // A body that was printed as a string.
            const QByteArray plain = text.toByteArray().replace("\\\"", "\"");
            const qsizetype at = plain.indexOf("\"aud\"");
            const QByteArray json = QJsonDocument(messageAround(plain, std::max<qsizetype>(at, 0)))
                                        .toJson(QJsonDocument::Compact);
            if (access::isBlockPage(json))
                return json;
        }
        if (hit.mark->kind == Kind::BlockMessage) {
            const QJsonObject message = messageAround(text, hit.at);
            const QByteArray json = QJsonDocument(message).toJson(QJsonDocument::Compact);
            if (access::isBlockPage(json))
                return json;
        }
        if (hit.mark->kind == Kind::BlockTitle && access::isBlockPage(text.sliced(hit.at).toByteArray()))
            return text.sliced(hit.at).toByteArray();
        if (hit.mark->kind == Kind::CloudflareCode) {
            if (const QByteArray code = codeAt(text, hit.at); !code.isEmpty())
                return code;
        }
    }
    return {};
}

QByteArray ErrorScene::objectAround(std::size_t line) const
{
    std::size_t first = line;
    while (first > begin() && !textOf(first).startsWith('{'))
        --first;
    QByteArray text;
    for (std::size_t i = first; i < std::min(m_lines->size(), line + longestObject); ++i) {
        text.append(textOf(i)).append('\n');
        if (textOf(i).startsWith('}'))
            break;
    }
    return text;
}

QByteArray ErrorScene::apiAnswer() const
{
    const auto written = [](const QJsonObject &answer) {
        const QByteArray json = QJsonDocument(answer).toJson(QJsonDocument::Compact);
        return access::apiCodesIn(json).isEmpty() ? QByteArray() : json;
    };
    const bool isNamed = has(Kind::ApiCode) && namesApi();
    int tried = 0;
    for (const Hit &hit : m_hits) {
        const QByteArrayView text = textOf(hit.line);
        if (hit.mark->kind == Kind::ApiAnswer && hit.at < text.size() && ++tried <= mostObjects) {
            for (QByteArray json : {text.toByteArray(), objectAround(hit.line)}) {
                // As Python prints it.
                if (hit.mark->text.startsWith('\''))
                    json.replace('\'', '"').replace("False", "false").replace("None", "null");
                const qsizetype at = json.indexOf("\"success\"");
                if (const QByteArray found = written(messageAround(json, std::max<qsizetype>(at, 0)));
                    !found.isEmpty())
                    return found;
            }
        }
        // Other programs write codes in brackets, too.
        if (hit.mark->kind == Kind::ApiCode && (!hit.mark->text.startsWith('[') || isNamed)) {
            if (const QJsonObject error = apiErrorAt(text, hit.at, *hit.mark); !error.isEmpty())
                return written({{u"success"_s, false}, {u"errors"_s, QJsonArray{error}}});
        }
    }
    return {};
}

bool ErrorScene::namesApi() const
{
    static constexpr std::array<QByteArrayView, 6> names{
        "api.cloudflare.com",
        "Cloudflare API",
        "access.api.error.",
        "cloudflare.AuthenticationError",
        "cloudflare.PermissionDeniedError",
        "cloudflare_"};
    for (std::size_t i = begin(); i < end(); ++i) {
        const auto isThere = [text = textOf(i)](QByteArrayView name) { return text.contains(name); };
        if (std::any_of(names.begin(), names.end(), isThere))
            return true;
    }
    return false;
}

QUrl ErrorScene::destination() const
{
    for (std::size_t i = m_first; i <= m_last; ++i) {
        const qsizetype at = textOf(i).indexOf("dest=http");
        if (const QUrl found = at < 0 ? QUrl() : urlIn(textOf(i), at); !found.isEmpty())
            return found;
    }
    return {};
}

http::Headers ErrorScene::headers() const
{
    static constexpr std::array<QByteArrayView, 7> names{
        "cf-ray",   "cf-access-aud", "cf-access-domain", "www-authenticate", "cf-mitigated",
        "location", "server"};
    http::Headers headers;
    for (std::size_t i = begin(); i < end(); ++i) {
        const QByteArray lower = textOf(i).toByteArray().toLower();
        for (const QByteArrayView name : names) {
            if (!http::hasHeader(headers, name))
                addHeader(textOf(i), lower, name, headers);
        }
    }
    return headers;
}

bool ErrorScene::isAboutHttp(std::size_t line) const
{
    static constexpr std::array<QByteArrayView, 40> words{
        "http://",
        "https://",
        "requests.",
        "httpx",
        "urllib3",
        "fetch failed",
        "AxiosError",
        "undici",
        "Invoke-",
        "HTTPSConnection",
        "HTTPConnection",
        "java.net.",
        "javax.net.",
        "reqwest",
        "hyper",
        "Faraday",
        "Net::",
        "Guzzle",
        "CF-Access-Client",
        "AxiosHeaders",
        "cf-access-aud",
        "aiohttp",
        "urlopen error",
        "wget:",
        "wget :",
        "net::ERR_",
        "rpc error",
        "apache.http",
        "okhttp",
        "System.Net.",
        "TLSSocket",
        "TLSWrap",
        "_ssl.c",
        ":443",
        "HTTPS client",
        "GetAddrInfo",
        "TimeoutError]",
        "ClientRequest",
        "WebClient",
        "IOException"};
    const std::size_t from = line > 4 ? line - 4 : 0;
    for (std::size_t i = from; i < std::min(m_lines->size(), line + 5); ++i) {
        const auto isThere = [text = textOf(i)](QByteArrayView word) { return text.contains(word); };
        if (std::any_of(words.begin(), words.end(), isThere))
            return true;
    }
    return false;
}

std::optional<http::TransportFailure> ErrorScene::failure() const
{
    for (auto hit = m_hits.crbegin(); hit != m_hits.crend(); ++hit) {
        const QByteArrayView text = textOf(hit->line);
        if (hit->mark->kind == Kind::Curl) {
            const auto message = curlMessageOf(text);
            const auto error = message ? transportErrorOf(*message) : std::nullopt;
            if (error)
                return failureOf(*error, text);
        }
        if (hit->mark->kind == Kind::Failure && isAboutHttp(hit->line))
            return failureOf(hit->mark->error, text);
    }
    return std::nullopt;
}

std::optional<http::TransportFailure> ErrorScene::handshake() const
{
    for (const Hit &hit : m_hits) {
        if (hit.mark->kind == Kind::Handshake)
            return failureOf(http::TransportError::Other, textOf(hit.line).trimmed());
    }
    return std::nullopt;
}

QByteArrayView ErrorScene::lastWords() const
{
    for (auto hit = m_hits.crbegin(); hit != m_hits.crend(); ++hit) {
        const Kind kind = hit->mark->kind;
        if (kind == Kind::Complaint || kind == Kind::BehindAccess || kind == Kind::HalfOfCredentials
            || kind == Kind::NotJson || kind == Kind::Curl || kind == Kind::TunnelFailure
            || kind == Kind::NoAssertion)
            return textOf(hit->line).trimmed();
    }
    return textOf(m_last).trimmed();
}

bool ErrorScene::showsEmptyCredentials() const
{
    for (std::size_t i = begin(); i < end(); ++i) {
        if (printsEmptyCredential(textOf(i)))
            return true;
    }
    return false;
}

bool ErrorScene::showsCredentials() const
{
    for (std::size_t i = begin(); i < end(); ++i) {
        if (textOf(i).toByteArray().toLower().contains("cf-access-client-id"))
            return true;
    }
    return false;
}

} // namespace keyturn::transcripts
