// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ValidityBar.h"

#include "ClaimWording.h"
#include "Theme.h"
#include "TimeWording.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int barHeight = 12;
constexpr int nameGap = 10;
constexpr double reach = 6; // How near the pointer has to be, in pixels.

Tone toneOf(jwt::Validity::State state)
{
    using State = jwt::Validity::State;
    switch (state) {
    case State::Valid:
        return Tone::Good;
    case State::NotYet:
    case State::Endless:
        return Tone::Attention;
    case State::Over:
    case State::Unreadable:
        return Tone::Bad;
    }
    return Tone::Neutral;
}

} // namespace

ValidityBar::ValidityBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("From issue to expiry"));
}

void ValidityBar::setValidity(const jwt::Validity &validity)
{
    m_validity = validity;
    QStringList spoken{sentenceFor(validity)};
    for (const auto &moment : moments())
        spoken.append(u"%1: %2."_s.arg(moment.name, exactTime(moment.at)));
    setAccessibleDescription(spoken.join(u' '));
    update();
}

QSize ValidityBar::sizeHint() const
{
    const int line = fontMetrics().height();
    return {320, line + 6 + barHeight + 6 + line};
}

QRectF ValidityBar::track() const
{
    const double side = fontMetrics().averageCharWidth() * 3.0;
    return {side, fontMetrics().height() + 6.0, width() - 2 * side, double(barHeight)};
}

double ValidityBar::xOf(const QDateTime &at) const
{
    QDateTime first = m_validity.now;
    QDateTime last = m_validity.now;
    for (const auto &moment : {m_validity.issued, m_validity.begins, m_validity.ends}) {
        if (moment) {
            first = std::min(first, *moment);
            last = std::max(last, *moment);
        }
    }
    const double length = std::max(1.0, double(first.msecsTo(last)));
    const auto room = track();
    return room.left() + room.width() * double(first.msecsTo(at)) / length;
}

QList<ValidityBar::Moment> ValidityBar::moments() const
{
    QList<Moment> moments;
    const auto add = [&](const QString &name, const std::optional<QDateTime> &at, Role ink) {
        if (at)
            moments.append({name, *at, ink, xOf(*at)});
    };
    add(u"iat"_s, m_validity.issued, Role::Muted);
    add(u"nbf"_s, m_validity.begins, Role::Muted);
    add(u"exp"_s, m_validity.ends, inkOf(toneOf(m_validity.state)));
    std::stable_sort(
        moments.begin(), moments.end(), [](const Moment &a, const Moment &b) { return a.at < b.at; });
    return moments;
}

void ValidityBar::paintEvent(QPaintEvent *)
{
    const auto named = moments();
    if (named.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto room = track();
    painter.setBrush(Theme::color(Role::NeutralSoft));
    painter.drawRoundedRect(room, barHeight / 2.0, barHeight / 2.0);

    const auto tone = toneOf(m_validity.state);
    const auto &begins = m_validity.begins ? m_validity.begins : m_validity.issued;
    const double left = begins ? xOf(*begins) : room.left();
    const double right = m_validity.ends ? xOf(*m_validity.ends) : room.right();
    painter.setBrush(Theme::color(softOf(tone)));
    if (left < right) {
        painter.setPen(QPen(Theme::color(inkOf(tone)), 1));
        painter.drawRoundedRect(QRectF(left, room.top(), right - left, room.height()), 3, 3);
    }
    for (const auto &moment : named) {
        painter.setPen(QPen(Theme::color(moment.ink), 2));
        painter.drawLine(QPointF(moment.x, room.top() - 1), QPointF(moment.x, room.bottom() + 3));
    }
    const double now = xOf(m_validity.now);
    painter.setPen(QPen(Theme::color(Role::Accent), 2));
    painter.drawLine(QPointF(now, room.top() - 4), QPointF(now, room.bottom() + 1));
    const auto word = tr("now");
    const int width = fontMetrics().horizontalAdvance(word);
    const double x = std::clamp(now - width / 2.0, 0.0, std::max(0.0, this->width() - double(width)));
    painter.drawText(QPointF(x, fontMetrics().ascent()), word);
    paintNames(painter, named);
}

// Names that would touch move apart; the marks above them stay where they are.
void ValidityBar::paintNames(QPainter &painter, const QList<Moment> &moments) const
{
    const auto widthOf
        = [this](const Moment &moment) { return fontMetrics().horizontalAdvance(moment.name); };
    QList<double> places;
    double next = 0;
    for (const auto &moment : moments) {
        places.append(std::max(next, moment.x - widthOf(moment) / 2.0));
        next = places.last() + widthOf(moment) + nameGap;
    }
    double end = width();
    for (qsizetype index = places.size() - 1; index >= 0; --index) {
        places[index] = std::min(places.at(index), end - widthOf(moments.at(index)));
        end = places.at(index) - nameGap;
    }
    const double baseline = track().bottom() + 6 + fontMetrics().ascent();
    for (qsizetype index = 0; index < places.size(); ++index) {
        painter.setPen(Theme::color(moments.at(index).ink));
        painter.drawText(QPointF(places.at(index), baseline), moments.at(index).name);
    }
}

bool ValidityBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList lines;
    for (const auto &moment : moments()) {
        if (std::abs(moment.x - help->pos().x()) <= reach)
            lines.append(u"%1: %2"_s.arg(moment.name, exactTime(moment.at)));
    }
    if (lines.isEmpty())
        lines.append(sentenceFor(m_validity));
    QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
    return true;
}

} // namespace keyturn
