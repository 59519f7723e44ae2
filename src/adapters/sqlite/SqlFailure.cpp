// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "SqlFailure.h"

#include "Log.h"

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ArchiveError;

namespace {

// The numbers are part of SQLite's file of promises: https://www.sqlite.org/rescode.html.
ArchiveError causeOf(int extendedCode)
{
    constexpr int shortRead = 522;
    constexpr int writeFailed = 778;
    if (extendedCode == shortRead)
        return ArchiveError::Damaged;
    // "Disk full" has a code of its own; a quota and a limit on file size come as this one.
    if (extendedCode == writeFailed)
        return ArchiveError::Full;

    switch (extendedCode & 0xFF) {
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 14: // SQLITE_CANTOPEN
        return ArchiveError::CannotOpen;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return ArchiveError::Busy;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return ArchiveError::Damaged;
    case 13: // SQLITE_FULL
        return ArchiveError::Full;
    default:
        return ArchiveError::Other;
    }
}

} // namespace

tokens::ArchiveFailure failureOf(const QSqlError &error, const QSqlDatabase &database)
{
    const auto detail = u"%1: %2"_s.arg(database.databaseName(), error.databaseText());
    qCDebug(log::archive).noquote() << detail << error.nativeErrorCode();
    return {causeOf(error.nativeErrorCode().toInt()), detail};
}

} // namespace keyturn
