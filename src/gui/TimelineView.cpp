// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TimelineView.h"

#include "BarPainter.h"
#include "Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int leastNameWidth = 96;
constexpr int mostNameWidth = 220;
constexpr int bottomMargin = 6;
constexpr int spokenRows = 12;

QDateTime firstOfMonth(const QDateTime &moment)
{
    const QDate date = moment.date();
    return QDate(date.year(), date.month(), 1).startOfDay(moment.timeSpec());
}

QString monthName(const QDate &date, const QLocale &locale)
{
    const QString name = locale.standaloneMonthName(date.month(), QLocale::ShortFormat);
    return date.month() == 1 ? u"%1 %2"_s.arg(name, date.toString(u"yy"_s)) : name;
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Timeline"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void TimelineView::setRows(const QList<TimelineRow> &rows)
{
    m_rows = rows;
    m_current = -1;
    m_hovered = -1;
    measure();
    describe();
    viewport()->update();
}

void TimelineView::setSpan(const QDateTime &from, const QDateTime &to)
{
    m_from = from;
    m_to = to;
    viewport()->update();
}

void TimelineView::setNow(const QDateTime &now)
{
    m_now = now;
    viewport()->update();
}

void TimelineView::setAxis(Axis axis)
{
    m_axis = axis;
    measure();
    viewport()->update();
}

void TimelineView::setLargestHeight(int rows)
{
    m_largestHeight = rows;
    measure();
}

void TimelineView::setInteractive(bool isInteractive)
{
    m_isInteractive = isInteractive;
    setFocusPolicy(isInteractive ? Qt::StrongFocus : Qt::NoFocus);
    setHovered(-1);
}

void TimelineView::setCurrentRow(int row)
{
    m_current = row < m_rows.size() ? row : -1;
    if (m_current >= 0) {
        const int top = m_current * rowHeight();
        const int page = viewport()->height() - axisHeight() - bottomMargin;
        const int highest = std::min(verticalScrollBar()->value(), top);
        verticalScrollBar()->setValue(std::max(highest, top + rowHeight() - page));
    }
    describe();
    viewport()->update();
}

int TimelineView::rowAt(const QPoint &position) const
{
    if (position.y() < axisHeight())
        return -1;
    const int row = (position.y() - axisHeight() + verticalScrollBar()->value()) / rowHeight();
    return row < m_rows.size() ? row : -1;
}

QSize TimelineView::sizeHint() const
{
    return {640, heightFor(std::min<qsizetype>(m_rows.size(), m_largestHeight))};
}

QSize TimelineView::minimumSizeHint() const
{
    return {leastNameWidth + 160, heightFor(std::min<qsizetype>({m_rows.size(), m_largestHeight, 3}))};
}

int TimelineView::axisHeight() const
{
    return m_axis == Axis::Months ? fontMetrics().height() + 12 : 6;
}

int TimelineView::sideMargin() const
{
    return m_isInteractive ? 6 : 0;
}

int TimelineView::rowHeight() const
{
    return std::max(30, fontMetrics().height() + 10);
}

int TimelineView::heightFor(qsizetype rows) const
{
    return axisHeight() + int(rows) * rowHeight() + bottomMargin;
}

QRect TimelineView::barRoom() const
{
    return barRoomIn(viewport()->rect().adjusted(sideMargin(), 0, 0, 0), m_nameWidth);
}

double TimelineView::placeOf(const QDateTime &moment) const
{
    const qint64 whole = m_from.msecsTo(m_to);
    return whole > 0 ? double(m_from.msecsTo(moment)) / double(whole) : 0;
}

double TimelineView::xOf(const QDateTime &moment) const
{
    return barRoom().left() + barRoom().width() * placeOf(moment);
}

void TimelineView::measure()
{
    m_nameWidth = leastNameWidth;
    for (const TimelineRow &row : std::as_const(m_rows)) {
        if (m_nameWidth >= mostNameWidth)
            break;
        m_nameWidth = std::max(m_nameWidth, fontMetrics().horizontalAdvance(row.name) + 2);
    }
    m_nameWidth = std::min({m_nameWidth, mostNameWidth, std::max(leastNameWidth, viewport()->width() / 3)});

    const int hidden = heightFor(m_rows.size()) - viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, hidden));
    verticalScrollBar()->setPageStep(viewport()->height() - axisHeight());
    verticalScrollBar()->setSingleStep(rowHeight());
    updateGeometry();
}

void TimelineView::describe()
{
    if (m_current >= 0) {
        const TimelineRow &row = m_rows.at(m_current);
        setAccessibleDescription(u"%1: %2"_s.arg(row.name, row.label));
        return;
    }
    QStringList parts{tr("%n row(s)", nullptr, int(m_rows.size()))};
    for (const TimelineRow &row : m_rows.first(std::min<qsizetype>(m_rows.size(), spokenRows)))
        parts.append(u"%1: %2"_s.arg(row.name, row.label));
    setAccessibleDescription(parts.join(u"; "_s));
}

void TimelineView::setHovered(int row)
{
    const int hovered = m_isInteractive ? row : -1;
    if (m_hovered == hovered)
        return;
    m_hovered = hovered;
    viewport()->setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_axis == Axis::Months)
        paintMonths(painter);

    painter.setClipRect(viewport()->rect().adjusted(0, axisHeight(), 0, 0));
    const int offset = verticalScrollBar()->value();
    const int first = offset / rowHeight();
    const int last = (offset + viewport()->height() - axisHeight()) / rowHeight();
    const int end = std::min(int(m_rows.size()) - 1, last);
    for (int row = first; row <= end; ++row)
        paintRow(painter, row);
    painter.setClipping(false);
    paintToday(painter);
}

void TimelineView::paintMonths(QPainter &painter) const
{
    const QRect room = barRoom();
    const QFontMetrics metrics(font());
    int wordsEnd = room.left() - 1;
    for (QDateTime month = firstOfMonth(m_from); month.isValid() && month < m_to;
         month = month.addMonths(1)) {
        const QDateTime begin = std::max(month, m_from);
        const int x = qRound(xOf(begin));
        painter.setPen(Theme::color(Role::Line));
        painter.drawLine(x, metrics.height() + 6, x, viewport()->height());
        const QString name = monthName(month.date(), locale());
        const int width = metrics.horizontalAdvance(name);
        const int next = qRound(xOf(std::min(month.addMonths(1), m_to)));
        if (x + 5 <= wordsEnd || x + 5 + width > next + 2)
            continue;
        painter.setPen(Theme::color(Role::Muted));
        painter.drawText(
            QRect(x + 5, 0, width + 1, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, name);
        wordsEnd = x + 5 + width;
    }
}

void TimelineView::paintToday(QPainter &painter) const
{
    if (!m_now.isValid() || m_now < m_from || m_now > m_to)
        return;
    const double x = xOf(m_now);
    const double top = m_axis == Axis::Months ? axisHeight() - 8 : 0;
    painter.setPen(QPen(Theme::color(Role::Accent), 1.6));
    painter.drawLine(QPointF(x, top), QPointF(x, viewport()->height()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(Role::Accent));
    painter.drawEllipse(QPointF(x, top + 3), 3.2, 3.2);
}

void TimelineView::paintRow(QPainter &painter, int row) const
{
    const TimelineRow &life = m_rows.at(row);
    const int top = axisHeight() + row * rowHeight() - verticalScrollBar()->value();
    const QRect area(0, top, viewport()->width(), rowHeight());
    const QRectF nameArea(0, top + 1, sideMargin() + m_nameWidth + 8, rowHeight() - 2);
    if (row == m_hovered || row == m_current) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::color(row == m_current ? Role::AccentSoft : Role::Code));
        painter.drawRoundedRect(nameArea, 6, 6);
    }
    if (row == m_current && hasFocus()) {
        painter.setPen(QPen(Theme::color(Role::Accent), 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(nameArea.adjusted(0.8, 0.8, -0.8, -0.8), 6, 6);
    }
    paintBarRow(
        painter,
        {area.adjusted(sideMargin(), 0, 0, 0), m_nameWidth, life.name,
         life.from.isValid() ? placeOf(life.from) : 0.0, life.to.isValid() ? placeOf(life.to) : 1.0, true,
         life.to.isValid() && life.to <= m_to, life.tone, life.label,
         m_now.isValid() ? placeOf(m_now) : -1.0});
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const auto last = int(m_rows.size()) - 1;
    const int page = std::max(1, (viewport()->height() - axisHeight()) / rowHeight());
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrentRow(std::max(0, m_current - 1));
    case Qt::Key_Down:
        return setCurrentRow(std::min(last, m_current + 1));
    case Qt::Key_PageUp:
        return setCurrentRow(std::max(0, m_current - page));
    case Qt::Key_PageDown:
        return setCurrentRow(std::min(last, m_current + page));
    case Qt::Key_Home:
        return setCurrentRow(0);
    case Qt::Key_End:
        return setCurrentRow(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            Q_EMIT rowActivated(m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    const int row = rowAt(event->pos());
    if (!m_isInteractive || row < 0)
        return;
    setCurrentRow(row);
    Q_EMIT rowActivated(row);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    if (m_current < 0 && !m_rows.isEmpty() && event->reason() != Qt::MouseFocusReason)
        setCurrentRow(0);
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        setHovered(rowAt(static_cast<QMouseEvent *>(event)->pos()));
        break;
    case QEvent::Leave:
        setHovered(-1);
        break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        QToolTip::showText(help->globalPos(), row < 0 ? QString() : m_rows.at(row).toolTip, viewport());
        return true;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace keyturn
