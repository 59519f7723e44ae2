// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Redaction.h"

#include "KnownTokens.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

struct Rule
{
    QRegularExpression shape;
    QString replacement;
};

QRegularExpression anyCase(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

QString lettersOf(TokenShape::Letters letters)
{
    switch (letters) {
    case TokenShape::Letters::Alphanumeric:
        return u"[0-9A-Za-z]"_s;
    case TokenShape::Letters::Capitals:
        return u"[0-9A-Z]"_s;
    case TokenShape::Letters::Url:
        return u"[0-9A-Za-z_-]"_s;
    }
    Q_UNREACHABLE();
}

QRegularExpression knownTokens()
{
    QStringList patterns;
    for (const TokenShape &shape : tokenShapes) {
        const bool hasOneLength = shape.letters == TokenShape::Letters::Capitals;
        patterns.append(
            (shape.standsAlone ? u"(?<![0-9A-Za-z])"_s : QString())
            + QRegularExpression::escape(QString::fromLatin1(shape.prefix)) + lettersOf(shape.letters)
            + (hasOneLength ? u"{%1}(?![0-9A-Za-z])"_s : u"{%1,}"_s).arg(shape.shortest));
    }
    return QRegularExpression(patterns.join(u'|'));
}

const auto &rules()
{
    // A quote may be escaped, when the JSON stands in a JSON string. The single-header style and answers of
    // the API come before the header: its rule would eat their names.
    static const std::array all{
        Rule{
            anyCase(uR"(((?:cf-access-)?client[-_]secret\\?"\s*:\s*\\?")[^"\\]*)"_s),
            u"\\1[redacted Client Secret]"_s},
        Rule{
            anyCase(uR"((cf-access-client-secret["']\s*,\s*(?:["']value["']\s*:\s*)?["'])[^"']*)"_s),
            u"\\1[redacted Client Secret]"_s},
        Rule{
            anyCase(uR"((cf[-_]access[-_]client[-_]secret["']?\s*[:=]\s*["']?)(?!\[redacted)[^\s"',;\\]+)"_s),
            u"\\1[redacted Client Secret]"_s},
        Rule{QRegularExpression(u"cfast_[0-9A-Za-z]{8,}"_s), u"[redacted Client Secret]"_s},
        Rule{
            anyCase(uR"(((?:client[_-]?secret|secret)["']?\s*[:=]\s*["']?)[0-9a-f]{64,})"_s),
            u"\\1[redacted Client Secret]"_s},
        Rule{QRegularExpression(u"cf(?:ut|at|k)_[0-9A-Za-z_-]{20,}"_s), u"[redacted API token]"_s},
        Rule{
            anyCase(uR"((x-auth-(?:user-service-)?key["']?\s*[:=]\s*["']?)(?!\[redacted)[^\s"',;\\]+)"_s),
            u"\\1[redacted API key]"_s},
        Rule{
            QRegularExpression(u"(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2}))eyJ[0-9A-Za-z_-]{6,}\\.[0-9A-Za-z_-"
                               u"]+\\.[0-9A-Za-z_-]*"
                               u"|eyJ[0-9A-Za-z_-]{15,}\\.eyJ[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]*"_s),
            u"[redacted JWT]"_s},
        Rule{
            anyCase(uR"((cf_(?:authorization|appsession)=)(?!\[redacted)[^\s"',;\\]+)"_s),
            u"\\1[redacted]"_s},
        Rule{
            anyCase(
                uR"((authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)(?!\[redacted)[^\s"']+)"_s),
            u"\\1[redacted]"_s},
        Rule{
            QRegularExpression(uR"((://[^\s/?#:@"']+:)(?!\[redacted)[^\s/?#@"']+(?=@))"_s),
            u"\\1[redacted]"_s},
        Rule{knownTokens(), u"[redacted token]"_s},
        Rule{
            QRegularExpression(u"-----BEGIN [0-9A-Z ]{0,40}PRIVATE KEY-----(?:[\\s\\S]{0,16000}?-----END "
                               u"[0-9A-Z ]{0,40}PRIVATE KEY-----"
                               u"|[0-9A-Za-z+/=\\\\\\r\\n]*)"_s),
            u"[redacted private key]"_s},
    };
    return all;
}

} // namespace

QString redacted(QString text)
{
    // No rule takes less than "://a:b@", and claims and members by the hundred thousand are shorter.
    constexpr qsizetype shortest = 7;
    if (text.size() < shortest)
        return text;
    // No pattern matches a text with half a surrogate pair in it: the credential beside it would stay.
    if (!text.isValidUtf16())
        text = QString::fromUtf8(text.toUtf8());
    for (const auto &rule : rules())
        text.replace(rule.shape, rule.replacement);
    return text;
}

} // namespace keyturn
