// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Trouble.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdio>

namespace keyturn::cli {

/// What a piece of text means; the colour follows.
enum class Tone { Plain, Strong, Faint, Good, Warning, Bad };

struct OutputChoice
{
    bool json = false;
    bool quiet = false;
    bool colors = false;
    bool reveals = false; ///< Somebody asked for secrets; else none of a known shape gets out as text.
};

/// Standard output and standard error. With JSON, text for people is dropped and documents are written;
/// without, the other way round.
class Output
{
public:
    explicit Output(const OutputChoice &choice, std::FILE *out = stdout, std::FILE *err = stderr);

    [[nodiscard]] bool isJson() const { return m_choice.json; }

    /// The answer, for people.
    void line(const QString &text = {}) const;
    /// Wrapped to a readable width; every line indented.
    void paragraph(const QString &text, int indent = 0) const;
    /// Columns padded to their widest cell. Rows of one length; colours only by `toned` cells.
    void table(const QList<QStringList> &rows, int indent = 0) const;
    /// The answer, for programs. Once.
    void document(const QJsonObject &document) const;
    /// One of many documents, each on a line of its own.
    void documentLine(const QJsonObject &document) const;
    /// The answer as it is, in any mode.
    void bytes(QByteArrayView bytes) const;

    /// A hint on standard error.
    void note(const QString &text) const;
    /// A hint that matters more than peace: also when quiet.
    void warning(const QString &text) const;
    void error(const Trouble &trouble) const;

    [[nodiscard]] QString toned(const QString &text, Tone tone) const;

    /// The errno of the first answer that standard output did not take; 0 when it took all.
    [[nodiscard]] int answerError() const { return m_answerError; }

private:
    void answer(QByteArrayView bytes) const;
    [[nodiscard]] QString safe(const QString &text) const;
    [[nodiscard]] QJsonObject safe(const QJsonObject &document) const;

    OutputChoice m_choice;
    std::FILE *m_out;
    std::FILE *m_err;
    mutable int m_answerError = 0;
};

/// The columns that a line of words may take.
inline constexpr int readableWidth = 98;

/// The columns a text takes, without the colours in it.
[[nodiscard]] int widthOf(const QString &text);

/// Breaks a text at spaces into lines of at most `width` columns. Words longer than that stay whole.
[[nodiscard]] QStringList wrapped(const QString &text, int width);

} // namespace keyturn::cli
