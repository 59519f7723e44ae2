// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ReportText.h"

#include <QDialog>

#include <memory>

namespace keyturn {

namespace Ui {
class ShareDialog;
}

/// Shows a report as others will see it, and copies or saves it.
class ShareDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ShareDialog(DiagnosisReport report, QWidget *parent = nullptr);
    ~ShareDialog() override;

private:
    [[nodiscard]] ReportOptions options() const;
    void showReport();
    void copy();
    void save(const QString &title, const QString &suggested, const QString &filter, const QString &text);

    std::unique_ptr<Ui::ShareDialog> m_ui;
    DiagnosisReport m_report;
};

} // namespace keyturn
