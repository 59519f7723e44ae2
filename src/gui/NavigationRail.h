// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QFrame>
#include <QList>

class QButtonGroup;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace keyturn {

class IconLabel;
class RailItem;

/// The way between the pages, on the left; at its foot which world is open and where its secrets live. In a
/// window narrower than 900 pixels it shows icons only.
class NavigationRail final : public QFrame
{
    Q_OBJECT

public:
    static constexpr int fullWidth = 168;
    static constexpr int compactWidth = 56;
    static constexpr int compactBelow = 900;

    explicit NavigationRail(QWidget *parent = nullptr);

    /// Adds a page and gives its index.
    int addPage(Symbol symbol, const QString &text);
    void setBadge(int index, int count, Tone tone, const QString &meaning);
    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index);

    /// An empty link shows none.
    void setWorld(const QString &name, const QString &explanation, const QString &link);
    void setStore(const QString &text, Symbol symbol, Tone tone, const QString &toolTip);

    [[nodiscard]] bool isCompact() const { return m_isCompact; }

Q_SIGNALS:
    void currentChanged(int index);
    void worldRequested();
    void storeRequested();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setCompact(bool isCompact);
    void watchWindow();
    void fitStore();
    void fitWidth();
    void buildFoot(QVBoxLayout &layout);

    QButtonGroup *m_group;
    QList<RailItem *> m_items;
    QVBoxLayout *m_pages;
    QLabel *m_name;
    QLabel *m_worldName;
    QLabel *m_worldExplanation;
    QPushButton *m_worldLink;
    IconLabel *m_worldIcon;
    QPushButton *m_store;
    QString m_storeText;
    bool m_isCompact = false;
    bool m_hasLink = false;
};

} // namespace keyturn
