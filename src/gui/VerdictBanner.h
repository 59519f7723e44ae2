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
    /// A way to take a step, at the end of its line.
    struct Link
    {
        int step = 0; ///< The index in Content::steps.
        QString text;
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
        QStringList steps
            = {}; ///< What to do, most useful first; what Keyturn can do itself is in `actions`.
        QList<Link> links = {};
    };

    explicit VerdictBanner(QWidget *parent = nullptr);

    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }

Q_SIGNALS:
    /// The index in Content::actions.
    void actionRequested(int index);
    /// The index in Content::links.
    void linkRequested(int index);

protected:
    bool event(QEvent *event) override;

private:
    void showMarks();
    void placeMarks();
    void placeLinks();
    void addHeading(QBoxLayout &rows, const QString &words);
    QBoxLayout &addRow(QBoxLayout &rows, const QString &mark, const QString &words);
    void addLinks(QBoxLayout &row, int step);
    void showSteps();
    void showEvidence();
    /// A quiet button that sets `showsAll` and has the rows shown again.
    void addMore(QBoxLayout &rows, qsizetype all, bool &showsAll, void (VerdictBanner::*showAgain)());
    void showActions();
    [[nodiscard]] QString wholeText() const;

    /// Lines that are shown at first: the most telling ones.
    static constexpr qsizetype shortSteps = 3;
    static constexpr qsizetype shortEvidence = 4;

    Content m_content;
    bool m_showsAllSteps = false;
    bool m_showsAllEvidence = false;
    IconLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    QBoxLayout *m_head;
    QWidget *m_markBox;
    QHBoxLayout *m_marks;
    QWidget *m_stepBox;
    QVBoxLayout *m_steps;
    QWidget *m_evidenceBox;
    QVBoxLayout *m_evidence;
    QWidget *m_actionBox;
    FlowLayout *m_actions;
};

} // namespace keyturn
