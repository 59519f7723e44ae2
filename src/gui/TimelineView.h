// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Palette.h"

#include <QAbstractScrollArea>
#include <QDateTime>
#include <QList>
#include <QString>

namespace keyturn {

/// One life in a TimelineView.
struct TimelineRow
{
    QString name;
    QDateTime from; ///< Invalid: since before the picture begins.
    QDateTime to; ///< Invalid: it never ends.
    Tone tone = Tone::Neutral;
    QString label; ///< Beside the end: "2 Dec, in 9 days".
    QString toolTip; ///< The exact moment.
};

/// A picture of what ends when. Paints the rows that can be seen and no others, so ten thousand are as quick
/// as ten.
class TimelineView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Axis { Months, None };

    explicit TimelineView(QWidget *parent = nullptr);

    void setRows(const QList<TimelineRow> &rows);
    [[nodiscard]] const QList<TimelineRow> &rows() const { return m_rows; }
    /// The stretch of time that the picture shows.
    void setSpan(const QDateTime &from, const QDateTime &to);
    void setNow(const QDateTime &now);
    void setAxis(Axis axis);
    /// Its height fits this many rows, or fewer when there are fewer; the rest scrolls.
    void setLargestHeight(int rows);
    /// Whether rows can be chosen, by mouse and by keyboard.
    void setInteractive(bool isInteractive);

    [[nodiscard]] int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    [[nodiscard]] int rowAt(const QPoint &position) const; ///< In the viewport; -1 where there is none.

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rowActivated(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] int axisHeight() const;
    [[nodiscard]] int rowHeight() const;
    /// Room for the mark of the chosen row.
    [[nodiscard]] int sideMargin() const;
    [[nodiscard]] int heightFor(qsizetype rows) const;
    [[nodiscard]] QRect barRoom() const;
    [[nodiscard]] double placeOf(const QDateTime &moment) const;
    [[nodiscard]] double xOf(const QDateTime &moment) const;
    void measure();
    void describe();
    void setHovered(int row);
    void paintMonths(QPainter &painter) const;
    void paintToday(QPainter &painter) const;
    void paintRow(QPainter &painter, int row) const;

    QList<TimelineRow> m_rows;
    QDateTime m_from;
    QDateTime m_to;
    QDateTime m_now;
    Axis m_axis = Axis::Months;
    int m_largestHeight = 10;
    int m_nameWidth = 0;
    int m_current = -1;
    int m_hovered = -1;
    bool m_isInteractive = true;
};

} // namespace keyturn
