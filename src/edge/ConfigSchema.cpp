// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigShape.h"

#include <QJsonArray>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

QJsonObject objectSchema(const ConfigShape &shape, QJsonObject &definitions);

QJsonObject reference(const ConfigShape &shape, QJsonObject &definitions)
{
    if (!definitions.contains(shape.name)) {
        // The shapes refer to none that is above them, so this ends.
        const auto schema = objectSchema(shape, definitions);
        definitions.insert(shape.name, schema);
    }
    return {{u"$ref"_s, u"#/$defs/"_s + shape.name}};
}

QJsonObject textSchema(ValueKind kind)
{
    QJsonObject schema{{u"type"_s, u"string"_s}};
    if (const auto pattern = patternOf(kind); !pattern.isEmpty())
        schema.insert(u"pattern"_s, pattern);
    return schema;
}

QJsonObject arraySchema(const ConfigKey &key, QJsonObject &definitions)
{
    auto items = key.shape != nullptr ? reference(*key.shape, definitions) : textSchema(key.items);
    if (key.mayBeReference)
        items = {{u"anyOf"_s, QJsonArray{items, textSchema(ValueKind::Text)}}};
    const QJsonObject array{{u"type"_s, u"array"_s}, {u"items"_s, items}};
    if (!key.mayBeAnswer)
        return array;
    const QJsonObject answer{
        {u"type"_s, u"object"_s},
        {u"properties"_s, QJsonObject{{u"result"_s, array}}},
        {u"required"_s, QJsonArray{u"result"_s}},
    };
    return {{u"anyOf"_s, QJsonArray{array, answer}}};
}

QJsonObject valueSchema(const ConfigKey &key, QJsonObject &definitions)
{
    switch (key.kind) {
    case ValueKind::Any:
        return {};
    case ValueKind::Flag:
        return {{u"type"_s, u"boolean"_s}};
    case ValueKind::Number:
        return {{u"type"_s, u"integer"_s}, {u"minimum"_s, key.least}, {u"maximum"_s, key.most}};
    case ValueKind::Word:
        return {{u"enum"_s, QJsonArray::fromStringList(key.words)}};
    case ValueKind::Object:
        return reference(*key.shape, definitions);
    case ValueKind::Array:
        return arraySchema(key, definitions);
    case ValueKind::Secret:
        return {{u"not"_s, QJsonObject()}};
    default:
        return textSchema(key.kind);
    }
}

QJsonObject keySchema(const ConfigShape &shape, const ConfigKey &key, QJsonObject &definitions)
{
    auto schema = valueSchema(key, definitions);
    const bool mayBeNull
        = shape.isOfApi && !key.isRequired && key.kind != ValueKind::Any && key.kind != ValueKind::Secret;
    if (mayBeNull)
        schema = {{u"anyOf"_s, QJsonArray{schema, QJsonObject{{u"type"_s, u"null"_s}}}}};
    if (key.isRequired && key.kind == ValueKind::Text)
        schema.insert(u"minLength"_s, 1);
    schema.insert(
        u"description"_s,
        key.about.isEmpty() ? u"As the Cloudflare API writes it; the edge does not look at it."_s
                            : key.about);
    return schema;
}

QJsonObject objectSchema(const ConfigShape &shape, QJsonObject &definitions)
{
    QJsonObject properties;
    QJsonArray required;
    for (const auto &key : shape.keys) {
        properties.insert(key.name, keySchema(shape, key, definitions));
        if (key.isRequired)
            required.append(key.name);
    }
    QJsonObject schema{
        {u"description"_s, shape.about},
        {u"type"_s, u"object"_s},
        {u"properties"_s, properties},
        {u"additionalProperties"_s, shape.isOfApi},
    };
    if (!required.isEmpty())
        schema.insert(u"required"_s, required);
    QJsonArray alternatives;
    for (const auto &name : shape.exactlyOneOf)
        alternatives.append(QJsonObject{{u"required"_s, QJsonArray{name}}});
    if (!alternatives.isEmpty())
        schema.insert(u"oneOf"_s, alternatives);
    return schema;
}

} // namespace

QJsonObject configSchema()
{
    QJsonObject definitions;
    auto schema = objectSchema(configShape(), definitions);
    schema.insert(u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s);
    schema.insert(u"title"_s, u"Keyturn edge configuration"_s);
    schema.insert(u"$defs"_s, definitions);
    return schema;
}

} // namespace keyturn::edge
