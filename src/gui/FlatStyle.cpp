// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FlatStyle.h"

#include "Theme.h"

#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>
#include <QVariant>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr int indicatorSize = 16;
constexpr int iconSize = 18;

void paintIndicator(QPainter &painter, const QStyleOption &option, double radius)
{
    const bool isOn = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool isHot = option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
    const QRectF box = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75);

    if (!(option.state & QStyle::State_Enabled))
        painter.setOpacity(0.5);
    painter.setPen(QPen(Theme::color(isOn || isHot ? Role::Accent : Role::Muted), 1.4));
    painter.setBrush(Theme::color(isOn ? Role::Accent : Role::Card));
    painter.drawRoundedRect(box, radius, radius);
}

void paintCheckBox(QPainter &painter, const QStyleOption &option)
{
    paintIndicator(painter, option, 4);
    const QRectF box(option.rect);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y);
    };
    painter.setPen(
        QPen(Theme::color(Role::OnAccent), box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (option.state & QStyle::State_NoChange)
        painter.drawLine(at(0.3, 0.5), at(0.7, 0.5));
    else if (option.state & QStyle::State_On)
        painter.drawPolyline(QPolygonF({at(0.27, 0.52), at(0.44, 0.68), at(0.74, 0.34)}));
}

void paintRadioButton(QPainter &painter, const QStyleOption &option)
{
    paintIndicator(painter, option, option.rect.width() / 2.0);
    if (!(option.state & QStyle::State_On))
        return;
    const double dot = option.rect.width() * 0.2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::color(Role::OnAccent));
    painter.drawEllipse(QRectF(option.rect).center(), dot, dot);
}

// The style sheet gives these a border of the accent instead.
bool showsFocusByItsBorder(const QWidget *widget)
{
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QToolButton *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QTabBar *>(widget);
}

void paintFocusRing(QPainter &painter, const QRect &area)
{
    painter.setPen(QPen(Theme::color(Role::Accent), 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(area).adjusted(0.8, 0.8, -0.8, -0.8), 4, 4);
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

void FlatStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (widget->property("mono").toBool())
        widget->setFont(Theme::monospace());
    if (auto *header = qobject_cast<QHeaderView *>(widget))
        header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // The Tab key would stop where nothing shows it; what can be used inside is scrolled to.
    if (widget->metaObject() == &QScrollArea::staticMetaObject && widget->focusPolicy() == Qt::StrongFocus)
        widget->setFocusPolicy(Qt::ClickFocus);
    // In a dialog Qt does so itself, and knows which button is meant when none has the keyboard.
    if (auto *button = qobject_cast<QPushButton *>(widget);
        button && !qobject_cast<QDialog *>(button->window()))
        button->setAutoDefault(true);
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return iconSize;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return indicatorSize;
    case PM_ButtonDefaultIndicator:
        return 0;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ComboBox_Popup: // A list below the box, not a menu over it.
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void FlatStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(*painter, *option);
        break;
    case PE_IndicatorRadioButton:
        paintRadioButton(*painter, *option);
        break;
    case PE_FrameFocusRect:
        if (!showsFocusByItsBorder(widget))
            paintFocusRing(*painter, option->rect);
        break;
    default:
        painter->setRenderHint(QPainter::Antialiasing, false);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
    painter->restore();
}

} // namespace keyturn
