// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretMask.h"

#include <algorithm>
#include <iterator>

namespace keyturn {

namespace {

// What is made on the way to a form is wiped, and so is each form when nobody wants it: the value is a
// secret.

QByteArray upper(QByteArray hex)
{
    std::transform(
        hex.begin(), hex.end(), hex.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    return hex;
}

QByteArray percentEncodedWhole(QByteArray hex)
{
    QByteArray encoded;
    encoded.reserve(hex.size() * 3 / 2);
    for (qsizetype i = 0; i < hex.size(); i += 2)
        encoded.append('%').append(QByteArrayView(hex).sliced(i, 2));
    wipeBytes(hex);
    return encoded;
}

using Escape = std::pair<char, QByteArrayView>;

QByteArray escaped(QByteArrayView bytes, std::initializer_list<Escape> escapes)
{
    const auto escapeOf = [escapes](char c) {
        return std::find_if(escapes.begin(), escapes.end(), [c](const Escape &e) { return e.first == c; });
    };
    qsizetype size = 0;
    for (const char c : bytes) {
        const auto *const found = escapeOf(c);
        size += found == escapes.end() ? 1 : found->second.size();
    }
    QByteArray text;
    text.reserve(size);
    for (const char c : bytes) {
        if (const auto *const found = escapeOf(c); found != escapes.end())
            text.append(found->second);
        else
            text.append(c);
    }
    return text;
}

/// Base64 of the bytes behind `shift` others; what depends on the neighbours is left off.
QByteArray base64Inside(QByteArrayView bytes, int shift, QByteArray::Base64Options alphabet)
{
    QByteArray shifted;
    shifted.reserve(shift + bytes.size());
    shifted.append(shift, 'x').append(bytes);
    QByteArray encoded = shifted.toBase64(alphabet | QByteArray::OmitTrailingEquals);
    const qsizetype front = shift == 0 ? 0 : shift + 1;
    const qsizetype back = shifted.size() % 3 == 0 ? 0 : 1;
    QByteArray inside = encoded.sliced(front, std::max<qsizetype>(0, encoded.size() - front - back));
    wipeBytes(shifted);
    wipeBytes(encoded);
    return inside;
}

} // namespace

QList<QByteArray> encodedForms(QByteArrayView value)
{
    const auto bytes = QByteArray::fromRawData(value.data(), value.size());
    auto percentEncoded = bytes.toPercentEncoding();
    percentEncoded.detach(); // Where nothing had to be encoded it is still the caller's memory.
    QList<QByteArray> all{
        value.toByteArray(),
        std::move(percentEncoded),
        percentEncodedWhole(upper(bytes.toHex())),
        percentEncodedWhole(bytes.toHex()),
        bytes.toHex(),
        upper(bytes.toHex()),
        escaped(value, {{'\\', "\\\\"}, {'"', "\\\""}}),
        escaped(value, {{'\\', "\\\\"}, {'"', "\\\""}, {'/', "\\/"}}),
        escaped(value, {{'\\', "\\\\"}, {'"', "\\\""}, {'<', "\\u003c"}, {'>', "\\u003e"}, {'&', "\\u0026"}}),
        escaped(value, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}}),
        escaped(value, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}),
    };
    for (int shift = 0; shift < 3; ++shift) {
        all.append(base64Inside(value, shift, QByteArray::Base64Encoding));
        all.append(base64Inside(value, shift, QByteArray::Base64UrlEncoding));
    }
    std::sort(all.begin(), all.end(), [](const QByteArray &a, const QByteArray &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    QList<QByteArray> forms;
    for (QByteArray &form : all) {
        if (form.isEmpty() || (!forms.isEmpty() && forms.last() == form))
            wipeBytes(form);
        else
            forms.append(std::move(form));
    }
    return forms;
}

void SecretMask::learn(QByteArrayView value, qsizetype shortest)
{
    constexpr qsizetype shortestForm = 8;
    if (value.isEmpty() || value.size() < shortest)
        return;
    for (QByteArray &form : encodedForms(value)) {
        if (form.size() >= shortestForm || form == value)
            m_forms.emplace_back(std::move(form));
        else
            wipeBytes(form);
    }
    sort();
}

void SecretMask::learn(const Secret &secret, qsizetype shortest)
{
    learn(secret.expose(), shortest);
}

void SecretMask::learn(SecretMask other)
{
    std::move(other.m_forms.begin(), other.m_forms.end(), std::back_inserter(m_forms));
    sort();
}

void SecretMask::sort()
{
    std::stable_sort(
        m_forms.begin(), m_forms.end(), [](const Secret &a, const Secret &b) { return a.size() > b.size(); });
}

bool SecretMask::knows(QByteArrayView form) const
{
    return std::any_of(m_forms.begin(), m_forms.end(), [form](const Secret &each) {
        return each.size() == form.size() && each.startsWith(form);
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
