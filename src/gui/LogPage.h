// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KnownSecrets.h"
#include "LogReader.h"
#include "StepOffers.h"
#include "Workbench.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QMimeData;
class QTimer;

namespace keyturn {

namespace Ui {
class LogPage;
}

/// What a failed job left behind, pasted, dropped or from a file: the exchange in it, and what it means. The
/// text is let go when the page is left, unless it can stay without its credentials.
class LogPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~LogPage() override;

    [[nodiscard]] static bool canTake(const QMimeData &given);
    void take(const QMimeData &given);
    void takeFile(const QString &path);
    /// False: nothing was running.
    bool cancel();

Q_SIGNALS:
    void requestRequested(const QUrl &url, const QString &tokenId);
    void tokenRequested(const QString &tokenId);
    void newSecretRequested(const QString &tokenId);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void connectControls();
    void takeText(const QByteArray &text);
    void noteTyping();
    void judgeTyped();
    void chooseFile();
    void clear();
    void showRunning();
    void showRead(const LogReader::Read &read);
    void showFailure(const LogFailure &failure);
    void showVerdict();
    void showWarning();
    void showText();
    void makeRoom();
    void takeAction(int action);
    void tryHere();
    void share();
    void copyRedacted();
    void withKnownSecrets(const QString &whatIsNotDone, const std::function<void(const SecretMask &)> &then);
    void takeLink(int link);
    void takeWarningAction(int action);
    void redact();
    [[nodiscard]] QStringList knownClientIds() const;
    [[nodiscard]] QStringList tokensInText() const;
    [[nodiscard]] QString tokenInText() const;

    std::unique_ptr<Ui::LogPage> m_ui;
    Workbench m_workbench;
    LogReader *m_reader;
    QTimer *m_pause; ///< A text is judged when typing pauses.
    QTimer *m_progressTimer; ///< Progress is shown only once something takes long.
    std::optional<ReadLog> m_read;
    StepOffers m_offers; ///< For the verdict that is shown.
    QList<void (LogPage::*)()> m_ownActions; ///< Of its buttons.
    bool m_isRedacted = false;
};

} // namespace keyturn
