// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretMask.h"

#include <QList>

#include <algorithm>

namespace keyturn {

namespace {

QByteArray percentEncodedWhole(const QByteArray &bytes, bool isUpper)
{
    QByteArray hex = bytes.toHex();
    if (isUpper)
        hex = hex.toUpper();
    QByteArray encoded;
    encoded.reserve(hex.size() * 3 / 2);
    for (qsizetype i = 0; i < hex.size(); i += 2)
        encoded.append('%').append(hex.mid(i, 2));
    wipeBytes(hex);
    return encoded;
}

QByteArray withReplaced(QByteArray text, const QList<std::pair<QByteArrayView, QByteArrayView>> &pairs)
{
    for (const auto &[from, to] : pairs)
        text.replace(from, to);
    return text;
}

/// Base64 of the bytes behind `shift` others; what depends on the neighbours is left off.
QByteArray base64Inside(const QByteArray &bytes, int shift)
{
    QByteArray encoded = (QByteArray(shift, 'x') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype front = shift == 0 ? 0 : shift + 1;
    const qsizetype back = (shift + bytes.size()) % 3 == 0 ? 0 : 1;
    return encoded.sliced(front, std::max<qsizetype>(0, encoded.size() - front - back));
}

} // namespace

std::vector<Secret> encodedForms(QByteArrayView value)
{
    QByteArray bytes = value.toByteArray();
    QList<QByteArray> forms{
        bytes,
        bytes.toPercentEncoding(),
        percentEncodedWhole(bytes, true),
        percentEncodedWhole(bytes, false),
        bytes.toHex(),
        bytes.toHex().toUpper(),
        withReplaced(bytes, {{"\\", "\\\\"}, {"\"", "\\\""}}),
        withReplaced(bytes, {{"\\", "\\\\"}, {"\"", "\\\""}, {"/", "\\/"}}),
        withReplaced(
            bytes, {{"\\", "\\\\"}, {"\"", "\\\""}, {"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}}),
        withReplaced(bytes, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}}),
        withReplaced(bytes, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}}),
    };
    for (int shift = 0; shift < 3; ++shift) {
        QByteArray encoded = base64Inside(bytes, shift);
        forms.append(encoded);
        forms.append(encoded.replace('+', '-').replace('/', '_'));
    }
    wipeBytes(bytes);
    std::sort(forms.begin(), forms.end(), [](const QByteArray &a, const QByteArray &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    std::vector<Secret> secrets;
    secrets.reserve(static_cast<std::size_t>(forms.size()));
    for (QByteArray &form : forms) {
        if (!form.isEmpty())
            secrets.emplace_back(form);
        wipeBytes(form);
    }
    return secrets;
}

void SecretMask::learn(QByteArrayView value, qsizetype shortest)
{
    constexpr qsizetype shortestForm = 8;
    if (value.isEmpty() || value.size() < shortest)
        return;
    for (Secret &form : encodedForms(value)) {
        if (form.expose().size() >= shortestForm || form.expose() == value)
            m_forms.push_back(std::move(form));
    }
    std::stable_sort(m_forms.begin(), m_forms.end(), [](const Secret &a, const Secret &b) {
        return a.expose().size() > b.expose().size();
    });
}

QByteArray SecretMask::covered(QByteArray text, QByteArrayView mark) const
{
    for (const Secret &form : m_forms)
        text.replace(form.expose(), mark);
    return text;
}

QString SecretMask::covered(const QString &text, QByteArrayView mark) const
{
    return isEmpty() ? text : QString::fromUtf8(covered(text.toUtf8(), mark));
}

} // namespace keyturn
