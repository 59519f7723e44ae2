// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Redaction.h"

#include <QRegularExpression>

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
            anyCase(uR"(((?:client[_-]?secret|secret)["']?\s*[:=]\s*["']?)[0-9a-f]{64}\b)"_s),
            u"\\1[redacted Client Secret]"_s},
        Rule{QRegularExpression(u"\\bcf[kua]t?_[0-9A-Za-z_-]{20,}"_s), u"[redacted API token]"_s},
        Rule{
            anyCase(uR"((\bx-auth-(?:user-service-)?key["']?\s*[:=]\s*["']?)(?!\[redacted)[^\s"',;\\]+)"_s),
            u"\\1[redacted API key]"_s},
        Rule{
            QRegularExpression(
                u"(?:\\b|(?<=%[0-9A-Fa-f]{2}))eyJ[0-9A-Za-z_-]{6,}\\.[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]*"_s),
            u"[redacted JWT]"_s},
        Rule{
            anyCase(uR"((\bcf_(?:authorization|appsession)=)(?!\[redacted)[^\s"',;\\]+)"_s),
            u"\\1[redacted]"_s},
        Rule{
            anyCase(
                uR"((\bauthorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)(?!\[redacted)[^\s"']+)"_s),
            u"\\1[redacted]"_s},
        Rule{
            QRegularExpression(uR"((://[^\s/?#:@"']+:)(?!\[redacted)[^\s/?#@"']+(?=@))"_s),
            u"\\1[redacted]"_s},
    };
    return all;
}

} // namespace

QString redacted(QString text)
{
    // No pattern matches a text with half a surrogate pair in it: the credential beside it would stay.
    if (!text.isValidUtf16())
        text = QString::fromUtf8(text.toUtf8());
    for (const auto &rule : rules())
        text.replace(rule.shape, rule.replacement);
    return text;
}

} // namespace keyturn
