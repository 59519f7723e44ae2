// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NamedCredentials.h"

#include "Ascii.h"

#include <algorithm>
#include <array>

namespace keyturn::transcripts {

namespace {

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

qsizetype endOfValue(QByteArrayView text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && !endsValue(text[end]) && !text.sliced(end).startsWith("%22")
           && !text.sliced(end).startsWith("%5C%22") && !text.sliced(end).startsWith("&quot;")
           && !text.sliced(end).startsWith("%3B"))
        ++end;
    return end;
}

} // namespace

bool endsValue(char c)
{
    return c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ';' || c == '\\' || c == '&' || c == ')'
        || c == ']' || c == '}' || c == '<' || c == '`';
}

std::vector<CredentialSpan> namedCredentialsIn(QByteArrayView text)
{
    std::vector<CredentialSpan> found;
    // Only these letters begin a name.
    constexpr QByteArrayView first = "cCaAxX";
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!first.contains(text[at]))
            continue;
        const QByteArrayView rest = text.sliced(at);
        const auto name = std::find_if(
            names.begin(), names.end(), [rest](const Name &n) { return startsWithName(rest, n.lowerCase); });
        if (name == names.end())
            continue;
        const qsizetype end = at + name->lowerCase.size();
        qsizetype start = valueAfter(text, end);
        if (start < 0 || start >= text.size()) {
            if (at > 0 && text[at - 1] == '"') {
                const auto [from, to] = valueBefore(text, at);
                if (to > from)
                    found.push_back({from, to, name->kind});
            }
            at = end - 1;
            continue;
        }
        if (name->kind == CredentialKind::AuthorizationValue)
            start += schemeOf(text.sliced(start)).size();
        // An authorization without a scheme may be the single header's JSON, whose members are found by name.
        const QByteArrayView value = text.sliced(start);
        if (isPlaceholder(value) || value.startsWith('{') || value.startsWith("%7B")) {
            at = end - 1;
            continue;
        }
        const qsizetype stop = endOfValue(text, start);
        constexpr qsizetype shortest = 6;
        if (stop - start >= shortest)
            found.push_back({start, stop, name->kind});
        at = std::max(end, stop) - 1;
    }
    return found;
}

} // namespace keyturn::transcripts
