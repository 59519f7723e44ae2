// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestKeyFile.h"

#include "SecretFile.h"
#include "TestToken.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace keyturn {

namespace {

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
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure{TestKeyProblem::CannotRead};
    auto key = jwt::SigningKey::fromPrivatePem(Secret(file.read(largest)));
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
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !edge::replaceSecretFile(path, key.privatePem()))
        return Failure{TestKeyProblem::CannotWrite};
    return named(std::move(key));
}

} // namespace keyturn
