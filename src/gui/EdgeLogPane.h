// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "EdgeLogModel.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace keyturn {

/// The edge's log as it comes, and in words what became of the line that is chosen.
class EdgeLogPane final : public QWidget
{
    Q_OBJECT

public:
    explicit EdgeLogPane(QWidget *parent = nullptr);

    /// Once; the model outlives this.
    void setModel(EdgeLogModel &model);
    /// What stands where no line has come yet.
    void setEmptyText(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeControls();
    void makeTable();
    [[nodiscard]] QWidget *makeDetails();
    void follow();
    void showState();
    void showChosen();
    void addFact(const QString &name, const QString &text);

    EdgeLogModel *m_model = nullptr;
    EdgeLogFilter *m_filter;
    QLineEdit *m_words;
    QPushButton *m_pause;
    QPushButton *m_clear;
    QTableView *m_table;
    QStackedWidget *m_stack;
    QLabel *m_empty;
    QString m_emptyText;
    QLabel *m_headline;
    QFormLayout *m_facts;
    bool m_isAtEnd = true; ///< The newest line is in sight and shall stay so.
};

} // namespace keyturn
