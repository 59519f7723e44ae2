// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SecretFile.h"

#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>
#include <utility>

using namespace Qt::StringLiterals;

namespace keyturn::edge {

namespace {

constexpr qsizetype longestSecret = 4096;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

// Whoever keeps a secret in a file of their own wants it to be there: an effect at the edge. A new file has
// its permissions from its first moment on, and no buffer keeps a copy.
bool writeNew(const QString &path, const Secret &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, ownerOnly))
        return false;
    const auto bytes = content.expose();
    if (file.write(bytes.data(), bytes.size()) == bytes.size() && file.flush())
        return true;
    file.remove();
    return false;
}

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
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    const bool isLine = !bytes.isEmpty() && !isTooLong && !bytes.contains('\n');
    Secret secret(std::move(bytes));
    if (!isLine || !secret.isText())
        return Failure{SecretFileError::NoSecret};
    return secret;
}

Result<Done, SecretFileError> writeSecretFile(const QString &path, const Secret &secret)
{
    if (writeNew(path, secret.between({}, "\n")))
        return Done{};
    return Failure{QFileInfo::exists(path) ? SecretFileError::Exists : SecretFileError::CannotWrite};
}

bool replaceSecretFile(const QString &path, const Secret &content)
{
    const auto fresh = path + u".new"_s;
    QFile::remove(fresh);
    if (!writeNew(fresh, content))
        return false;
    std::error_code error;
    std::filesystem::rename(fresh.toStdU16String(), path.toStdU16String(), error);
    return !error;
}

} // namespace keyturn::edge
