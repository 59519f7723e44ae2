// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Credentials.h"

#include "Ascii.h"
#include "KnownTokens.h"
#include "LogLines.h"
#include "NamedCredentials.h"
#include "Recogniser.h"
#include "Redaction.h"
#include "TraceDump.h"

#include <algorithm>

namespace keyturn::transcripts {

namespace {

constexpr std::size_t mostSpans = 20'000;
constexpr std::size_t mostForms = 600;
constexpr QByteArrayView mark = "[redacted]";

bool isBase64(char c)
{
    return isAlphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_';
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

void Credentials::learn(QByteArrayView value, SecretMask &mask)
{
    constexpr qsizetype shortest = 16;
    constexpr qsizetype longest = 4096;
    if (value.size() <= longest && mask.size() < mostForms && !mask.knows(value))
        mask.learn(value, shortest);
}

void Credentials::add(qsizetype start, qsizetype end, CredentialKind kind)
{
    if (end <= start || m_spans.size() >= mostSpans)
        return;
    m_spans.push_back({start, end, kind});
    const QByteArrayView value = m_plain.sliced(start, end - start);
    if (kind != CredentialKind::Jwt && kind != CredentialKind::AuthorizationCookie)
        return learn(value, m_secrets);
    learn(value, m_sessions);
    // A signature makes a credential of two parts that may be shown.
    if (const qsizetype dot = value.lastIndexOf('.'); dot >= 0)
        learn(value.sliced(dot + 1), m_sessions);
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

// Runs of base64 that hold credentials: Basic authorization, and bodies in a HAR.
void Credentials::findEncoded()
{
    constexpr qsizetype shortest = 24;
    std::vector<CredentialSpan> runs;
    for (qsizetype at = 0; at < m_plain.size();) {
        if (!isBase64(m_plain[at])) {
            ++at;
            continue;
        }
        // The rest of an escape is no part of what follows it: a quote stays a quote.
        const bool isEscape = at > 0 && m_plain[at - 1] == '%' && at + 1 < m_plain.size()
            && isHexDigit(m_plain[at]) && isHexDigit(m_plain[at + 1]);
        if (isEscape)
            at += 2;
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
    for (const CredentialSpan &run : runs)
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
    for (const CredentialSpan &span : whole.m_spans) {
        for (const auto &[start, end] : dump->placesOf(span.start, span.end)) {
            if (m_spans.size() < mostSpans)
                m_spans.push_back({start, end, span.kind});
        }
    }
    m_secrets.learn(std::move(whole.m_secrets));
    m_sessions.learn(std::move(whole.m_sessions));
}

Credentials::Credentials(QByteArrayView plain)
    : m_plain(plain)
{
    findShapes();
    for (const CredentialSpan &span : namedCredentialsIn(m_plain))
        add(span.start, span.end, span.kind);
    findEncoded();
    findOfOthers();
    findDumped();
    std::sort(m_spans.begin(), m_spans.end(), [](const CredentialSpan &a, const CredentialSpan &b) {
        return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
    qsizetype from = 0;
    int line = 1;
    qsizetype covered = 0;
    for (const CredentialSpan &span : m_spans) {
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
    return m_secrets.covered(std::move(text), mark);
}

QByteArray Credentials::withoutAny(QByteArray text) const
{
    return withoutSecrets(m_sessions.covered(std::move(text), mark));
}

QByteArray Credentials::redactedBytes() const
{
    QByteArray text;
    text.reserve(m_plain.size());
    qsizetype done = 0;
    for (const CredentialSpan &span : m_spans) {
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
