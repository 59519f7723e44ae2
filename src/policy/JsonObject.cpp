// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JsonObject.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

void JsonTrouble::report(JsonError error, const QString &path, const QString &expected)
{
    if (!first)
        first = JsonFailure{error, path, expected, 0, 0};
}

bool JsonTrouble::takeOne(const QString &path)
{
    if (++items > mostItems)
        report(JsonError::TooMany, path);
    return items <= mostItems;
}

JsonObject::JsonObject(const QJsonObject &object, const QString &path, JsonTrouble &trouble)
    : m_object(object)
    , m_path(path)
    , m_trouble(trouble)
{
}

bool JsonObject::has(QLatin1StringView name) const
{
    const auto value = m_object.value(name);
    return !value.isUndefined() && !value.isNull();
}

QString JsonObject::text(QLatin1StringView name) const
{
    if (has(name) && !m_object.value(name).isString())
        m_trouble.report(JsonError::WrongType, pathOf(name), u"text"_s);
    return m_object.value(name).toString();
}

bool JsonObject::flag(QLatin1StringView name) const
{
    if (has(name) && !m_object.value(name).isBool())
        m_trouble.report(JsonError::WrongType, pathOf(name), u"yes or no"_s);
    return m_object.value(name).toBool();
}

std::optional<int> JsonObject::number(QLatin1StringView name) const
{
    if (!has(name))
        return std::nullopt;
    const auto value = m_object.value(name).toDouble(std::numeric_limits<double>::max());
    if (value < -1e9 || value > 1e9) {
        m_trouble.report(JsonError::WrongType, pathOf(name), u"number"_s);
        return std::nullopt;
    }
    return static_cast<int>(value);
}

QJsonArray JsonObject::array(QLatin1StringView name) const
{
    if (has(name) && !m_object.value(name).isArray())
        m_trouble.report(JsonError::WrongType, pathOf(name), u"array"_s);
    return m_object.value(name).toArray();
}

JsonObject JsonObject::object(QLatin1StringView name) const
{
    if (has(name) && !m_object.value(name).isObject())
        m_trouble.report(JsonError::WrongType, pathOf(name), u"object"_s);
    return {m_object.value(name).toObject(), pathOf(name), m_trouble};
}

QString JsonObject::pathOf(QLatin1StringView name) const
{
    return m_path.isEmpty() ? QString(name) : m_path + u'.' + name;
}

QString pathOf(const QString &array, qsizetype index)
{
    return u"%1[%2]"_s.arg(array).arg(index);
}

} // namespace keyturn::policy
