// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtLayout.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

class PrettyWriter
{
public:
    explicit PrettyWriter(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    QString text;

    [[nodiscard]] bool isFull() const { return text.size() > longestShownJson; }

    void write(const JsonNode &node, int depth)
    {
        const bool isObject = node.is(JsonKind::Object);
        const auto children = isObject || node.is(JsonKind::Array) ? node.children() : QList<JsonNode>();
        if (children.isEmpty()) {
            text += QString::fromUtf8(node.text());
            return;
        }
        text += isObject ? u'{' : u'[';
        for (qsizetype index = 0; index < children.size() && !isFull(); ++index) {
            beginChild(index, depth);
            writeKey(children.at(index));
            write(children.at(index), depth + 1);
        }
        text += u'\n' + QString(2 * depth, u' ') + (isObject ? u'}' : u']');
    }

    void beginChild(qsizetype index, int depth)
    {
        if (index > 0)
            text += u',';
        text += u'\n' + QString(2 * (depth + 1), u' ');
    }

    void writeKey(const JsonNode &child)
    {
        if (!child.isMember())
            return;
        const auto key = child.keyRange();
        text += QString::fromUtf8(m_bytes.sliced(key.begin, key.end - key.begin)) + u": "_s;
    }

private:
    const QByteArray &m_bytes;
};

int firstMemberOf(const jwt::Anatomy &anatomy, jwt::JwtPart part)
{
    const auto first = std::find_if(
        anatomy.members.begin(), anatomy.members.end(),
        [part](const jwt::MemberPlace &member) { return member.part == part; });
    return int(first - anatomy.members.begin());
}

JwtPartLayout prettyLayout(const JsonText &json, int firstMember)
{
    PrettyWriter writer(json.bytes());
    JwtPartLayout layout;
    const auto children = json.root().children();
    writer.text += u'{';
    qsizetype index = 0;
    for (; index < children.size() && !writer.isFull(); ++index) {
        writer.beginChild(index, 0);
        const auto begin = writer.text.size();
        writer.writeKey(children.at(index));
        writer.write(children.at(index), 1);
        layout.spans.append({begin, writer.text.size(), firstMember + int(index)});
    }
    layout.isCut = writer.isFull();
    if (!layout.isCut)
        writer.text += children.isEmpty() ? u"}"_s : u"\n}"_s;
    layout.text = writer.text;
    return layout;
}

JwtPartLayout sentLayout(const JsonText &json, const QList<jwt::MemberPlace> &members, int firstMember)
{
    JwtPartLayout layout;
    const auto &bytes = json.bytes();
    qsizetype byte = 0;
    const auto goTo = [&](qsizetype end) {
        layout.text += QString::fromUtf8(QByteArrayView(bytes).sliced(byte, end - byte));
        byte = end;
        return layout.text.size();
    };
    const auto count = json.root().size();
    for (qsizetype index = 0; index < count && layout.text.size() <= longestShownJson; ++index) {
        const auto member = firstMember + int(index);
        const auto begin = goTo(members.at(member).json.begin);
        layout.spans.append({begin, goTo(members.at(member).json.end), member});
    }
    layout.isCut = layout.text.size() > longestShownJson;
    if (!layout.isCut)
        goTo(bytes.size());
    return layout;
}

} // namespace

int JwtPartLayout::memberAt(qsizetype position) const
{
    const auto span = std::find_if(spans.begin(), spans.end(), [position](const Span &candidate) {
        return candidate.begin <= position && position <= candidate.end;
    });
    return span == spans.end() ? -1 : span->member;
}

const JwtPartLayout::Span *JwtPartLayout::spanOf(int member) const
{
    const auto span = std::find_if(
        spans.begin(), spans.end(), [member](const Span &candidate) { return candidate.member == member; });
    return span == spans.end() ? nullptr : &*span;
}

JwtPartLayout layoutOf(const jwt::Anatomy &anatomy, jwt::JwtPart part, JsonForm form)
{
    if (part == jwt::JwtPart::Signature)
        return {};
    const auto &json = part == jwt::JwtPart::Header ? anatomy.header : anatomy.payload;
    const int first = firstMemberOf(anatomy, part);
    auto layout
        = form == JsonForm::Pretty ? prettyLayout(json, first) : sentLayout(json, anatomy.members, first);
    layout.text.truncate(longestShownJson);
    for (auto &span : layout.spans)
        span.end = std::min(span.end, layout.text.size());
    layout.spans.removeIf([](const JwtPartLayout::Span &span) { return span.begin >= span.end; });
    return layout;
}

int memberAt(const jwt::Anatomy &anatomy, qsizetype compactOffset)
{
    const auto &members = anatomy.members;
    const auto member = std::find_if(members.begin(), members.end(), [compactOffset](const auto &candidate) {
        return candidate.compact.begin <= compactOffset && compactOffset < candidate.compact.end;
    });
    return member == members.end() ? -1 : int(member - members.begin());
}

QList<int> placesOf(const jwt::FoundJwt &found, const QString &text)
{
    const auto bytes = text.toUtf8();
    auto at = QString::fromUtf8(QByteArrayView(bytes).first(found.range.begin)).size();
    QList<int> places;
    places.reserve(found.compact.size());
    for (const char wanted : found.compact) {
        at = text.indexOf(QLatin1Char(wanted), at);
        if (at < 0)
            return {};
        places.append(int(at++));
    }
    return places;
}

} // namespace keyturn
