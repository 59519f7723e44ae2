// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeychainErrand.h"

#include <qt6keychain/keychain.h>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::StoreError;
using tokens::StoreFailure;

namespace {

// Nobody is asked anything in a look at the bus, so a keychain that needs longer does not work.
constexpr std::chrono::milliseconds longestLook = 10s;

StoreError errorOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return StoreError::NotFound;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return StoreError::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return StoreError::NoStore;
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return StoreError::Other;
}

StoreFailure failureOf(const QKeychain::Job &job)
{
    return {errorOf(job.error()), job.errorString()};
}

} // namespace

KeychainErrand::KeychainErrand(
    KeychainBus *bus, const QString &service, const QString &key, std::chrono::milliseconds deadline)
    : QObject(bus)
    , m_bus(bus)
    , m_service(service)
    , m_key(key)
    , m_deadline(deadline)
    , m_failureAtDeadline{
          StoreError::TimedOut,
          u"no answer within %1 s"_s.arg(std::chrono::duration<double>(deadline).count())}
{
    m_deadlineTimer.setSingleShot(true);
    connect(&m_deadlineTimer, &QTimer::timeout, this, &KeychainErrand::meetDeadline);
    m_deadlineTimer.start(deadline);
}

void KeychainErrand::start()
{
    const auto beginIfOpen = [this](const KeychainProvider &provider) {
        if (m_isOverdue)
            return;
        m_providerKind = provider.kind;
        if (provider.trouble)
            return fail(*provider.trouble);
        begin();
    };
    m_bus->look(patience(), {this, beginIfOpen});
}

void KeychainErrand::end()
{
    m_deadlineTimer.stop();
    Q_EMIT ended();
}

void KeychainErrand::fail(const StoreFailure &failure)
{
    end();
    tell(failure);
}

void KeychainErrand::meetDeadline()
{
    m_isOverdue = true;
    if (!m_isJobRunning)
        settle();
    tell(m_failureAtDeadline);
}

void KeychainErrand::readEntry(const std::function<void(Got)> &report)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    run(job, [job, report] {
        if (job->error() != QKeychain::NoError)
            return report(Failure{failureOf(*job)});
        report(Secret(job->binaryData()));
    });
}

void KeychainErrand::writeEntry(const Secret &secret, const std::function<void(Written)> &report)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    // As text, not as binary data, which QtKeychain would keep in base64: other programs must be able to use
    // the entry.
    job->setTextData(QString::fromUtf8(secret.expose()));
    run(job, [job, report] {
        if (job->error() != QKeychain::NoError)
            return report(Failure{failureOf(*job)});
        report(Done{});
    });
}

void KeychainErrand::deleteEntry(const std::function<void(Written)> &report)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    run(job, [job, report] {
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
            return report(Failure{failureOf(*job)});
        report(Done{});
    });
}

void KeychainErrand::findEntry(const std::function<void(KeychainBus::Entry)> &report)
{
    if (m_providerKind != KeychainProvider::Kind::SecretService)
        return report(KeychainBus::Entry::Unknown);
    const auto reportInTime = [this, report](KeychainBus::Entry entry) {
        if (!m_isOverdue)
            report(entry);
    };
    m_bus->find(m_service, m_key, patience(), {this, reportInTime});
}

void KeychainErrand::explain(const StoreFailure &failure, const std::function<void(StoreFailure)> &report)
{
    const auto lookCloser = [this, failure, report](const KeychainProvider &provider) {
        if (m_isOverdue)
            return;
        if (provider.trouble)
            return report(*provider.trouble);
        if (failure.error == StoreError::NotFound)
            return explainMissing(report);
        report(failure);
    };
    m_bus->look(patience(), {this, lookCloser});
}

// QtKeychain says "not found" of an entry that the keychain lists and does not hand out.
void KeychainErrand::explainMissing(const std::function<void(StoreFailure)> &report)
{
    findEntry([report](KeychainBus::Entry entry) {
        switch (entry) {
        case KeychainBus::Entry::Present:
            return report({StoreError::Refused, u"the keychain has the entry and does not hand it out"_s});
        case KeychainBus::Entry::Locked:
            return report({StoreError::Locked, u"the keyring that has the entry is locked"_s});
        case KeychainBus::Entry::Absent:
        case KeychainBus::Entry::Unknown:
            return report({StoreError::NotFound, u"no such entry"_s});
        }
    });
}

std::chrono::milliseconds KeychainErrand::patience() const
{
    const auto left
        = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline.remainingTimeAsDuration());
    return std::min(longestLook, left);
}

// The job has no parent and deletes itself: QtKeychain's callbacks crash when it is gone before they come.
void KeychainErrand::run(QKeychain::Job *job, const std::function<void()> &report)
{
    m_isJobRunning = true;
    job->setKey(m_key);
    const auto goOn = [this, report] {
        m_isJobRunning = false;
        if (m_isOverdue)
            return settle();
        report();
    };
    connect(job, &QKeychain::Job::finished, this, goOn);
    job->start();
}

} // namespace keyturn
