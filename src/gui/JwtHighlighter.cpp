// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtHighlighter.h"

#include "Theme.h"

#include <QTextCharFormat>

#include <algorithm>
#include <array>

namespace keyturn {

namespace {

constexpr std::array partRoles{Role::JwtHeader, Role::JwtPayload, Role::JwtSignature};

QTextCharFormat formatOf(Role role)
{
    QTextCharFormat format;
    format.setForeground(Theme::color(role));
    return format;
}

} // namespace

void JwtHighlighter::setToken(int begin, int end)
{
    if (begin == m_begin && end == m_end)
        return;
    m_begin = begin;
    m_end = end;
    rehighlight();
}

void JwtHighlighter::highlightBlock(const QString &text)
{
    const auto size = int(text.size());
    const int first = std::clamp(m_begin - currentBlock().position(), 0, size);
    const int last = std::clamp(m_end - currentBlock().position(), first, size);
    // The state of a block is the part it ends in, so that a wrapped token goes on in its colour.
    int part = std::max(0, previousBlockState());
    for (int begin = first; begin <= last;) {
        const auto dot = text.indexOf(u'.', begin);
        const bool hasDot = dot >= 0 && dot < last;
        const int end = hasDot ? int(dot) : last;
        if (part < int(partRoles.size()))
            setFormat(begin, end - begin, formatOf(partRoles.at(std::size_t(part))));
        if (!hasDot)
            break;
        QTextCharFormat separator = formatOf(Role::Text);
        separator.setFontWeight(QFont::Bold);
        setFormat(end, 1, separator);
        part = std::min(part + 1, int(partRoles.size()));
        begin = end + 1;
    }
    setCurrentBlockState(part);
}

} // namespace keyturn
