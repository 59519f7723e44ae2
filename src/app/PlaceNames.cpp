// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PlaceNames.h"

#include "IpRange.h"
#include "SecretMask.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(
        text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

/// How much of `text` fits `shape` at `at`; 0: it does not.
qsizetype fitting(const QRegularExpression &shape, const QString &text, qsizetype at)
{
    const auto match = shape.match(
        text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() ? match.capturedLength() : 0;
}

bool isAddress(const QString &text)
{
    return text != u"::" && policy::parseIp(text).has_value();
}

/// What has a dot in it, and is no host.
bool isFileName(const QString &text)
{
    static const QStringList endings{u"js"_s,    u"css"_s, u"htm"_s,  u"html"_s, u"json"_s,
                                     u"xml"_s,   u"txt"_s, u"png"_s,  u"svg"_s,  u"ico"_s,
                                     u"gif"_s,   u"jpg"_s, u"jpeg"_s, u"webp"_s, u"woff"_s,
                                     u"woff2"_s, u"php"_s, u"aspx"_s, u"log"_s,  u"yaml"_s};
    return endings.contains(text.section(u'.', -1));
}

/// Everybody's: they tell nothing of whose report it is.
bool isCommon(const QString &host)
{
    static const QStringList hosts{
        u"cloudflare.com"_s,       u"dash.cloudflare.com"_s,       u"one.dash.cloudflare.com"_s,
        u"www.cloudflare.com"_s,   u"developers.cloudflare.com"_s, u"api.cloudflare.com"_s,
        u"cloudflareaccess.com"_s, u"fed.cloudflareaccess.com"_s,  u"www.w3.org"_s};
    return hosts.contains(host);
}

/// Paths that are the same at every host.
bool isCloudflaresOwn(QStringView path)
{
    return path.startsWith(u"/cdn-cgi/") || path.startsWith(u"/.well-known/");
}

/// A part of a base64 text is enough to tell what is around it, so all of that text goes.
void replaceEncoded(QString &text, const QString &form, const QString &standIn)
{
    const auto isOfBase64 = [](QChar character) {
        const auto code = character.unicode();
        return code < 0x80 && (character.isLetterOrNumber() || u"+/=_-"_s.contains(character));
    };
    const bool isBase64 = std::all_of(form.cbegin(), form.cend(), isOfBase64);
    for (auto at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + standIn.size())) {
        auto end = at + form.size();
        while (isBase64 && at > 0 && isOfBase64(text[at - 1]))
            --at;
        while (isBase64 && end < text.size() && isOfBase64(text[end]))
            ++end;
        text.replace(at, end - at, standIn);
    }
}

const QString teamSuffix = u".cloudflareaccess.com"_s;

QString normal(const QString &host)
{
    auto name = host.toLower();
    while (name.endsWith(u'.'))
        name.chop(1);
    return name;
}

} // namespace

void PlaceNames::learnHost(const QString &host)
{
    auto name = normal(host);
    if (name.startsWith(u"*."_s))
        name.remove(0, 2);
    if (name.isEmpty() || isCommon(name))
        return;
    const auto standIn = isAddress(name) ? standInFor(u"address"_s, name) : hostStandIn(name);
    // The same host may stand in its Unicode form here and encoded there.
    for (const auto &form : {QString::fromLatin1(QUrl::toAce(name)), QUrl::fromAce(name.toLatin1())}) {
        if (!form.isEmpty())
            m_known.insert(form.toLower(), standIn);
    }
}

void PlaceNames::learnTeam(const QString &team)
{
    if (!team.isEmpty())
        standInFor(u"team"_s, normal(team));
}

void PlaceNames::learnAudience(const QString &audience)
{
    if (!audience.isEmpty())
        standInFor(u"aud"_s, audience.toLower());
}

void PlaceNames::learnPath(const QString &path)
{
    if (path.size() > 1 && !isCloudflaresOwn(path) && !m_paths.contains(path))
        m_paths.insert(path, u"/path-%1"_s.arg(m_paths.size() + 1));
}

QString PlaceNames::standInFor(const QString &kind, const QString &value)
{
    const auto key = value.toLower();
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    const int number = ++m_counts[kind];
    QString standIn = u"%1-%2"_s.arg(kind).arg(number);
    if (kind == u"host")
        standIn += u".example"_s;
    if (kind == u"person")
        standIn += u"@mail.example"_s;
    m_known.insert(key, standIn);
    m_known.insert(standIn, standIn);
    return standIn;
}

QString PlaceNames::hostStandIn(const QString &host)
{
    if (!host.endsWith(teamSuffix))
        return standInFor(u"host"_s, host);
    auto team = host.chopped(teamSuffix.size());
    const bool isFederal = team.endsWith(u".fed"_s);
    if (isFederal)
        team.chop(4);
    const auto standIn = standInFor(u"team"_s, team) + (isFederal ? u".fed"_s : QString()) + teamSuffix;
    m_known.insert(host, standIn);
    m_known.insert(standIn, standIn);
    return standIn;
}

QString PlaceNames::standInAt(const QString &text, qsizetype at, qsizetype &length)
{
    static const auto escape
        = pattern(uR"(%(?:25)*[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[nrtbf]|&#?[a-z0-9]{1,8};)"_s);
    static const auto person = pattern(
        uR"([\p{L}\p{N}._+'-]{1,64}(?:@|%(?:25)*40)(?:[\p{L}\p{N}_-]{1,63}\.)+\p{L}[\p{L}\p{N}-]+)"_s);
    static const auto address6
        = pattern(uR"((?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4})?(?![\p{L}\p{N}_]))"_s);
    static const auto address4 = pattern(uR"(\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}_]))"_s);
    static const auto clientId = pattern(uR"([0-9a-f]{32}\.access(?:\.[\p{L}\p{N}_-]+)*)"_s);
    static const auto host = pattern(uR"((?:[\p{L}\p{N}_-]{1,63}\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}])"_s);
    static const auto audience = pattern(uR"([0-9a-f]{64}(?![\p{L}\p{N}_]))"_s);
    static const auto ray = pattern(uR"([0-9a-f]{16}(?:-[a-z]{3})?(?![\p{L}\p{N}_]))"_s);
    static const auto path = pattern(uR"(/[\p{L}\p{N}._~%!$&'()*+,;=:@/-]+)"_s);
    static const auto word = pattern(uR"([\p{L}\p{N}_-]+)"_s);

    const auto take = [&](const QRegularExpression &shape) {
        length = fitting(shape, text, at);
        return text.mid(at, length);
    };
    if (const auto found = take(escape); length > 0)
        return found;
    if (const auto found = take(clientId); length > 0)
        return standInFor(u"client-id"_s, found);
    if (const auto found = take(person); length > 0)
        return m_known.value(found.toLower(), standInFor(u"person"_s, found));
    if (const auto found = take(address6); length > 0 && isAddress(found))
        return standInFor(u"address"_s, found);
    if (const auto found = take(address4); length > 0 && isAddress(found))
        return standInFor(u"address"_s, found);
    if (const auto found = take(host); length > 0) {
        const auto name = normal(found);
        if (const auto known = m_known.constFind(name); known != m_known.cend())
            return *known;
        if (isCommon(name) || isFileName(name))
            return found;
        return hostStandIn(name);
    }
    if (const auto found = take(audience); length > 0)
        return standInFor(u"aud"_s, found);
    if (const auto found = take(ray); length > 0)
        return standInFor(u"ray"_s, found.left(16));
    if (const auto found = take(path); length > 1 && m_paths.contains(found))
        return m_paths.value(found);
    const auto found = take(word);
    if (length == 0)
        length = 1;
    return m_known.value(found.toLower(), text.mid(at, length));
}

/// What stands behind a host: its path under another name, and that there was a query.
QString PlaceNames::pathAfterHost(const QString &text, qsizetype &at)
{
    static const auto port = pattern(uR"(:\d{1,5}(?!\d))"_s);
    static const auto path = pattern(uR"(/[\p{L}\p{N}._~%!$&'()*+,;=:@/-]*)"_s);
    static const auto query = pattern(uR"([?#][^\s"'<>\\)]*)"_s);
    const auto take = [&](const QRegularExpression &shape) {
        const auto length = fitting(shape, text, at);
        at += length;
        return text.mid(at - length, length);
    };
    auto behind = take(port);
    if (isCloudflaresOwn(QStringView(text).mid(at)))
        return behind;
    auto found = take(path);
    // What ends a sentence does not belong to it.
    while (!found.isEmpty() && u".,;:)'"_s.contains(found.back())) {
        found.chop(1);
        --at;
    }
    learnPath(found);
    behind += m_paths.value(found, found);
    return take(query).size() > 1 ? behind + u"?query"_s : behind;
}

QString PlaceNames::withoutEncodedNames(QString text) const
{
    constexpr qsizetype shortest = 6;
    for (auto path = m_paths.cbegin(); path != m_paths.cend(); ++path) {
        for (const auto &form : encodedForms(path.key().toUtf8())) {
            const auto encoded = QString::fromUtf8(form);
            if (encoded != path.key() && encoded.size() >= shortest)
                text.replace(encoded, path.value());
        }
    }
    for (auto name = m_known.cbegin(); name != m_known.cend(); ++name) {
        if (name.key().size() < shortest || name.key() == name.value())
            continue;
        const auto plain = name.key().toUtf8();
        for (const auto &form : encodedForms(plain)) {
            if (form != plain)
                replaceEncoded(text, QString::fromUtf8(form), name.value());
        }
    }
    return text;
}

QString PlaceNames::hiddenIn(const QString &text, qsizetype limit)
{
    const auto source = withoutEncodedNames(text);
    QString hidden;
    hidden.reserve(limit > 0 ? limit : source.size());
    for (qsizetype at = 0; at < source.size() && (limit == 0 || hidden.size() <= limit);) {
        qsizetype length = 1;
        const auto shown = standInAt(source, at, length);
        const bool isHost = shown.endsWith(u".example"_s) || shown.endsWith(teamSuffix);
        hidden += shown;
        at += length;
        if (isHost)
            hidden += pathAfterHost(source, at);
    }
    return hidden;
}

} // namespace keyturn
