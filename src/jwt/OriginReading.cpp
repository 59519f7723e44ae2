// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OriginReading.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

bool isAudienceToGo(const QJsonValue &value)
{
    const auto entries = value.toArray();
    return isStringToGo(value)
        || (value.isArray() && std::all_of(entries.begin(), entries.end(), isStringToGo));
}

} // namespace

bool isTrueToJavaScript(const QJsonValue &value)
{
    if (value.isString())
        return !value.toString().isEmpty();
    if (value.isDouble())
        return value.toDouble() != 0;
    return value.isArray() || value.isObject() || value.toBool();
}

double javaScriptNumberOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    if (value.isBool() || value.isNull())
        return value.toBool() ? 1 : 0;
    if (!value.isString() && !value.isArray())
        return notANumber;
    const auto text = javaScriptNameOf(value).trimmed();
    bool isNumber = false;
    const auto number = text.toDouble(&isNumber);
    return isNumber || text.isEmpty() ? number : notANumber;
}

QString javaScriptNameOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isObject())
        return u"[object Object]"_s;
    if (!value.isArray())
        return u"null"_s;
    QStringList names;
    const auto entries = value.toArray();
    for (const auto &entry : entries)
        names.append(entry.isNull() ? QString() : javaScriptNameOf(entry));
    return names.join(u',');
}

bool isStringToGo(const QJsonValue &value)
{
    return isAbsent(value) || value.isString();
}

std::optional<double> goSecondsOf(const QJsonValue &value)
{
    if (value.isDouble())
        return std::trunc(value.toDouble());
    bool isNumber = false;
    const auto number = value.toString().toDouble(&isNumber);
    return isNumber ? std::optional(std::trunc(number)) : std::nullopt;
}

bool canGoRead(const QJsonValue &payload)
{
    constexpr std::array strings{"iss"_L1, "sub"_L1, "nonce"_L1, "at_hash"_L1};
    const auto isString = [&payload](QLatin1StringView name) { return isStringToGo(payload[name]); };
    const auto isTime = [](const QJsonValue &value) { return value.isUndefined() || goSecondsOf(value); };
    const auto nbf = payload["nbf"_L1];
    return payload.isObject() && std::all_of(strings.begin(), strings.end(), isString)
        && isAudienceToGo(payload["aud"_L1]) && isTime(payload["exp"_L1]) && isTime(payload["iat"_L1])
        && (nbf.isNull() || isTime(nbf));
}

} // namespace keyturn::jwt
