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

void JwtHighlighter::highlightBlock(const QString &text)
{
    // The state of a block is the part it ends in, so that a wrapped token goes on in its colour.
    int part = std::max(0, previousBlockState());
    qsizetype begin = 0;
    while (begin <= text.size()) {
        const qsizetype dot = text.indexOf(u'.', begin);
        const qsizetype end = dot < 0 ? text.size() : dot;
        if (part < int(partRoles.size()))
            setFormat(int(begin), int(end - begin), formatOf(partRoles.at(std::size_t(part))));
        if (dot < 0)
            break;
        QTextCharFormat separator = formatOf(Role::Text);
        separator.setFontWeight(QFont::Bold);
        setFormat(int(dot), 1, separator);
        part = std::min(part + 1, int(partRoles.size()));
        begin = dot + 1;
    }
    setCurrentBlockState(part);
}

} // namespace keyturn
