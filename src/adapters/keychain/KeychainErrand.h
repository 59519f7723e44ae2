// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "KeychainBus.h"
#include "SecretStore.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

namespace keyturn {

/// One call to the keychain. Its caller is told something at the deadline at the latest. The errand itself
/// lasts until no job of it is left: QtKeychain's jobs can be neither stopped nor overtaken, and what a late
/// one did may have to be undone.
class KeychainErrand : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `bus` and dies with it.
    KeychainErrand(
        KeychainBus *bus, const QString &service, const QString &key, std::chrono::milliseconds deadline);

    void start();
    [[nodiscard]] bool isOverdue() const { return m_isOverdue; }

Q_SIGNALS:
    /// Nothing of it runs any more. Comes before the caller is told, who may then do as he likes with the
    /// store.
    void ended();

protected:
    using Got = Result<Secret, tokens::StoreFailure>;
    using Written = Result<Done, tokens::StoreFailure>;

    /// The keychain is there and open.
    virtual void begin() = 0;
    virtual void tell(const tokens::StoreFailure &failure) = 0;
    /// The caller has been told already, and nothing runs any more.
    virtual void settle() { end(); }

    void end();
    /// The Then is a copy, since the caller may destroy the store and this errand with it.
    template <typename Answer>
    void finish(Then<Answer> then, Answer answer)
    {
        end();
        then(std::move(answer));
    }
    void fail(const tokens::StoreFailure &failure);
    /// What the caller is told at the deadline.
    void setFailureAtDeadline(const tokens::StoreFailure &failure) { m_failureAtDeadline = failure; }

    // The steps. None of them reports once the errand is overdue: settle() is called then.
    void readEntry(const std::function<void(Got)> &report);
    void writeEntry(const Secret &secret, const std::function<void(Written)> &report);
    void deleteEntry(const std::function<void(Written)> &report);
    void findEntry(const std::function<void(KeychainBus::Entry)> &report);
    /// Finds out what is really behind the failure of a job.
    void
    explain(const tokens::StoreFailure &failure, const std::function<void(tokens::StoreFailure)> &report);

private:
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void meetDeadline();
    void run(QKeychain::Job *job, const std::function<void()> &report);
    void explainMissing(const std::function<void(tokens::StoreFailure)> &report);

    KeychainBus *m_bus;
    QString m_service;
    QString m_key;
    QDeadlineTimer m_deadline;
    QTimer m_deadlineTimer;
    tokens::StoreFailure m_failureAtDeadline;
    KeychainProvider::Kind m_providerKind = KeychainProvider::Kind::SecretService;
    bool m_isOverdue = false;
    bool m_isJobRunning = false;
};

} // namespace keyturn
