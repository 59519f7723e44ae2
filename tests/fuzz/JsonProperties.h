// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JsonText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// What holds of every text that is read as JSON.
namespace keyturn::fuzz {

[[nodiscard]] inline QByteArray brokenBy(const JsonText &text, const JsonNode &node, const JsonRules &rules)
{
    const JsonRange range = node.range();
    if (range.begin >= range.end || range.end > text.bytes().size())
        return "a value without bytes";
    const auto again = JsonText::read(node.text().toByteArray(), rules);
    if (!again || again->root().kind() != node.kind() || again->root().json() != node.json())
        return "the bytes of a value are not that value";
    qsizetype end = range.begin;
    const QList<JsonNode> children = node.children();
    for (const JsonNode &child : children) {
        const qsizetype begin = child.isMember() ? child.keyRange().begin : child.range().begin;
        if (begin <= end || child.range().end >= range.end)
            return "a child that stands elsewhere";
        end = child.range().end;
    }
    return node.size() == children.size() ? QByteArray() : "children that are not counted";
}

/// Every value of the text, up to a number of them.
[[nodiscard]] inline QByteArray brokenByNodes(const JsonText &text, const JsonRules &rules)
{
    struct Seen
    {
        JsonNode node;
        bool isOverridden = false; ///< Another member of its name comes after it, or after what it is in.
    };
    QList<Seen> all{{text.root()}};
    for (qsizetype i = 0; i < all.size() && i < 64; ++i) {
        const auto [node, isOverridden] = all.at(i);
        if (const QByteArray broken = brokenBy(text, node, rules); !broken.isEmpty())
            return broken;
        const auto found = text.find(node.pointer());
        if (!isOverridden && (!found || found->range() != node.range()))
            return "a value that its pointer does not find";
        for (const JsonNode &child : node.children()) {
            const auto last = child.isMember() ? node.member(child.key()) : child;
            all.append({child, isOverridden || last->range() != child.range()});
        }
    }
    return {};
}

/// Qt reads a little more than RFC 8259 allows, and must read what is allowed in the same way. It knows no
/// values alone, no numbers that no double can hold, and takes U+FEFF for a mark.
[[nodiscard]] inline QByteArray brokenByQt(const JsonText &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.bytes(), &error);
    const JsonNode root = text.root();
    if (!root.is(JsonKind::Array) && !root.is(JsonKind::Object))
        return {};
    if (text.bytes().contains("\xEF\xBB\xBF"))
        return {};
    if (error.error == QJsonParseError::IllegalNumber)
        return {};
    if (error.error != QJsonParseError::NoError)
        return "Qt does not read it: " + error.errorString().toUtf8();
    const QJsonValue qt = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    return qt == root.json() ? QByteArray() : "Qt reads something else";
}

[[nodiscard]] inline QByteArray brokenByJson(const QByteArray &input)
{
    for (const bool isForPeople : {false, true}) {
        const JsonRules rules{.deepest = 64, .comments = isForPeople, .byteOrderMark = isForPeople};
        const auto text = JsonText::read(input, rules);
        if (!text) {
            const JsonProblem &problem = text.error();
            if (problem.offset < 0 || problem.offset > input.size() || problem.place.line < 1
                || problem.place.column < 1)
                return "a problem that stands nowhere";
            continue;
        }
        if (const QByteArray broken = brokenByNodes(*text, rules); !broken.isEmpty())
            return broken;
        if (isForPeople)
            continue;
        if (const QByteArray broken = brokenByQt(*text); !broken.isEmpty())
            return broken;
    }
    return {};
}

} // namespace keyturn::fuzz
