// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ReplyText.h"

#include "Redaction.h"
#include "TimeWording.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ReplyText", text);
}

QString durationText(std::chrono::microseconds duration)
{
    const auto milliseconds = static_cast<double>(duration.count()) / 1000;
    return u"%1 ms"_s.arg(QString::number(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
}

QString reasonOf(int status)
{
    // RFC 9110, section 15: for answers over HTTP/2, which carry none.
    switch (status) {
    case 200:
        return u"OK"_s;
    case 302:
        return u"Found"_s;
    case 401:
        return u"Unauthorized"_s;
    case 403:
        return u"Forbidden"_s;
    case 404:
        return u"Not Found"_s;
    case 502:
        return u"Bad Gateway"_s;
    default:
        return {};
    }
}

} // namespace

http::Headers headersIn(const QString &text)
{
    http::Headers headers;
    for (const auto &line : text.split(u'\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const auto colon = line.indexOf(u':');
        const auto name = colon < 0 ? line : line.first(colon);
        const auto value = colon < 0 ? QString() : line.sliced(colon + 1);
        headers.append({name.trimmed().toUtf8(), value.trimmed().toUtf8()});
    }
    return headers;
}

QString statusLineOf(const http::Reply &reply)
{
    const auto reason = reply.reason.isEmpty() ? reasonOf(reply.status) : QString::fromLatin1(reply.reason);
    return (QString::number(reply.status) + u' ' + reason).trimmed();
}

QString factsLineOf(const http::Reply &reply, const QString &rayId, const QString &colo)
{
    QStringList facts{durationText(reply.timing.total), sizeText(reply.body.size)};
    if (!reply.protocol.isEmpty())
        facts.append(reply.protocol);
    if (reply.tls)
        facts.append(reply.tls->protocol);
    if (!rayId.isEmpty())
        facts.append(u"Ray %1-%2"_s.arg(rayId, colo));
    return facts.join(u"   ·   "_s);
}

QString headersText(const http::Headers &headers)
{
    QStringList lines;
    for (const auto &[name, value] : headers)
        lines.append(QString::fromLatin1(name) + u": "_s + QString::fromUtf8(value));
    return redacted(lines.join(u'\n'));
}

QString connectionText(const http::Reply &reply)
{
    if (!reply.tls)
        return translated("Plain HTTP: nothing between here and there was encrypted.");
    QStringList lines{translated("%1 with %2").arg(reply.tls->protocol, reply.tls->cipher)};
    if (const auto &certificate = reply.tls->certificate) {
        lines.append(translated("Certificate of %1").arg(certificate->subject));
        lines.append(translated("Issued by %1").arg(certificate->issuer));
        lines.append(translated("For %1").arg(certificate->names.join(u", "_s)));
        lines.append(translated("Valid from %1 to %2")
                         .arg(exactTime(certificate->notBefore), exactTime(certificate->notAfter)));
    }
    return lines.join(u'\n');
}

QString hopText(const http::Hop &hop)
{
    const auto to = hop.location.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    auto text = u"%1  →  %2"_s.arg(hop.status).arg(to);
    if (!hop.followed)
        text += u"\n"_s + translated("Not followed.");
    if (!hop.stripped.isEmpty()) {
        text += (hop.followed ? u"\n"_s : u" "_s)
            + translated("Another origin: %1 withheld.")
                  .arg(QString::fromLatin1(QByteArrayList(hop.stripped).join(", ")));
    }
    return text;
}

QString sizeText(qint64 bytes)
{
    return QLocale(QLocale::English).formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QList<PhaseRow> phasesOf(const http::Timing &timing)
{
    const auto row = [](const char *name, const http::Timing::Phase &phase, Tone tone = Tone::Neutral) {
        return PhaseRow{
            translated(name), phase, tone, phase ? durationText(*phase) : translated("not apart")};
    };
    return {
        row("DNS", timing.dns),
        row("Connect", timing.connect),
        row("TLS", timing.tls),
        row("Send", timing.send),
        row("Wait", timing.wait, Tone::Attention),
        row("Receive", timing.receive)};
}

} // namespace keyturn
