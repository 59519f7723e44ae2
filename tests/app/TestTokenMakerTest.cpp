// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TestTokenMaker.h"

#include "Jwt.h"
#include "KeyText.h"
#include "Verification.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace keyturn;
using namespace Qt::StringLiterals;

class TestTokenMakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_answer.reset();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void makesATokenThatItsOwnKeysVerify()
    {
        TestTokenMaker maker({}, m_clock);
        QVERIFY(make(maker));
        const auto decoded = jwt::decode((*m_answer)->compact);
        const auto keys = jwt::readKeys((*m_answer)->jwks);
        QVERIFY(decoded && keys);
        jwt::Expectations expected;
        expected.at = m_clock();
        QVERIFY(jwt::verify(*decoded, *keys, expected).isValid());
        QVERIFY((*m_answer)->keyId.startsWith(u"keyturn-test-"_s));
    }

    void keepsTheKeyInTheProfileForTheNextTime()
    {
        QString first;
        {
            TestTokenMaker maker(m_folder->path(), m_clock);
            QVERIFY(make(maker));
            first = (*m_answer)->keyId;
        }
        TestTokenMaker later(m_folder->path(), m_clock);
        QVERIFY(make(later));
        QCOMPARE((*m_answer)->keyId, first);
    }

    void doesNotUseAKeyThatOthersCanRead()
    {
        QFile file(testKeyPath(m_folder->path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        file.close();
        TestTokenMaker maker(m_folder->path(), m_clock);
        QVERIFY(!make(maker));
        QCOMPARE(m_answer->error(), TestKeyProblem::OpenToOthers);
    }

    void answersNobodyWhenItIsGone()
    {
        {
            TestTokenMaker maker({}, m_clock);
            maker.make(token(), {this, [this](const TestTokenMaker::Made &made) { m_answer.emplace(made); }});
        }
        QCoreApplication::processEvents();
        QVERIFY(!m_answer);
    }

private:
    static jwt::TestToken token()
    {
        jwt::TestToken token;
        token.issuer = u"https://acme.cloudflareaccess.com"_s;
        token.audience = QString(64, u'7');
        return token;
    }

    bool make(TestTokenMaker &maker)
    {
        m_answer.reset();
        maker.make(token(), {this, [this](const TestTokenMaker::Made &made) { m_answer.emplace(made); }});
        return QTest::qWaitFor([this] { return m_answer.has_value(); }) && *m_answer;
    }

    const Clock m_clock = [] { return QDateTime({2026, 11, 24}, {9, 30}, Qt::UTC); };
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<TestTokenMaker::Made> m_answer;
};

QTEST_GUILESS_MAIN(TestTokenMakerTest)
#include "TestTokenMakerTest.moc"
