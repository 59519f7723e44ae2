// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QFile>
#include <QTest>

// The inputs that the programs of tests/fuzz keep, for the ordinary tests.
namespace keyturn::fuzz {

inline void addCorpusRows(const QString &target)
{
    QTest::addColumn<QByteArray>("input");
    const QDir folder(QStringLiteral(KEYTURN_CORPUS) + u'/' + target);
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    QVERIFY2(!names.isEmpty(), qPrintable(folder.path()));
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(qPrintable(name)) << file.readAll();
    }
}

/// Tries the input of the row, and each half of it.
template <typename Property>
void tryRow(Property brokenBy)
{
    QFETCH(QByteArray, input);
    const qsizetype half = input.size() / 2;
    for (const QByteArray &part : {input, input.first(half), input.sliced(half)}) {
        const QByteArray broken = brokenBy(part);
        QVERIFY2(broken.isEmpty(), broken.constData());
    }
}

} // namespace keyturn::fuzz
