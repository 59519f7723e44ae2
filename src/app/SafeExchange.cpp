// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SafeExchange.h"

#include "Credentials.h"
#include "SecretMask.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr QByteArrayView mark = "[redacted]";

bool isNamed(const QByteArray &name, std::initializer_list<QByteArrayView> names)
{
    return std::any_of(names.begin(), names.end(), [&name](QByteArrayView each) {
        return name.compare(each, Qt::CaseInsensitive) == 0;
    });
}

bool isCookie(const QByteArray &name)
{
    return isNamed(name, {"Cookie", "Cookie2"});
}

bool isSetCookie(const QByteArray &name)
{
    return isNamed(name, {"Set-Cookie", "Set-Cookie2"});
}

bool isAuthorization(const QByteArray &name)
{
    return isNamed(name, {"Authorization", "Proxy-Authorization"});
}

/// Its whole value is a credential, as far as its name tells: nobody knows them all.
bool isCredential(const QByteArray &name)
{
    if (isNamed(name, {"Sec-WebSocket-Key", "Idempotency-Key", "Surrogate-Key", "X-Cache-Key"}))
        return false;
    const auto lower = name.toLower();
    const auto endsIt = [&lower](QByteArrayView ending) { return lower.endsWith(ending); };
    constexpr std::array<QByteArrayView, 7> endings{"token",    "secret",     "-key",         "apikey",
                                                    "password", "credential", "jwt-assertion"};
    return std::any_of(endings.begin(), endings.end(), endsIt);
}

/// The value of each cookie in a line, and for Set-Cookie of the first pair alone: the others are attributes.
QList<QByteArray> cookieValues(const http::Header &header)
{
    QList<QByteArray> values;
    for (const auto &pair : header.value.split(';')) {
        const auto equals = pair.indexOf('=');
        if (equals >= 0)
            values.append(pair.mid(equals + 1).trimmed());
        if (isSetCookie(header.name))
            break;
    }
    return values;
}

QByteArray shownCookies(const http::Header &header)
{
    QList<QByteArray> shown;
    for (const auto &pair : header.value.split(';')) {
        const auto equals = pair.indexOf('=');
        const bool isAttribute = isSetCookie(header.name) && !shown.isEmpty();
        if (isAttribute)
            shown.append(pair);
        else if (equals < 0)
            shown.append(mark.toByteArray());
        else
            shown.append(pair.left(equals + 1) + mark.toByteArray());
    }
    return shown.join(';');
}

QByteArray withoutScheme(const QByteArray &value)
{
    const auto trimmed = value.trimmed();
    const auto space = trimmed.indexOf(' ');
    return space < 0 ? trimmed : trimmed.mid(space + 1).trimmed();
}

/// What is to be taken out of one exchange.
class Sieve
{
public:
    explicit Sieve(const http::Exchange &exchange)
        : m_all(textsOf(exchange))
        , m_found(m_all)
    {
        for (const auto &value : credentialsByName(exchange))
            m_mask.learn(value);
    }

    [[nodiscard]] QByteArray strained(const QByteArray &text) const
    {
        const transcripts::Credentials own(text);
        const auto left = text.isValidUtf8() ? own.redactedText() : own.redactedBytes();
        const auto covered = m_mask.covered(m_found.withoutAny(left), mark);
        return text.isValidUtf8() ? withoutNamedSecrets(QString::fromUtf8(covered)).toUtf8() : covered;
    }

private:
    static QByteArray textsOf(http::Exchange exchange)
    {
        QByteArray all;
        const auto note = [&all](const QByteArray &text) {
            all += text + '\n';
            return text;
        };
        http::replaceTexts(exchange, note);
        return all;
    }

    QByteArray m_all;
    transcripts::Credentials m_found;
    SecretMask m_mask;
};

void removeUsers(http::Exchange &exchange)
{
    exchange.request.url.setUserInfo({});
    for (auto &hop : exchange.hops) {
        hop.url.setUserInfo({});
        hop.location.setUserInfo({});
    }
}

} // namespace

QByteArray shownValue(const http::Header &header)
{
    if (isSetCookie(header.name) || isCookie(header.name))
        return shownCookies(header);
    if (isCredential(header.name))
        return mark.toByteArray();
    if (isAuthorization(header.name)) {
        const auto space = header.value.trimmed().indexOf(' ');
        return space < 0 ? mark.toByteArray() : header.value.trimmed().left(space + 1) + mark.toByteArray();
    }
    return header.value;
}

QList<QByteArray> credentialsByName(const http::Exchange &exchange)
{
    QList<QByteArray> found;
    const auto add = [&found](const QByteArray &value) {
        found.append(value);
        // A signature makes a credential of two parts that may be shown.
        if (value.count('.') == 2)
            found.append(value.mid(value.lastIndexOf('.') + 1));
    };
    const auto look = [&](const http::Header &header) {
        if (isSetCookie(header.name) || isCookie(header.name)) {
            for (const auto &value : cookieValues(header))
                add(value);
        } else if (isAuthorization(header.name)) {
            const auto value = withoutScheme(header.value);
            add(value);
            if (const auto pair = QByteArray::fromBase64(value); pair.contains(':'))
                add(pair.mid(pair.indexOf(':') + 1));
        } else if (isCredential(header.name)) {
            add(header.value.trimmed());
        }
    };
    for (const auto &header : exchange.request.headers)
        look(header);
    if (exchange.answer) {
        for (const auto &header : exchange.answer->headers)
            look(header);
    }
    return found;
}

QString withoutNamedSecrets(QString text)
{
    const auto anyCase = [](const QString &pattern) {
        return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
    };
    static const auto query = anyCase(
        uR"(([?&;](?:[\w.~-]{0,40}[_.~-])?(?:\w{0,20}token|\w{0,20}secret|passw\w{0,8}|pwd|\w{0,10}key|sig|signature|session\w{0,8}|sid|jwt|auth|code)=)(?!\[redacted)[^&#\s"'<>\\]+)"_s);
    static const auto user = anyCase(uR"((https?://)[^\s/?#@"'<>]+@)"_s);
    static const auto cookies = anyCase(
        uR"((\b(?:set-)?cookie2?\\?+["']?+\s*+[:=]\s*+\\?+["']?+(?:[\w.-]++=)?+)(?!\[redacted|\[Client)[^\r\n"'\\]+)"_s);
    static const auto members = anyCase(
        uR"((\\?"[\w.-]{0,40}(?:token|secret|passw\w{0,8}|pwd|(?:api|access|private|secret)[_-]?key)\\?"\s*+:\s*+\\?")(?!\[redacted)[^"\\]+)"_s);
    text.replace(query, u"\\1[redacted]"_s);
    text.replace(members, u"\\1[redacted]"_s);
    text.replace(user, u"\\1"_s);
    return text.replace(cookies, u"\\1[redacted]"_s);
}

void takeOutCredentials(http::Exchange &exchange, access::Verdict &verdict)
{
    const Sieve sieve(exchange);
    const auto strain = [&sieve](const QByteArray &text) { return sieve.strained(text); };
    for (auto &seen : verdict.evidence)
        seen.value = QString::fromUtf8(strain(seen.value.toUtf8()));
    removeUsers(exchange);
    for (auto &header : exchange.request.headers)
        header.value = shownValue(header);
    if (exchange.answer) {
        for (auto &header : exchange.answer.operator->()->headers)
            header.value = shownValue(header);
    }
    http::replaceTexts(exchange, strain);
}

} // namespace keyturn
