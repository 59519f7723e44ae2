// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtPage.h"

#include "CodeText.h"
#include "MarkedTextEdit.h"
#include "PageTest.h"
#include "VerdictBanner.h"

#include <QComboBox>
#include <QLabel>

using namespace keyturn;
using namespace Qt::StringLiterals;

class JwtPageTest : public PageTest<JwtPage>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }

    void init() { open({1000, 700}); }

    void cleanup() { close(); }

    void saysWhyGarbageIsNoJwt()
    {
        paste(u"this is no token"_s);
        QTRY_VERIFY(m_hand->sees("problemLabel"));
        QVERIFY(!m_hand->find<QLabel>("problemLabel")->text().isEmpty());
        QVERIFY(!m_hand->sees("claimsCard"));
        paste({});
        QTRY_VERIFY(!m_hand->sees("problemLabel"));
        QVERIFY(m_hand->sees("emptyState"));
    }

    void showsClaimsAsTheyAreWrittenHoweverLong()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QStringList values;
        for (const auto *value : m_page->findChildren<CodeText *>())
            values.append(value->toPlainText());
        QVERIFY2(values.contains(u"[\"%1\"]"_s.arg(audience)), qPrintable(values.join(u' ')));
    }

    void cutsNoClaim()
    {
        m_page->resize(720, 500);
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QTest::qWait(0);
        for (const auto *value : m_page->findChildren<CodeText *>())
            QVERIFY2(
                value->height() >= value->heightForWidth(value->viewport()->width()),
                qPrintable(value->toPlainText()));
    }

    void doesNotCallAForgeryVerified()
    {
        const auto keys = QByteArrayLiteral("{\"keys\":[]}");
        m_bench->transport.willAnswer(200, {{"Content-Type", "application/json"}}, keys);
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QVERIFY(m_hand->find<VerdictBanner>("verificationBanner")->content().tone != Tone::Good);
    }

    void saysThatTheKeysCannotBeHad()
    {
        m_bench->transport.willFail(http::TransportError::HostNotFound);
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(m_hand->find<VerdictBanner>("verificationBanner")->content().tone, Tone::Attention);
    }

    void stopsFetchingKeys()
    {
        m_bench->transport.willBeSilent();
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        m_hand->click("verifyButton");
        QVERIFY(m_hand->sees("cancelButton"));
        m_hand->click("cancelButton");
        QCOMPARE(m_bench->transport.openCalls(), 0);
        QVERIFY(!m_page->cancel());
    }

private:
    void paste(const QString &text) { m_hand->find<MarkedTextEdit>("tokenField")->setPlainText(text); }

    QString sampleJwt() const
    {
        const auto part = [](const QByteArray &json) {
            return QString::fromLatin1(
                json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        };
        const auto issued = m_bench->now.toSecsSinceEpoch();
        const auto payload = u"{\"iss\":\"https://acme.cloudflareaccess.com\",\"aud\":[\"%1\"],\"sub\":\"\","
                             "\"common_name\":\"%2\",\"iat\":%3,\"exp\":%4}"_s.arg(audience, sampleClientId)
                                 .arg(issued)
                                 .arg(issued + 3600);
        return part(R"({"alg":"RS256","kid":"1","typ":"JWT"})") + u'.' + part(payload.toUtf8()) + u'.'
            + part(QByteArray(256, 'x'));
    }

    const QString audience = QString(64, u'7');
};

QTEST_MAIN(JwtPageTest)
#include "JwtPageTest.moc"
