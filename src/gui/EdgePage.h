// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Workbench.h"

#include <QWidget>

#include <memory>

class QTimer;

namespace keyturn {

namespace Ui {
class EdgePage;
}

class ClipboardGuard;
class EdgeTokenCard;

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

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void connectControls();
    void connectIssued();
    void begin();
    void startOn(quint16 port);
    void chooseFile();
    void showFile();
    void showState();
    void showWorld();
    void listTokens();
    void listApplications();
    void wireCard(EdgeTokenCard &card, const QString &clientId);
    void say(const QString &words);
    void complain(const QString &words);
    void request(const QString &clientId);
    void requestAny();
    void rotate(const QString &clientId, std::chrono::seconds grace);
    void keep(const QString &clientId, Secret secret);
    void forgetIssued();
    void showIssuedTime(std::chrono::seconds left);

    std::unique_ptr<Ui::EdgePage> m_ui;
    Workbench m_workbench;
    ClipboardGuard &m_clipboard;
    QTimer *m_nextChange; ///< When the state of a token changes by itself.
    QList<EdgeTokenCard *> m_cards; ///< In the order of the configuration.
    QStringList m_cardIds; ///< The Client ID of each.
    std::optional<edge::IssuedCredentials> m_issued; ///< Until it is forgotten.
};

} // namespace keyturn
