// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QPlainTextEdit>

namespace keyturn {

/// Where a log is typed, pasted or dropped, and shown with the lines marked in which the exchange was found.
/// What an editor cannot hold it gives away whole, and shows an excerpt when told to.
class LogBox final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// Beyond these an editor stalls.
    static constexpr qsizetype largestText = 512 * 1024;
    static constexpr qsizetype longestLine = 8 * 1024;

    explicit LogBox(QWidget *parent = nullptr);

    /// The whole text where it fits, else the lines around `first` to `last`, counted from 1.
    /// Marks those lines; 0: none.
    void showText(const QByteArray &text, int first, int last);
    /// Goes to the first marked line.
    void jump();
    [[nodiscard]] bool isExcerpt() const { return m_isExcerpt; }
    [[nodiscard]] int firstShownLine() const { return m_firstShown; }

    /// Whether an editor can hold it.
    [[nodiscard]] static bool fits(QByteArrayView text);

Q_SIGNALS:
    /// It is too much to be shown as it is.
    void textGiven(const QByteArray &text);
    void fileGiven(const QString &path);

protected:
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void paintMark();

    bool m_isExcerpt = false;
    bool m_wasPasted = false;
    int m_firstShown = 1;
    int m_firstMarked = 0;
    int m_lastMarked = 0;
};

} // namespace keyturn
