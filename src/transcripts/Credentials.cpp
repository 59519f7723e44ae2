// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Credentials.h"

#include "Ascii.h"
#include "KnownTokens.h"
#include "LogLines.h"
#include "Recogniser.h"
#include "Redaction.h"
#include "SecretMask.h"
#include "TraceDump.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace keyturn::transcripts {

namespace {

constexpr std::size_t mostSpans = 20'000;
constexpr std::size_t mostForms = 600;
constexpr QByteArrayView mark = "[redacted]";

bool isBase64(char c)
{
    return isAlphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_';
}

bool endsValue(char c)
{
    return c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ';' || c == '\\' || c == '&' || c == ')'
        || c == ']' || c == '}' || c == '<' || c == '`';
}

struct Name
{
    QByteArrayView lowerCase;
    CredentialKind kind;
};

// "-" and "_" are the same. Longer before shorter.
constexpr std::array names{
    Name{"client-secret", CredentialKind::ClientSecret},
    Name{"clientsecret", CredentialKind::ClientSecret},
    Name{"cf-access-token", CredentialKind::Jwt},
    Name{"cf-access-jwt-assertion", CredentialKind::Jwt},
    Name{"cf-authorization", CredentialKind::AuthorizationCookie},
    Name{"cf-appsession", CredentialKind::AuthorizationCookie},
    Name{"authorization", CredentialKind::AuthorizationValue},
    Name{"x-auth-key", CredentialKind::ApiKey},
    Name{"x-auth-user-service-key", CredentialKind::ApiKey},
    Name{"api-token", CredentialKind::ApiToken},
    Name{"api-key", CredentialKind::ApiKey},
};

bool startsWithName(QByteArrayView text, QByteArrayView name)
{
    if (text.size() < name.size())
        return false;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = text[i] == '_' ? '-' : lowerCased(text[i]);
        if (c != name[i])
            return false;
    }
    return true;
}

bool skip(QByteArrayView text, qsizetype &at, QByteArrayView what)
{
    if (!text.sliced(at).startsWith(what))
        return false;
    at += what.size();
    return true;
}

// Quotes as they are, escaped in JSON, percent-encoded, or as an entity.
bool skipQuote(QByteArrayView text, qsizetype &at)
{
    for (const QByteArrayView quote :
         {"\\\\\\\"", "\\\"", "\"", "'", "%22", "%27", "%5C%22", "&quot;", "&#34;", "\\u0022"}) {
        if (skip(text, at, quote))
            return true;
    }
    return false;
}

void skipBlanks(QByteArrayView text, qsizetype &at)
{
    while (at < text.size()) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '+')
            ++at;
        else if (!skip(text, at, "%20"))
            return;
    }
}

/// Where the value of a name that ends at `at` begins; -1 when it is no name of a value.
qsizetype valueAfter(QByteArrayView text, qsizetype at)
{
    const bool isQuoted = skipQuote(text, at);
    skipBlanks(text, at);
    const bool isAssigned = skip(text, at, ":") || skip(text, at, "=>") || skip(text, at, "=")
        || skip(text, at, "%3A") || skip(text, at, "%3a") || skip(text, at, "%3D") || skip(text, at, "%3d");
    if (!isAssigned && !(isQuoted && skip(text, at, ",")))
        return -1;
    skipBlanks(text, at);
    skipQuote(text, at);
    // HAR has the name in one member and the value in the next.
    if (startsWithName(text.sliced(at), "value")) {
        qsizetype inner = at + 5;
        if (skipQuote(text, inner)) {
            skipBlanks(text, inner);
            if (skip(text, inner, ":")) {
                skipBlanks(text, inner);
                skipQuote(text, inner);
                return inner;
            }
        }
    }
    return at;
}

/// The value of a member that stands before the name: {"value": "...", "name": "Authorization"}.
std::pair<qsizetype, qsizetype> valueBefore(QByteArrayView text, qsizetype nameAt)
{
    constexpr qsizetype farthest = 8192;
    const qsizetype from = std::max<qsizetype>(0, nameAt - farthest);
    const QByteArrayView near = text.sliced(from, nameAt - from);
    const qsizetype open = near.lastIndexOf('{');
    const qsizetype close = near.lastIndexOf('}');
    if (open < 0 || close > open)
        return {-1, -1};
    const qsizetype member = near.indexOf("\"value\"", open);
    const qsizetype colon = member < 0 ? -1 : near.indexOf(':', member);
    const qsizetype start = colon < 0 ? -1 : near.indexOf('"', colon);
    if (start < 0)
        return {-1, -1};
    qsizetype end = start + 1;
    while (end < near.size() && (near[end] != '"' || near[end - 1] == '\\'))
        ++end;
    return end < near.size() ? std::pair(from + start + 1, from + end)
                             : std::pair<qsizetype, qsizetype>(-1, -1);
}

bool isPlaceholder(QByteArrayView value)
{
    return value.startsWith("***") || value.startsWith("$") || value.startsWith("[redacted")
        || value.startsWith("%24") || value.startsWith("<") || value.startsWith("{{");
}

QByteArrayView schemeOf(QByteArrayView value)
{
    for (const QByteArrayView scheme : {"bearer ", "basic ", "token ", "bearer%20", "basic%20"}) {
        if (startsWithName(value, scheme))
            return value.first(scheme.size());
    }
    return {};
}

bool holdsCredential(QByteArrayView base64)
{
    const bool isUrlForm = base64.contains('-') || base64.contains('_');
    QByteArray decoded = QByteArray::fromBase64(
        base64.toByteArray(), isUrlForm ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding);
    const QByteArray text = decoded.toLower();
    const bool isTelling = decoded.contains("cfast_") || text.contains("client-secret")
        || text.contains("client_secret") || text.contains("cf_authorization=")
        || std::any_of(tokens::apiTokenPrefixes.begin(), tokens::apiTokenPrefixes.end(),
                       [&decoded](QByteArrayView prefix) { return decoded.contains(prefix); })
        || text.contains(".access:");
    wipeBytes(decoded);
    return isTelling;
}

CredentialKind kindOf(TokenMaker maker)
{
    switch (maker) {
    case TokenMaker::GitHub:
        return CredentialKind::GitHubToken;
    case TokenMaker::GitLab:
        return CredentialKind::GitLabToken;
    case TokenMaker::Aws:
        return CredentialKind::AwsKey;
    case TokenMaker::Vault:
        return CredentialKind::VaultToken;
    case TokenMaker::Slack:
        return CredentialKind::SlackToken;
    case TokenMaker::Stripe:
        return CredentialKind::StripeKey;
    case TokenMaker::Npm:
        return CredentialKind::NpmToken;
    case TokenMaker::Google:
        return CredentialKind::GoogleKey;
    case TokenMaker::Docker:
        return CredentialKind::DockerToken;
    case TokenMaker::PyPi:
        return CredentialKind::PyPiToken;
    }
    Q_UNREACHABLE();
}

} // namespace

void Credentials::learn(QByteArrayView value, std::vector<Secret> &forms)
{
    constexpr qsizetype shortest = 16;
    if (value.size() < shortest || value.size() > 4096 || forms.size() >= mostForms)
        return;
    const auto isKnown = [value](const Secret &form) { return form.expose() == value; };
    if (std::any_of(forms.cbegin(), forms.cend(), isKnown))
        return;
    for (Secret &form : encodedForms(value)) {
        if (form.expose().size() >= shortest - 4)
            forms.push_back(std::move(form));
    }
}

void Credentials::add(qsizetype start, qsizetype end, CredentialKind kind)
{
    if (end <= start || m_spans.size() >= mostSpans)
        return;
    m_spans.push_back({start, end, kind});
    const QByteArrayView value = m_plain.sliced(start, end - start);
    if (kind != CredentialKind::Jwt && kind != CredentialKind::AuthorizationCookie)
        return learn(value, m_forms);
    learn(value, m_formsOfSessions);
    // A signature makes a credential of two parts that may be shown.
    if (const qsizetype dot = value.lastIndexOf('.'); dot >= 0)
        learn(value.sliced(dot + 1), m_formsOfSessions);
}

void Credentials::findShapes()
{
    const auto endOf = [this](qsizetype from, auto allowed) {
        while (from < m_plain.size() && allowed(m_plain[from]))
            ++from;
        return from;
    };
    for (qsizetype at = m_plain.indexOf("cfast_"); at >= 0; at = m_plain.indexOf("cfast_", at + 6)) {
        qsizetype end = endOf(at + 6, isAlphanumeric);
        if (end - at < 14)
            continue;
        // The checksum may be of any visible characters.
        const qsizetype whole = at + 54;
        while (end - at >= 46 && end < std::min(whole, m_plain.size()) && !endsValue(m_plain[end]))
            ++end;
        add(at, end, CredentialKind::ClientSecret);
    }
    // Each goes on behind what it has looked at, or a long run of beginnings would take for ever.
    for (const QByteArrayView prefix : tokens::apiTokenPrefixes) {
        for (qsizetype at = m_plain.indexOf(prefix), end = 0; at >= 0; at = m_plain.indexOf(prefix, end)) {
            end = endOf(at, [](char c) { return isAlphanumeric(c) || c == '_' || c == '-'; });
            if (end - at >= prefix.size() + 20)
                add(at, end, CredentialKind::ApiToken);
        }
    }
    for (qsizetype at = m_plain.indexOf("eyJ"), end = 0; at >= 0; at = m_plain.indexOf("eyJ", end)) {
        end = at + 3;
        const bool isEscaped = at >= 3 && m_plain[at - 3] == '%';
        if (at > 0 && isBase64(m_plain[at - 1]) && m_plain[at - 1] != '/' && !isEscaped)
            continue;
        end = endOf(at, [](char c) { return isBase64(c) || c == '.'; });
        const QByteArrayView jwt = m_plain.sliced(at, end - at);
        if (std::count(jwt.begin(), jwt.end(), '.') >= 2)
            add(at, end, CredentialKind::Jwt);
    }
}

void Credentials::findNamed()
{
    // Only these letters begin a name.
    constexpr QByteArrayView first = "cCaAxX";
    for (qsizetype at = 0; at < m_plain.size(); ++at) {
        if (!first.contains(m_plain[at]))
            continue;
        const QByteArrayView rest = m_plain.sliced(at);
        const auto name = std::find_if(
            names.begin(), names.end(), [rest](const Name &n) { return startsWithName(rest, n.lowerCase); });
        if (name == names.end())
            continue;
        const qsizetype end = at + name->lowerCase.size();
        qsizetype start = valueAfter(m_plain, end);
        if (start < 0 || start >= m_plain.size()) {
            if (at > 0 && m_plain[at - 1] == '"') {
                const auto [from, to] = valueBefore(m_plain, at);
                add(from, to, name->kind);
            }
            at = end - 1;
            continue;
        }
        QByteArrayView value = m_plain.sliced(start);
        const qsizetype scheme
            = name->kind == CredentialKind::AuthorizationValue ? schemeOf(value).size() : 0;
        start += scheme;
        // An authorization without a scheme may be the single header's JSON, whose members are found by name.
        value = m_plain.sliced(start);
        if (isPlaceholder(value) || value.startsWith('{') || value.startsWith("%7B")) {
            at = end - 1;
            continue;
        }
        qsizetype stop = start;
        while (stop < m_plain.size() && !endsValue(m_plain[stop]) && !m_plain.sliced(stop).startsWith("%22")
               && !m_plain.sliced(stop).startsWith("%5C%22") && !m_plain.sliced(stop).startsWith("&quot;")
               && !(m_plain.sliced(stop).startsWith("%3B")))
            ++stop;
        constexpr qsizetype shortest = 6;
        if (stop - start >= shortest)
            add(start, stop, name->kind);
        at = std::max(end, stop) - 1;
    }
}

// Runs of base64 that hold credentials: Basic authorization, and bodies in a HAR.
void Credentials::findEncoded()
{
    constexpr qsizetype shortest = 24;
    std::vector<Span> runs;
    for (qsizetype at = 0; at < m_plain.size();) {
        if (!isBase64(m_plain[at])) {
            ++at;
            continue;
        }
        qsizetype end = at;
        bool hasUpper = false;
        while (end < m_plain.size() && isBase64(m_plain[end])) {
            hasUpper = hasUpper || isCapital(m_plain[end]);
            ++end;
        }
        if (end - at >= shortest && hasUpper) {
            const QByteArray run = m_plain.sliced(at, end - at).toByteArray();
            // What stands before it in a URL may be of the same letters.
            bool isTelling = false;
            for (qsizetype front = 0; front < 4 && !isTelling; ++front)
                isTelling = holdsCredential(QByteArrayView(run).sliced(front));
            if (isTelling)
                runs.push_back({at, end, CredentialKind::ClientSecret});
        }
        at = end;
    }
    for (const Span &run : runs)
        add(run.start, run.end, run.kind);
}

void Credentials::findOfOthers()
{
    for (const KnownToken &token : knownTokensIn(m_plain))
        add(token.start, token.end, kindOf(token.maker));
    for (qsizetype at = nextPrivateKey(m_plain, 0); at >= 0;) {
        const qsizetype end = endOfPrivateKey(m_plain, at);
        add(at, end, CredentialKind::PrivateKey);
        at = nextPrivateKey(m_plain, end);
    }
}

void Credentials::findDumped()
{
    const auto dump = undumped(m_plain);
    if (!dump)
        return;
    Credentials whole(dump->bytes);
    for (const Span &span : whole.m_spans) {
        for (const auto &[start, end] : dump->placesOf(span.start, span.end)) {
            if (m_spans.size() < mostSpans)
                m_spans.push_back({start, end, span.kind});
        }
    }
    const auto takeOver = [](std::vector<Secret> &forms, std::vector<Secret> &others) {
        std::move(others.begin(), others.end(), std::back_inserter(forms));
    };
    takeOver(m_forms, whole.m_forms);
    takeOver(m_formsOfSessions, whole.m_formsOfSessions);
}

Credentials::Credentials(QByteArrayView plain)
    : m_plain(plain)
{
    findShapes();
    findNamed();
    findEncoded();
    findOfOthers();
    findDumped();
    std::sort(m_spans.begin(), m_spans.end(), [](const Span &a, const Span &b) {
        return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
    qsizetype from = 0;
    int line = 1;
    qsizetype covered = 0;
    for (const Span &span : m_spans) {
        if (span.end <= covered)
            continue;
        line += static_cast<int>(std::count(plain.begin() + from, plain.begin() + span.start, '\n'));
        from = span.start;
        covered = span.end;
        m_found.append({span.kind, line});
    }
}

QByteArray Credentials::withoutSecrets(QByteArray text) const
{
    for (const Secret &form : m_forms)
        text.replace(form.expose(), mark);
    return text;
}

QByteArray Credentials::withoutAny(QByteArray text) const
{
    for (const Secret &form : m_formsOfSessions)
        text.replace(form.expose(), mark);
    return withoutSecrets(std::move(text));
}

QByteArray Credentials::redactedBytes() const
{
    QByteArray text;
    text.reserve(m_plain.size());
    qsizetype done = 0;
    for (const Span &span : m_spans) {
        if (span.end <= done)
            continue;
        const qsizetype start = std::max(span.start, done);
        text.append(m_plain.sliced(done, start - done));
        text.append(mark);
        done = span.end;
    }
    text.append(m_plain.sliced(done));
    return withoutAny(std::move(text));
}

QByteArray Credentials::redactedText() const
{
    return withoutAny(keyturn::redacted(QString::fromUtf8(redactedBytes())).toUtf8());
}

QByteArray redacted(QByteArrayView text)
{
    const QByteArray plain = plainText(text);
    return Credentials(plain).redactedText();
}

} // namespace keyturn::transcripts
