// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ShareDialog.h"

#include "ui_ShareDialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace keyturn {

ShareDialog::ShareDialog(DiagnosisReport report, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShareDialog>())
    , m_report(std::move(report))
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    connect(m_ui->hideHostsField, &QCheckBox::toggled, this, &ShareDialog::showReport);
    connect(m_ui->copyButton, &QPushButton::clicked, this, &ShareDialog::copy);
    connect(m_ui->saveMarkdownButton, &QPushButton::clicked, this, [this] {
        save(
            tr("Save as Markdown"), u"keyturn-report.md"_s, tr("Markdown (*.md)"),
            markdownOf(m_report, options()));
    });
    connect(m_ui->saveHtmlButton, &QPushButton::clicked, this, [this] {
        save(tr("Save as HTML"), u"keyturn-report.html"_s, tr("HTML (*.html)"), htmlOf(m_report, options()));
    });
    connect(m_ui->closeButton, &QPushButton::clicked, this, &QDialog::reject);
    showReport();
}

ShareDialog::~ShareDialog() = default;

ReportOptions ShareDialog::options() const
{
    return {!m_ui->hideHostsField->isChecked()};
}

void ShareDialog::showReport()
{
    m_ui->preview->setPlainText(markdownOf(m_report, options()));
    m_ui->doneLabel->clear();
}

void ShareDialog::copy()
{
    QGuiApplication::clipboard()->setText(markdownOf(m_report, options()));
    m_ui->doneLabel->setText(tr("Copied."));
}

void ShareDialog::save(
    const QString &title, const QString &suggested, const QString &filter, const QString &text)
{
    const auto path = QFileDialog::getSaveFileName(this, title, suggested, filter);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const auto bytes = text.toUtf8();
    const bool isSaved
        = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    m_ui->doneLabel->setText(
        isSaved ? tr("Saved.") : tr("The report cannot be saved: %1.").arg(file.errorString()));
}

} // namespace keyturn
