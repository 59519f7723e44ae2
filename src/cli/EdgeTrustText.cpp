// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "EdgeText.h"
#include "LocalCaWording.h"
#include "Terminal.h"

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

QJsonObject jsonOf(const TrustGuide &guide)
{
    return {
        {u"client"_s, guide.client},
        {u"note"_s, guide.note},
        {u"trust"_s, QJsonArray::fromStringList(guide.trust)},
        {u"distrust"_s, QJsonArray::fromStringList(guide.distrust)},
    };
}

// Not wrapped: they are to be copied.
void tellLines(const Output &out, const QStringList &lines)
{
    for (const auto &line : lines)
        out.line(u"    "_s + printable(line));
}

} // namespace

void tellHowToTrust(const Workplace &place, const edge::LocalCa &authority)
{
    const auto &out = place.out;
    const auto guides = trustGuides(authority.certificateFile(), authority.name());
    QJsonArray json;
    for (const auto &guide : guides)
        json.append(jsonOf(guide));
    out.document({
        {u"name"_s, authority.name()},
        {u"ca_file"_s, authority.certificateFile()},
        {u"sha256_fingerprint"_s, QString::fromLatin1(authority.fingerprint().toHex())},
        {u"guides"_s, json},
    });
    out.paragraph(sentenceFor(authority));
    out.line(u"Certificate  "_s + printable(authority.certificateFile()));
    for (const auto &guide : guides) {
        out.line();
        out.line(out.toned(guide.client, Tone::Strong));
        if (!guide.note.isEmpty())
            out.paragraph(guide.note, 2);
        tellLines(out, guide.trust);
        if (guide.distrust.isEmpty())
            continue;
        out.line(u"  No more:"_s);
        tellLines(out, guide.distrust);
    }
}

} // namespace keyturn::cli
