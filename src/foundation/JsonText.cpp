// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JsonText.h"

#include "JsonBuilder.h"
#include "JsonScanner.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <vector>

namespace keyturn {

namespace {

constexpr int deepestJson = 1000;

JsonPlace placeIn(QByteArrayView text, const std::vector<qsizetype> &lines, qsizetype offset)
{
    const auto next = std::upper_bound(lines.begin(), lines.end(), offset);
    const auto begin = *std::prev(next);
    // The bytes that begin a character. What is no UTF-8 must be counted too.
    const auto before = text.sliced(begin, offset - begin);
    const auto beginsCharacter
        = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
    const auto characters = std::count_if(before.begin(), before.end(), beginsCharacter);
    return {static_cast<int>(next - lines.begin()), static_cast<int>(characters) + 1};
}

std::vector<qsizetype> linesOf(QByteArrayView text)
{
    std::vector<qsizetype> lines{0};
    for (auto at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        lines.push_back(at + 1);
    return lines;
}

/// Whole numbers of 64 bits stay what they are.
QJsonValue numberOf(QByteArrayView text)
{
    bool isWhole = false;
    const auto whole = text.toLongLong(&isWhole);
    return isWhole ? QJsonValue(qint64{whole}) : QJsonValue(text.toDouble());
}

} // namespace

struct JsonText::Data
{
    QByteArray text;
    std::vector<qsizetype> lines; ///< Where each begins.
    std::vector<JsonCell> cells;

    [[nodiscard]] const JsonCell &cell(qsizetype index) const { return cells[static_cast<size_t>(index)]; }
    [[nodiscard]] JsonPlace place(qsizetype offset) const { return placeIn(text, lines, offset); }
    [[nodiscard]] QByteArrayView slice(JsonRange range) const
    {
        return QByteArrayView(text).sliced(range.begin, range.end - range.begin);
    }
};

JsonText::JsonText(std::shared_ptr<const Data> data)
    : d(std::move(data))
{
}

QByteArray jsonString(QByteArrayView text)
{
    constexpr char digits[] = "0123456789abcdef";
    constexpr qsizetype longestEscape = 6; // \u00XX
    QByteArray json;
    json.reserve(longestEscape * text.size() + 2);
    json.append('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            json.append('\\').append(c);
        else if (byte < 0x20)
            json.append("\\u00", 4).append(digits[byte >> 4]).append(digits[byte & 0xf]);
        else
            json.append(c);
    }
    json.append('"');
    return json;
}

Result<JsonText, JsonProblem> JsonText::read(const QByteArray &text, const JsonRules &rules)
{
    if (text.size() > rules.mostBytes)
        return Failure{JsonProblem{JsonCause::TooLarge, rules.mostBytes, {}}};
    auto data = std::make_shared<Data>();
    data->text = text;
    data->lines = linesOf(text);
    JsonBuilder builder(text, rules);
    if (const auto built = builder.build(); !built) {
        const auto offset = builder.failedAt();
        return Failure{JsonProblem{built.error(), offset, data->place(offset)}};
    }
    data->cells = std::move(builder.cells);
    return JsonText(std::move(data));
}

const QByteArray &JsonText::bytes() const
{
    return d->text;
}

JsonNode JsonText::root() const
{
    return {d, 0};
}

std::optional<JsonNode> JsonText::find(QStringView pointer) const
{
    auto node = std::optional(root());
    if (pointer.isEmpty())
        return node;
    if (!pointer.startsWith(u'/'))
        return std::nullopt;
    for (const auto part : pointer.sliced(1).split(u'/')) {
        if (node->is(JsonKind::Object)) {
            auto name = part.toString();
            name.replace(QLatin1String("~1"), QLatin1String("/"));
            node = node->member(name.replace(QLatin1String("~0"), QLatin1String("~")));
        } else {
            const auto children = node->children();
            const auto index = part.toLongLong();
            const bool isIndex = QString::number(index) == part && index >= 0 && index < children.size();
            node = isIndex ? std::optional(children[static_cast<qsizetype>(index)]) : std::nullopt;
        }
        if (!node)
            return node;
    }
    return node;
}

JsonNode::JsonNode(std::shared_ptr<const JsonText::Data> data, qsizetype cell)
    : d(std::move(data))
    , m_cell(cell)
{
}

JsonKind JsonNode::kind() const
{
    return d->cell(m_cell).kind;
}

JsonRange JsonNode::range() const
{
    return d->cell(m_cell).range;
}

QByteArrayView JsonNode::text() const
{
    return d->slice(range());
}

JsonPlace JsonNode::place() const
{
    return d->place(range().begin);
}

bool JsonNode::isMember() const
{
    return !keyRange().isEmpty();
}

JsonRange JsonNode::keyRange() const
{
    return d->cell(m_cell).key;
}

QString JsonNode::key() const
{
    return isMember() ? decodedString(d->slice(keyRange())) : QString();
}

JsonPlace JsonNode::keyPlace() const
{
    return d->place(keyRange().begin);
}

QString JsonNode::string() const
{
    return is(JsonKind::String) ? decodedString(text()) : QString();
}

bool JsonNode::boolean() const
{
    return text() == "true";
}

QList<JsonNode> JsonNode::children() const
{
    QList<JsonNode> children;
    const auto end = d->cell(m_cell).after;
    for (auto child = m_cell + 1; child < end; child = d->cell(child).after)
        children.append(JsonNode(d, child));
    return children;
}

qsizetype JsonNode::size() const
{
    qsizetype count = 0;
    const auto end = d->cell(m_cell).after;
    for (auto child = m_cell + 1; child < end; child = d->cell(child).after)
        ++count;
    return count;
}

std::optional<JsonNode> JsonNode::member(QStringView name) const
{
    std::optional<JsonNode> found;
    for (const auto &child : children()) {
        if (child.isMember() && child.key() == name)
            found = child;
    }
    return found;
}

QList<JsonNode> JsonNode::repeatedMembers() const
{
    QList<JsonNode> repeated;
    QSet<QString> names;
    for (const auto &child : children()) {
        const auto before = names.size();
        names.insert(child.key());
        if (child.isMember() && names.size() == before)
            repeated.append(child);
    }
    return repeated;
}

QString JsonNode::pointer() const
{
    QStringList parts;
    for (auto cell = m_cell; d->cell(cell).parent != JsonCell::nobody; cell = d->cell(cell).parent) {
        const JsonNode node(d, cell);
        if (node.isMember()) {
            auto name = node.key();
            name.replace(u'~', QLatin1String("~0"));
            parts.prepend(name.replace(u'/', QLatin1String("~1")));
            continue;
        }
        qsizetype index = 0;
        for (auto other = d->cell(cell).parent + 1; other < cell; other = d->cell(other).after)
            ++index;
        parts.prepend(QString::number(index));
    }
    return parts.isEmpty() ? QString() : u'/' + parts.join(u'/');
}

QJsonValue JsonNode::json() const
{
    const auto end = d->cell(m_cell).after;
    std::vector<QJsonValue> values(static_cast<size_t>(end - m_cell));
    std::vector<int> depths(values.size(), 0);
    // Backwards, so that what is in a value is there before it.
    for (auto cell = end - 1; cell >= m_cell; --cell) {
        const JsonNode node(d, cell);
        const auto place = static_cast<size_t>(cell - m_cell);
        QJsonArray array;
        QJsonObject object;
        for (auto child = cell + 1; child < d->cell(cell).after; child = d->cell(child).after) {
            const auto inner = static_cast<size_t>(child - m_cell);
            depths[place] = std::max(depths[place], depths[inner] + 1);
            if (node.is(JsonKind::Object))
                object.insert(JsonNode(d, child).key(), values[inner]);
            else
                array.append(values[inner]);
        }
        if (depths[place] > deepestJson)
            return QJsonValue(QJsonValue::Undefined);
        switch (node.kind()) {
        case JsonKind::Null:
            values[place] = QJsonValue(QJsonValue::Null);
            break;
        case JsonKind::Bool:
            values[place] = node.boolean();
            break;
        case JsonKind::Number:
            values[place] = numberOf(node.text());
            break;
        case JsonKind::String:
            values[place] = node.string();
            break;
        case JsonKind::Array:
            values[place] = array;
            break;
        case JsonKind::Object:
            values[place] = object;
            break;
        }
    }
    return values.front();
}

} // namespace keyturn
