// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestKeyFile.h"

#include "TestToken.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

constexpr auto ownersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto others
    = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

Result<jwt::SigningKey, TestKeyProblem> named(jwt::SigningKey key)
{
    key.setId(jwt::testKeyId(key));
    return key;
}

Result<jwt::SigningKey, TestKeyProblem> readFrom(const QString &path)
{
    constexpr qint64 largest = 64 * 1024;
    if (QFileInfo(path).permissions() & others)
        return Failure{TestKeyProblem::OpenToOthers};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{TestKeyProblem::CannotRead};
    auto bytes = file.read(largest);
    const Secret pem(bytes);
    wipeBytes(bytes);
    auto key = jwt::SigningKey::fromPrivatePem(pem);
    if (!key)
        return Failure{TestKeyProblem::CannotRead};
    return named(*std::move(key));
}

} // namespace

QString testKeyPath(const QString &profile)
{
    return QDir(profile).filePath(u"jwt-test-key.pem"_s);
}

Result<jwt::SigningKey, TestKeyProblem> testKeyIn(const QString &path)
{
    if (QFileInfo::exists(path))
        return readFrom(path);
    auto key = jwt::SigningKey::generate();
    const auto pem = key.privatePem();
    QSaveFile file(path);
    // The owner keeps the key to sign with it again: this is the file that it is for.
    const auto bytes = pem.expose();
    const bool isWritten = QDir().mkpath(QFileInfo(path).absolutePath()) && file.open(QIODevice::WriteOnly)
        && file.setPermissions(ownersAlone) && file.write(bytes.data(), bytes.size()) == bytes.size()
        && file.commit();
    if (!isWritten)
        return Failure{TestKeyProblem::CannotWrite};
    return named(std::move(key));
}

} // namespace keyturn
