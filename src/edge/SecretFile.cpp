// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretFile.h"

#include <QFile>
#include <QFileInfo>

namespace keyturn::edge {

namespace {

constexpr qsizetype longestSecret = 4096;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

} // namespace

Result<Secret, SecretFileError> readSecretFile(const QString &path)
{
    if (!QFileInfo::exists(path))
        return Failure{SecretFileError::Missing};
    QFile file(path);
    // Unbuffered: a buffer inside QFile would keep a copy of the secret.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure{SecretFileError::Unreadable};
    if ((file.permissions() & others) != 0)
        return Failure{SecretFileError::OpenToOthers};
    auto bytes = file.read(longestSecret + 1);
    const bool isTooLong = bytes.size() > longestSecret;
    qsizetype length = bytes.size();
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
        --length;
    // Truncated where it is: a copy would stay behind.
    for (auto i = length; i < bytes.size(); ++i)
        bytes[i] = '\0';
    const auto line = QByteArrayView(bytes).first(length);
    const bool isLine
        = length > 0 && !isTooLong && !line.contains('\n') && !line.contains('\0') && line.isValidUtf8();
    Secret secret(isLine ? bytes.first(length) : QByteArray());
    wipeBytes(bytes);
    if (!isLine)
        return Failure{SecretFileError::NoSecret};
    return secret;
}

Result<Done, SecretFileError> writeSecretFile(const QString &path, const Secret &secret)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, ownerOnly))
        return Failure{QFileInfo::exists(path) ? SecretFileError::Exists : SecretFileError::CannotWrite};
    const auto bytes = secret.expose();
    const bool isWritten = file.write(bytes.data(), bytes.size()) == bytes.size() && file.putChar('\n');
    if (isWritten && file.flush())
        return Done{};
    file.remove();
    return Failure{SecretFileError::CannotWrite};
}

} // namespace keyturn::edge
