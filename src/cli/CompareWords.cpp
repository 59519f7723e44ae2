// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "CompareWords.h"

#include "TokenChoice.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QString usualName(const QString &side)
{
    if (!isUrl(side))
        return side == u"-" ? u"standard input"_s : QFileInfo(side).fileName();
    const QUrl url(side);
    return url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port());
}

Typed<Compare> sidesOf(const TypedWords &words)
{
    const auto style = headerStyleOf(words.one(u"header-style"_s));
    if (!style)
        return Failure{style.error()};
    const bool hasRightStyle = words.has(u"right-header-style"_s);
    const auto rightStyle = hasRightStyle ? headerStyleOf(words.one(u"right-header-style"_s)) : style;
    if (!rightStyle)
        return Failure{rightStyle.error()};
    Compare compare;
    compare.left = {words.one(u"left"_s), words.one(u"name-left"_s), *style};
    compare.right = {words.one(u"right"_s), words.one(u"name-right"_s), *rightStyle};
    if (compare.left.what.isEmpty() || compare.right.what.isEmpty())
        return Failure{wrongUsage(u"Each side is a URL or the name of a file."_s)};
    return compare;
}

} // namespace

bool isUrl(const QString &side)
{
    return side.startsWith(u"https://"_s, Qt::CaseInsensitive)
        || side.startsWith(u"http://"_s, Qt::CaseInsensitive);
}

SideNames namesOf(const Compare &command)
{
    auto left = command.left.name.isEmpty() ? usualName(command.left.what) : command.left.name;
    auto right = command.right.name.isEmpty() ? usualName(command.right.what) : command.right.name;
    return left == right ? SideNames{u"left"_s, u"right"_s} : SideNames{left, right};
}

Typed<Command> compareOf(const TypedWords &words)
{
    auto sides = sidesOf(words);
    if (!sides)
        return Failure{sides.error()};
    const auto token = tokenChoiceOf(words);
    if (!token)
        return Failure{token.error()};
    auto compare = *std::move(sides);
    compare.token = *token;
    compare.rightToken = words.one(u"right-token"_s);
    compare.showsAll = words.has(u"all"_s);
    if (words.has(u"right-token"_s) && compare.rightToken.isEmpty())
        return Failure{wrongUsage(u"--right-token needs the name or id of a token."_s)};
    if (token->isGiven && !compare.rightToken.isEmpty())
        return Failure{wrongUsage(
            u"--right-token takes a token that Keyturn keeps; it goes with --token, not with --client-id."_s)};
    const bool isLeftUrl = isUrl(compare.left.what);
    const bool isRightUrl = isUrl(compare.right.what);
    const bool hasToken = !token->isNone() || !compare.rightToken.isEmpty();
    if (hasToken && !isLeftUrl && !isRightUrl)
        return Failure{wrongUsage(
            u"A token goes to a URL; both sides are files."_s, u"Leave the token out: nothing is sent."_s)};
    if (!compare.rightToken.isEmpty() && !isRightUrl)
        return Failure{wrongUsage(u"--right-token goes to a URL; the right side is a file."_s)};
    const int readers = static_cast<int>(compare.left.what == u"-")
        + static_cast<int>(compare.right.what == u"-")
        + static_cast<int>(token->secret.kind == SecretSource::Kind::StandardInput);
    if (readers > 1)
        return Failure{wrongUsage(u"Standard input holds one thing: a side or the secret."_s)};
    return Command(compare);
}

} // namespace keyturn::cli
