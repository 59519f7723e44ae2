// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Icon.h"

#include <QFrame>
#include <QList>
#include <QString>
#include <QStringList>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace keyturn {

class FlowLayout;
class IconLabel;

/// What came of it, in one place: the answer first, the evidence under it, the next step below.
class VerdictBanner final : public QFrame
{
    Q_OBJECT

public:
    struct Mark
    {
        QString text;
        Tone tone = Tone::Neutral;
        QString toolTip;
    };
    struct Content
    {
        Tone tone = Tone::Neutral;
        QString headline;
        QList<Mark> marks; ///< How sure this is, the organization's mode.
        QString explanation;
        QStringList evidence;
        QStringList actions; ///< Words on buttons, most useful first.
    };

    explicit VerdictBanner(QWidget *parent = nullptr);

    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }

Q_SIGNALS:
    /// The index in Content::actions.
    void actionRequested(int index);

protected:
    bool event(QEvent *event) override;

private:
    void showMarks();
    void placeMarks();
    void showEvidence();
    void showActions();
    [[nodiscard]] QString wholeText() const;

    Content m_content;
    IconLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    QBoxLayout *m_head;
    QWidget *m_markBox;
    QHBoxLayout *m_marks;
    QWidget *m_evidenceBox;
    QVBoxLayout *m_evidence;
    QWidget *m_actionBox;
    FlowLayout *m_actions;
};

} // namespace keyturn
