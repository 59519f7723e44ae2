// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Clock.h"
#include "TestKeyFile.h"
#include "TestToken.h"
#include "Then.h"

#include <QObject>

#include <memory>
#include <thread>

namespace keyturn {

/// A token to try an origin with, and the keys that such an origin has to be given.
struct MadeTestToken
{
    QByteArray compact;
    QByteArray jwks; ///< The public half, as JSON.
    QString keyId;
};

/// Makes test tokens with the key of this machine. The key is made, or read, when it is first needed, beside
/// the thread of the windows, since that takes its time.
class TestTokenMaker final : public QObject
{
    Q_OBJECT

public:
    using Made = Result<MadeTestToken, TestKeyProblem>;

    /// Without a profile the key is kept in memory only.
    TestTokenMaker(const QString &profile, Clock clock, QObject *parent = nullptr);
    ~TestTokenMaker() override;

    void make(const jwt::TestToken &token, const Then<Made> &then);

private:
    using Key = Result<jwt::SigningKey, TestKeyProblem>;

    void finish(const std::shared_ptr<Key> &key, const jwt::TestToken &token, const Then<Made> &then);

    QString m_profile;
    Clock m_clock;
    std::shared_ptr<Key> m_key;
    std::jthread m_thread; ///< The last member: it ends before the others do.
};

} // namespace keyturn
