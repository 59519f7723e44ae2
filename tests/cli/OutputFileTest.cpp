// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OutputFile.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

class OutputFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesABodyFromMemoryAndFromAFile()
    {
        const QTemporaryDir folder;
        http::Body inMemory;
        inMemory.start = "hello";
        inMemory.size = 5;
        QCOMPARE(written(folder.filePath(u"a"_s), inMemory), QByteArray("hello"));
        QCOMPARE(written(folder.filePath(u"b"_s), bodyOf("all of it", 9)), QByteArray("all of it"));
    }

    void saysThatABodyCannotBeReadToItsEnd()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"out"_s);
        OutputFile file(path);
        QVERIFY(!file.open());
        const auto trouble = file.write(bodyOf("half", 9));
        QVERIFY(trouble);
        QCOMPARE(trouble->cause, u"cannot-write-file"_s);
        QVERIFY(!QFile::exists(path));
    }

private:
    static http::Body bodyOf(const QByteArray &bytes, qint64 size)
    {
        http::Body body;
        body.file = std::make_shared<QTemporaryFile>();
        if (body.file->open())
            body.file->write(bytes);
        body.file->flush();
        body.size = size;
        return body;
    }

    static QByteArray written(const QString &path, const http::Body &body)
    {
        OutputFile file(path);
        if (file.open() || file.write(body))
            return {};
        QFile read(path);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }
};

QTEST_GUILESS_MAIN(OutputFileTest)
#include "OutputFileTest.moc"
