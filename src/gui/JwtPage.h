// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JwtInspection.h"
#include "KeyFetcher.h"
#include "Verification.h"
#include "VerificationKey.h"
#include "Workbench.h"

#include <QList>
#include <QWidget>

#include <memory>
#include <optional>

class QTimer;

namespace keyturn {

class TestTokenCard;
class VerifyCard;

namespace Ui {
class JwtPage;
}

/// A JWT in three colours, its claims in words, and whether it is to be believed.
class JwtPage final : public QWidget
{
    Q_OBJECT

public:
    explicit JwtPage(const Workbench &workbench, QWidget *parent = nullptr);
    ~JwtPage() override;

    /// Shows the token, and verifies it at once where the world it comes from is known.
    void inspect(const QByteArray &compact);
    void refreshTimes();
    /// False: nothing was running.
    bool cancel();

Q_SIGNALS:
    void tokenRequested(const QString &tokenId);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What a JWT was verified with.
    struct Judged
    {
        FetchedKeys keys;
        jwt::VerificationKeys ready;
        jwt::Verification verification = {};
    };

    void connectControls();
    /// False: the field did not take it.
    bool take(const QByteArray &compact);
    void noteTyping();
    void inspectNow();
    void inspectTyped();
    void showInspection();
    void offerTestToken();
    void showFound();
    void point(int member);
    void pointAtPlace(int position);
    void showValidity();
    void showOrigins(const jwt::VerificationKeys &keys);
    [[nodiscard]] jwt::Expectations expectations() const;
    void judge(const FetchedKeys &keys);
    void noteTime();
    void forgetVerdict();
    void showHead();
    [[nodiscard]] bool isNarrow() const;
    void showKeyFailure(const KeyFailure &failure);

    std::unique_ptr<Ui::JwtPage> m_ui;
    Workbench m_workbench;
    VerifyCard *m_verify;
    TestTokenCard *m_testToken;
    QTimer *m_pause; ///< Typing is judged when it pauses.
    QTimer *m_second; ///< Moves what now is: the picture of the validity, and a verdict that time ends.
    std::optional<JwtInspection> m_inspection;
    std::optional<Judged> m_judged; ///< While a verdict is shown.
    jwt::Validity::State m_state = {}; ///< When the findings were looked for.
    QList<int> m_places; ///< Where each character of the compact token stands in the field.
};

} // namespace keyturn
