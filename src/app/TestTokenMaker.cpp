// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestTokenMaker.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

Result<jwt::SigningKey, TestKeyProblem> keyOf(const QString &profile)
{
    if (!profile.isEmpty())
        return testKeyIn(testKeyPath(profile));
    auto key = jwt::SigningKey::generate();
    key.setId(jwt::testKeyId(key));
    return key;
}

} // namespace

TestTokenMaker::TestTokenMaker(const QString &profile, Clock clock, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_clock(std::move(clock))
{
}

TestTokenMaker::~TestTokenMaker() = default;

void TestTokenMaker::make(const jwt::TestToken &token, const Then<Made> &then)
{
    const auto answer = [this, token, then](const std::shared_ptr<Key> &key) {
        QMetaObject::invokeMethod(
            this, [this, key, token, then] { finish(key, token, then); }, Qt::QueuedConnection);
    };
    if (m_key)
        return answer(m_key);
    m_thread = std::jthread([profile = m_profile, answer] { answer(std::make_shared<Key>(keyOf(profile))); });
}

void TestTokenMaker::finish(
    const std::shared_ptr<Key> &key, const jwt::TestToken &token, const Then<Made> &then)
{
    if (!*key)
        return then(Failure{key->error()});
    m_key = key;
    const auto &signer = **key;
    const QJsonObject jwks{{u"keys"_s, QJsonArray{signer.publicJwk()}}};
    then(MadeTestToken{jwt::minted(token, signer, m_clock()), QJsonDocument(jwks).toJson(), signer.id()});
}

} // namespace keyturn
