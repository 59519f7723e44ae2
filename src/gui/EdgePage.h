// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

#include <memory>

namespace keyturn {

namespace Ui {
class EdgePage;
}

class ClipboardGuard;
class EdgeTokenList;

/// The local edge: start and stop it, see what it guards, change what it knows while it runs, and watch what
/// it decides on each request and why.
class EdgePage final : public QWidget
{
    Q_OBJECT

public:
    EdgePage(const Workbench &workbench, ClipboardGuard &clipboard, QWidget *parent = nullptr);
    ~EdgePage() override;

    /// Plays a configuration file.
    void takeFile(const QString &path);
    void refreshTimes();

Q_SIGNALS:
    /// That a request be prepared; an empty token: none that the vault holds.
    void requestRequested(const QUrl &url, const QString &tokenId);

private:
    void connectControls();
    void connectTokens();
    void begin();
    void startOn(quint16 port);
    void chooseFile();
    void showFile();
    void showState();
    void showWorld();
    void listApplications();
    void say(const QString &words);
    void complain(const QString &words);
    void request(const QString &clientId);
    void requestAny();
    void rotate(const QString &clientId, std::chrono::seconds grace);
    void keep(const QString &clientId, Secret secret);

    std::unique_ptr<Ui::EdgePage> m_ui;
    Workbench m_workbench;
    ClipboardGuard &m_clipboard;
    EdgeTokenList *m_tokens;
};

} // namespace keyturn
