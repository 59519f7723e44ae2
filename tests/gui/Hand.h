// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>

namespace keyturn {

/// Finds things by their name within a window and uses them as somebody would.
class Hand
{
public:
    explicit Hand(QWidget &window)
        : m_window(window)
    {
    }

    // What is in sight comes first: names such as "titleLabel" stand on several pages.
    template <typename Widget>
    [[nodiscard]] Widget *find(const char *name) const
    {
        const auto found = m_window.findChildren<Widget *>(QString::fromLatin1(name));
        for (auto *widget : found) {
            if (widget->isVisible())
                return widget;
        }
        return found.isEmpty() ? nullptr : found.first();
    }

    [[nodiscard]] bool sees(const char *name) const
    {
        const auto *widget = find<QWidget>(name);
        return widget && widget->isVisible();
    }

    void click(const char *name) const
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    void type(const char *name, const QString &text) const
    {
        auto *field = find<QLineEdit>(name);
        QVERIFY2(field && field->isVisible(), name);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }

private:
    QWidget &m_window;
};

} // namespace keyturn
