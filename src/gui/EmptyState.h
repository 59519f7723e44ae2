// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyturn {

class IconLabel;

/// What a page shows when it has nothing to show: one sentence, one button and, beside it, another way.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString sentence READ sentence WRITE setSentence)
    Q_PROPERTY(QString actionText READ actionText WRITE setActionText)
    Q_PROPERTY(QString linkText READ linkText WRITE setLinkText)

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setSymbol(Symbol symbol);
    [[nodiscard]] QString sentence() const;
    void setSentence(const QString &sentence);
    [[nodiscard]] QString actionText() const;
    void setActionText(const QString &text); ///< Empty: no button.
    [[nodiscard]] QString linkText() const;
    void setLinkText(const QString &text); ///< Empty: no link.

Q_SIGNALS:
    void actionRequested();
    void linkRequested();

private:
    IconLabel *m_icon;
    QLabel *m_sentence;
    QPushButton *m_action;
    QPushButton *m_link;
};

} // namespace keyturn
