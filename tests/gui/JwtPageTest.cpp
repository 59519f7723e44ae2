// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtPage.h"

#include "ClaimsCard.h"
#include "CodeText.h"
#include "FindingWording.h"
#include "MarkedTextEdit.h"
#include "PageTest.h"
#include "SigningKey.h"
#include "TestToken.h"
#include "ValidityBar.h"
#include "VerdictBanner.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextLayout>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

const QByteArray twoAudiences = R"({"aud":"a", "n":12345678901234567890123,"aud":"b"})";

} // namespace

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
        const auto values = m_page->findChildren<CodeText *>();
        const auto isWhole = [](const CodeText *value) {
            return value->height() >= value->heightForWidth(value->viewport()->width());
        };
        QTRY_VERIFY(std::all_of(values.begin(), values.end(), isWhole));
    }

    void marksInTheTokenWhatIsPointedAtInTheClaims()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        claimNamed(u"common_name"_s)->setFocus();
        QTRY_COMPARE(memberMarkedInToken(), u"common_name"_s);
        QCOMPARE(
            markedIn(*m_hand->find<CodeText>("payloadValue")),
            u"\"common_name\": \"%1\""_s.arg(sampleClientId));
        QVERIFY(markedIn(*m_hand->find<CodeText>("headerValue")).isEmpty());
    }

    void comesToTheClaimsByTabInTheirOrder()
    {
        for (const auto &token : {jwtOf("{\"aud\":\"a\"}"), sampleJwt()}) {
            paste(token);
            QTRY_VERIFY(m_hand->sees("claimsCard"));
        }
        // A layout shows what it was given a moment later, in order; Tab passes by what is not shown.
        QTRY_VERIFY(claimNamed(u"common_name"_s) && claimNamed(u"common_name"_s)->isVisible());
        m_hand->find<MarkedTextEdit>("tokenField")->setFocus();
        for (const auto &name : {u"iss"_s, u"aud"_s, u"common_name"_s}) {
            QTest::keyClick(m_page->focusWidget(), Qt::Key_Tab);
            QCOMPARE(m_page->focusWidget(), claimNamed(name));
        }
    }

    void marksInTheClaimsWhereTheCaretIsInTheToken()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        auto caret = field->textCursor();
        caret.setPosition(int(field->toPlainText().indexOf(u'.')) + 4);
        field->setTextCursor(caret);
        QCOMPARE(
            markedIn(*m_hand->find<CodeText>("payloadValue")),
            u"\"iss\": \"https://acme.cloudflareaccess.com\""_s);
        QCOMPARE(claimNamed(u"iss"_s)->property("look").toString(), u"claimPointed"_s);
        QCOMPARE(claimNamed(u"aud"_s)->property("look").toString(), u"claim"_s);
        caret.setPosition(0);
        caret.movePosition(QTextCursor::End);
        field->setTextCursor(caret);
        QCOMPARE(claimNamed(u"iss"_s)->property("look").toString(), u"claim"_s);
    }

    void findsTheCharactersOfAMemberInACookieLine()
    {
        paste(u"Cookie: a=ü; CF_Authorization="_s + sampleJwt() + u"; b=c"_s);
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QVERIFY(m_hand->sees("foundLabel"));
        QVERIFY(m_hand->find<QLabel>("foundLabel")->text().contains(u"CF_Authorization"_s));
        claimNamed(u"exp"_s)->setFocus();
        QTRY_COMPARE(memberMarkedInToken(), u"exp"_s);
    }

    void keepsRepeatedMembersAndEveryDigit()
    {
        const auto payload = twoAudiences;
        paste(jwtOf(payload));
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        auto *view = m_hand->find<CodeText>("payloadValue");
        QCOMPARE(
            view->toPlainText(),
            u"{\n  \"aud\": \"a\",\n  \"n\": 12345678901234567890123,\n  \"aud\": \"b\"\n}"_s);
        m_hand->find<QCheckBox>("prettyBox")->setChecked(false);
        QCOMPARE(view->toPlainText(), QString::fromUtf8(payload));
        QVERIFY(valuesShown().contains(u"12345678901234567890123"_s));
    }

    void saysInItsHeadHowItStands()
    {
        answerWithKeys();
        verify(signedJwt());
        QCOMPARE(m_hand->find<QLabel>("timePill")->text(), u"ends in 24 h"_s);
        QCOMPARE(m_hand->find<QLabel>("verdictPill")->text(), u"verified"_s);
        paste(jwtOf("{\"aud\":\"a\",\"exp\":1}"));
        QTRY_VERIFY(m_hand->find<QLabel>("timePill")->text().startsWith(u"expired "_s));
        QVERIFY(!m_hand->sees("verdictPill"));
        paste(part("{\"alg\":\"none\"}") + u'.' + part("{\"aud\":\"a\"}") + u'.');
        QTRY_VERIFY(m_hand->sees("verdictPill"));
        QVERIFY(m_hand->find<QLabel>("verdictPill")->text().contains(u"Findings"_s));
    }

    void saysThatThereIsAnother()
    {
        paste(sampleJwt() + u" and "_s + sampleJwt());
        QTRY_VERIFY(m_hand->sees("foundLabel"));
        QVERIFY(m_hand->find<QLabel>("foundLabel")->text().contains(u"another JWT"_s));
    }

    void takesANewThemeForNoNewToken()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        const QSignalSpy changed(field, &QPlainTextEdit::textChanged);
        QEvent theme(QEvent::PaletteChange);
        QApplication::sendEvent(field, &theme);
        QCOMPARE(changed.size(), 0);
    }

    void showsANewTokenFromItsTop()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QTest::qWait(0);
        auto *bar = m_hand->find<QScrollArea>("scroll")->verticalScrollBar();
        bar->setValue(bar->maximum());
        QVERIFY(bar->value() > 0);
        m_page->inspect(signedJwt().toLatin1());
        QCOMPARE(bar->value(), 0);
    }

    void picturesTheValidity()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("validityBar"));
        const auto *bar = m_hand->find<ValidityBar>("validityBar");
        QCOMPARE(bar->validity().state, jwt::Validity::State::Valid);
        QVERIFY(bar->accessibleDescription().contains(u"exp"_s));
        paste(jwtOf("{\"aud\":\"a\"}"));
        QTRY_VERIFY(!m_hand->sees("validityBar"));
    }

    void leadsToTheTokenThatItNames()
    {
        close();
        openWithToken({1000, 700});
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("openTokenButton"));
        QSignalSpy asked(m_page.get(), &JwtPage::tokenRequested);
        m_hand->click("openTokenButton");
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), m_id);
    }

    void doesNotTakeWhatNoEditorCanShow()
    {
        m_page->inspect(QByteArray(10 * 1024 * 1024, 'e'));
        QVERIFY(m_hand->sees("problemLabel"));
        QVERIFY(m_hand->find<MarkedTextEdit>("tokenField")->toPlainText().isEmpty());
    }

    void showsTheLargestTokenThatItTakes()
    {
        const QByteArray payload = "{\"aud\":\"" + QByteArray(150 * 1024, 'a') + "\"}";
        paste(jwtOf(payload));
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QVERIFY(m_hand->find<CodeText>("payloadValue")->toPlainText().size() <= 32 * 1024);
        QVERIFY(valuesShown().first().size() < 3000);
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

    void verifiesNothingThatVerifiersRefuseForItsForm()
    {
        answerWithKeys();
        verify(signedJwt() + u"=="_s);
        QCOMPARE(banner().tone, Tone::Bad);
    }

    void expectsTheIssuerToBeTheTeamWhoseKeysItTakes()
    {
        answerWithKeys();
        auto token = jwt::TestToken();
        token.issuer = u"https://other.cloudflareaccess.com"_s;
        token.audience = audience;
        token.clientId = sampleClientId;
        paste(QString::fromLatin1(jwt::minted(token, m_key, m_bench->now)));
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        QCOMPARE(m_hand->find<QLineEdit>("whereField")->text(), u"other"_s);
        m_hand->find<QLineEdit>("whereField")->clear();
        m_hand->type("whereField", u"acme"_s);
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().headline, u"Another issuer"_s);
    }

    void suggestsTheTeamOfEachTokenAndNoOther()
    {
        const auto tokenFrom = [](const QByteArray &issuer) { return jwtOf("{\"iss\":\"" + issuer + "\"}"); };
        auto *where = m_hand->find<QLineEdit>("whereField");
        paste(tokenFrom("https://acme.cloudflareaccess.com"));
        QTRY_COMPARE(where->text(), u"acme"_s);
        paste(tokenFrom("https://other.cloudflareaccess.com"));
        QTRY_COMPARE(where->text(), u"other"_s);
        for (const auto *issuer :
             {"https://www.google.com", "https://acme.cloudflareaccess.com.evil.example",
              "http://acme.cloudflareaccess.com", "acme"}) {
            paste(tokenFrom("https://acme.cloudflareaccess.com"));
            QTRY_COMPARE(where->text(), u"acme"_s);
            paste(tokenFrom(issuer));
            QTRY_COMPARE(where->text(), QString());
        }
        choose(u"a URL"_s);
        paste(tokenFrom("https://other.cloudflareaccess.com"));
        QTRY_VERIFY(m_hand->find<CodeText>("payloadValue")->toPlainText().contains(u"other"_s));
        QVERIFY(where->text().isEmpty());
        choose(u"a team domain"_s);
        QCOMPARE(where->text(), u"other"_s);
        where->clear();
        m_hand->type("whereField", u"mine"_s);
        paste(tokenFrom("https://acme.cloudflareaccess.com"));
        QTRY_VERIFY(m_hand->find<CodeText>("payloadValue")->toPlainText().contains(u"acme"_s));
        QCOMPARE(where->text(), u"mine"_s);
    }

    void saysWhatWasNotChecked()
    {
        answerWithKeys();
        verify(signedJwt());
        QVERIFY(banner().evidence.join(u' ').contains(u"the token itself names"_s));
        QVERIFY(banner().evidence.join(u' ').contains(u"The audience was not checked"_s));
        choose(u"a file…"_s);
        QVERIFY(m_hand->find<QLineEdit>("whereField")->text().isEmpty());
        choose(u"a team domain"_s);
        QCOMPARE(m_hand->find<QLineEdit>("whereField")->text(), u"acme"_s);
        choose(u"pasted text"_s);
        m_hand->find<QPlainTextEdit>("keysField")->setPlainText(QString::fromUtf8(jwks()));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QVERIFY(banner().evidence.join(u' ').contains(u"The issuer was not checked"_s));
    }

    void judgesAgainWhenTheTokenExpiresOnTheScreen()
    {
        answerWithKeys();
        verify(signedJwt());
        QCOMPARE(banner().tone, Tone::Good);
        QVERIFY(!wordsIn("findingsCard").contains(sentenceFor(jwt::FindingKind::Expired)));
        m_bench->now = m_bench->now.addDays(1).addSecs(10); // Within the leeway.
        QTRY_VERIFY(wordsIn("findingsCard").contains(sentenceFor(jwt::FindingKind::Expired)));
        QCOMPARE(banner().tone, Tone::Good);
        QVERIFY(banner().evidence.join(u' ').contains(u"30 seconds"_s));
        m_bench->now = m_bench->now.addSecs(20);
        QTRY_COMPARE(banner().headline, u"Expired"_s);
        QVERIFY(!wordsIn("origin_hono-any-audience").isEmpty());
        QCOMPARE(m_bench->transport.sent().size(), 1);
    }

    void forgetsAVerdictWhenSomethingElseIsExpected()
    {
        answerWithKeys();
        verify(signedJwt());
        m_hand->type("audienceField", u"8"_s);
        QVERIFY(!m_hand->sees("verificationBanner"));
        QVERIFY(!m_page->findChild<QWidget *>(u"origin_hono"_s));
        m_hand->click("verifyButton");
        QTRY_COMPARE(banner().headline, u"Meant for another application"_s);
    }

    void forgetsWhatOriginsSaidWhenOtherKeysCannotBeHad()
    {
        answerWithKeys();
        verify(signedJwt());
        QVERIFY(m_page->findChild<QWidget *>(u"origin_hono"_s));
        choose(u"pasted text"_s);
        m_hand->find<QPlainTextEdit>("keysField")->setPlainText(u"junk"_s);
        m_hand->click("verifyButton");
        QTRY_COMPARE(banner().tone, Tone::Attention);
        QVERIFY(!m_page->findChild<QWidget *>(u"origin_hono"_s));
    }

    void verifiesAtOnceWhatWasPastedJustNow()
    {
        answerWithKeys();
        verify(sampleJwt());
        QCOMPARE(banner().tone, Tone::Bad);
        paste(signedJwt());
        QVERIFY(!m_hand->sees("verificationBanner"));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Good);
    }

    void coloursNothingButTheToken()
    {
        const auto before = u"Cookie: a=1.2; CF_Authorization="_s;
        paste(before + sampleJwt() + u"; b=c"_s);
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        const auto *layout = m_hand->find<MarkedTextEdit>("tokenField")->document()->firstBlock().layout();
        for (const auto &range : layout->formats()) {
            QVERIFY(range.start >= before.size());
            QVERIFY(range.start + range.length <= before.size() + sampleJwt().size());
        }
        QCOMPARE(layout->formats().size(), 5);
    }

    void takesOtherColoursForNoOtherText()
    {
        auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        paste(u"Cookie: CF_Authorization="_s + sampleJwt());
        QSignalSpy changed(field, &QPlainTextEdit::textChanged);
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        QEvent restyled(QEvent::StyleChange);
        QCoreApplication::sendEvent(field, &restyled);
        QVERIFY(changed.isEmpty());
    }

    void takesNoPastesThatAreTooLongTogether()
    {
        auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        QSignalSpy refused(field, &MarkedTextEdit::tooLargePasted);
        QGuiApplication::clipboard()->setText(QString(MarkedTextEdit::largestText / 2, u'e'));
        field->paste();
        QVERIFY(refused.isEmpty());
        field->paste();
        QCOMPARE(refused.size(), 1);
        field->selectAll();
        field->paste();
        QCOMPARE(refused.size(), 1);
    }

    void saysToThoseWhoListenWhatAClaimMeansNow()
    {
        paste(sampleJwt());
        QTRY_VERIFY(m_hand->sees("claimsCard"));
        const auto earlier = claimNamed(u"exp"_s)->accessibleDescription();
        m_bench->now = m_bench->now.addDays(1);
        m_page->refreshTimes();
        QVERIFY(claimNamed(u"exp"_s)->accessibleDescription() != earlier);
    }

    void saysWhichKeyConfirmedItAndWhereItCameFrom()
    {
        answerWithKeys();
        verify(signedJwt());
        const auto content = banner();
        QCOMPARE(content.tone, Tone::Good);
        const auto evidence = content.evidence.join(u' ');
        QVERIFY(evidence.contains(m_key.id().first(16)));
        QVERIFY(evidence.contains(u"https://acme.cloudflareaccess.com/cdn-cgi/access/certs"_s));
    }

    void asksForKeysOnceAMinuteAtMost()
    {
        answerWithKeys();
        verify(signedJwt());
        QCOMPARE(banner().tone, Tone::Good);
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Good);
        QVERIFY(banner().evidence.join(u' ').contains(u"Kept keys"_s));
        QCOMPARE(m_bench->transport.sent().size(), 1);
    }

    void asksNobodyWhenToldSo()
    {
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("keptBox"));
        m_hand->find<QCheckBox>("keptBox")->setChecked(true);
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Attention);
        QVERIFY(m_bench->transport.sent().isEmpty());
    }

    void verifiesWithKeysThatWerePasted()
    {
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        choose(u"pasted text"_s);
        QVERIFY(m_hand->sees("keysField"));
        m_hand->find<QPlainTextEdit>("keysField")->setPlainText(QString::fromUtf8(jwks()));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Good);
    }

    void verifiesWithACertificateInAFile()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"cert.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_key.certificate(u"acme"_s, m_bench->now, m_bench->now.addDays(1)));
        file.close();
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        choose(u"a file…"_s);
        m_hand->find<QLineEdit>("whereField")->setText(file.fileName());
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Good);
    }

    void waitsForNoFolder()
    {
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        choose(u"a file…"_s);
        m_hand->find<QLineEdit>("whereField")->setText(u"/"_s);
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Attention);
    }

    void saysOfFindingsHowGraveTheyAreAndWhatToDo()
    {
        paste(part("{\"alg\":\"none\"}") + u'.' + part("{\"aud\":\"a\"}") + u'.');
        QTRY_VERIFY(m_hand->sees("findingsCard"));
        const auto words = wordsIn("findingsCard");
        QVERIFY2(words.contains(u"Danger: "_s), qPrintable(words));
        QVERIFY(words.contains(whyFor(jwt::FindingKind::AlgorithmNone)));
        QVERIFY(words.contains(adviceFor(jwt::FindingKind::AlgorithmNone)));
    }

    void tellsWhatOriginsWouldAnswer()
    {
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("originsCard"));
        QVERIFY(!m_page->findChild<QWidget *>(u"origin_hono"_s));
        answerWithKeys();
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_page->findChild<QWidget *>(u"origin_hono"_s));
        QVERIFY(wordsIn("origin_hono").contains(u"It would accept this."_s));
        QVERIFY(!wordsIn("origin_wants-person").contains(u"It would accept this."_s));
        QVERIFY(!m_hand->find<QLabel>("originsNote")->text().isEmpty());
    }

    void tellsOfAnOriginThatIsSetUpForAnotherApplication()
    {
        answerWithKeys();
        paste(signedJwt());
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        m_hand->type("audienceField", QString(64, u'8'));
        m_hand->type("issuerField", u"https://acme.cloudflareaccess.com"_s);
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_page->findChild<QWidget *>(u"origin_hono"_s));
        QVERIFY(!wordsIn("origin_hono").contains(u"It would accept this."_s));
        QVERIFY(wordsIn("origin_hono-any-audience").contains(u"It would accept this"_s));
        QVERIFY(m_hand->find<QLabel>("originsNote")->text().isEmpty());
    }

    void opensAnOriginsStepsByKeyboard()
    {
        answerWithKeys();
        verify(signedJwt());
        auto *origin = m_page->findChild<QWidget *>(u"origin_cloudflared"_s);
        QVERIFY(origin);
        auto *fold = origin->findChild<QAbstractButton *>(u"stepsButton"_s);
        fold->setFocus();
        QTest::keyClick(fold, Qt::Key_Space);
        QTRY_VERIFY(origin->findChild<QWidget *>(u"originSteps"_s)->isVisible());
    }

    void makesATestTokenThatNobodyTakesForCloudflares()
    {
        m_hand->click("testTokenButton");
        QTRY_VERIFY(m_hand->sees("makeButton"));
        m_hand->type("testIssuerField", u"https://acme.cloudflareaccess.com"_s);
        m_hand->type("testAudienceField", audience);
        m_hand->click("makeButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Good);
        QVERIFY(m_hand->find<CodeText>("headerValue")->toPlainText().contains(u"keyturn-test-"_s));
        QCOMPARE(m_hand->find<QLabel>("subjectPill")->text(), u"service token"_s);
        QVERIFY(m_hand->find<QLabel>("testTokenLabel")->text().contains(u"not by Cloudflare"_s));
        QVERIFY(m_bench->transport.sent().isEmpty());
        // The next token is another's, and so are its keys.
        paste(sampleJwt());
        QTRY_COMPARE(m_hand->find<QComboBox>("sourceField")->currentText(), u"a team domain"_s);
        QVERIFY(m_hand->find<QPlainTextEdit>("keysField")->toPlainText().isEmpty());
    }

    void expectsOfATestTokenWhatTheOriginExpects()
    {
        m_hand->click("testTokenButton");
        auto *make = m_hand->find<QComboBox>("makeField");
        make->setCurrentIndex(make->findText(u"for another audience"_s));
        makeTestToken();
        QCOMPARE(banner().headline, u"Meant for another application"_s);
        QVERIFY2(
            banner().evidence.contains(u"Expected: %1"_s.arg(audience)),
            qPrintable(banner().evidence.join(u'\n')));
        make->setCurrentIndex(make->findText(u"valid"_s));
        m_hand->find<QLineEdit>("testAudienceField")->setFocus();
        QTest::keyClick(m_hand->find<QLineEdit>("testAudienceField"), Qt::Key_Return);
        QTRY_COMPARE(banner().tone, Tone::Good);
        QVERIFY2(valuesShown().contains(jwt::TestToken().clientId), qPrintable(valuesShown().join(u' ')));
    }

    void judgesNoOtherTokenByTheKeyOfTestTokens()
    {
        m_hand->click("testTokenButton");
        makeTestToken();
        QCOMPARE(m_hand->find<QComboBox>("sourceField")->currentText(), u"pasted text"_s);
        answerWithKeys();
        m_page->inspect(signedJwt().toLatin1());
        QCOMPARE(m_hand->find<QComboBox>("sourceField")->currentText(), u"a team domain"_s);
        QVERIFY(m_hand->find<QLineEdit>("issuerField")->text().isEmpty());
        m_hand->click("verifyButton");
        QTRY_COMPARE(banner().tone, Tone::Good);
    }

    void keepsTheKeysThatWereChosenAfterATestToken()
    {
        m_hand->click("testTokenButton");
        makeTestToken();
        m_hand->find<QPlainTextEdit>("keysField")->setPlainText(QString::fromUtf8(jwks()));
        m_page->inspect(signedJwt().toLatin1());
        QCOMPARE(m_hand->find<QComboBox>("sourceField")->currentText(), u"pasted text"_s);
    }

    void givesNoSpareHeightToHeadings()
    {
        QByteArray payload = "{\"aud\":\"a\"";
        for (int claim = 0; claim < 40; ++claim)
            payload += ",\"claim" + QByteArray::number(claim) + "\":1";
        choose(u"pasted text"_s);
        paste(jwtOf(payload + '}'));
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        QTest::qWait(0);
        const auto *heading = m_hand->find<QLabel>("verifyHeading");
        QVERIFY2(
            heading->height() < 2 * heading->sizeHint().height(),
            qPrintable(QString::number(heading->height())));
        const auto *compare = m_hand->find<QLabel>("compareHeading");
        QVERIFY(compare->height() < 2 * compare->sizeHint().height());
    }

    void makesATestTokenThatIsToBeRefused()
    {
        m_hand->click("testTokenButton");
        QTRY_VERIFY(m_hand->sees("makeButton"));
        auto *make = m_hand->find<QComboBox>("makeField");
        make->setCurrentIndex(make->findText(u"expired"_s));
        m_hand->click("makeButton");
        QVERIFY(m_hand->find<QLabel>("testTokenLabel")->text().contains(u"issuer"_s));
        QVERIFY(!m_hand->sees("verificationBanner"));
        m_hand->type("testIssuerField", u"https://acme.cloudflareaccess.com"_s);
        m_hand->type("testAudienceField", audience);
        m_hand->click("makeButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
        QCOMPARE(banner().tone, Tone::Bad);
    }

    void comparesWithAnother()
    {
        paste(jwtOf("{\"aud\":\"a\",\"sub\":\"\"}"));
        QTRY_VERIFY(m_hand->sees("otherField"));
        auto *other = m_hand->find<MarkedTextEdit>("otherField");
        other->setPlainText(jwtOf("{\"aud\":\"b\",\"sub\":\"\"}"));
        QTRY_VERIFY(m_hand->sees("comparisonLabel"));
        QVERIFY(wordsIn("comparisonCard").contains(u"differs"_s));
        QVERIFY(!wordsIn("comparisonCard").contains(u"sub"_s));
        m_hand->find<QCheckBox>("allMembersBox")->setChecked(true);
        QVERIFY(wordsIn("comparisonCard").contains(u"sub"_s));
        other->setPlainText(u"no token"_s);
        QTRY_VERIFY(!wordsIn("comparisonCard").contains(u"differs"_s));
        QVERIFY(!m_hand->find<QLabel>("comparisonLabel")->text().isEmpty());
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

    void answerWithKeys()
    {
        m_bench->transport.willAnswer(200, {{"Content-Type", "application/json"}}, jwks());
    }

    QByteArray jwks() const
    {
        return QJsonDocument(QJsonObject{{u"keys"_s, QJsonArray{m_key.publicJwk()}}}).toJson();
    }

    QString signedJwt() const
    {
        jwt::TestToken token;
        token.issuer = u"https://acme.cloudflareaccess.com"_s;
        token.audience = audience;
        token.clientId = sampleClientId;
        return QString::fromLatin1(jwt::minted(token, m_key, m_bench->now));
    }

    void makeTestToken()
    {
        m_hand->type("testIssuerField", u"https://acme.cloudflareaccess.com"_s);
        m_hand->type("testAudienceField", audience);
        m_hand->click("makeButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
    }

    void verify(const QString &token)
    {
        paste(token);
        QTRY_VERIFY(m_hand->sees("verifyButton"));
        m_hand->click("verifyButton");
        QTRY_VERIFY(m_hand->sees("verificationBanner"));
    }

    void choose(const QString &source)
    {
        auto *field = m_hand->find<QComboBox>("sourceField");
        field->setCurrentIndex(field->findText(source));
        QCOMPARE(field->currentText(), source);
    }

    VerdictBanner::Content banner() const
    {
        return m_hand->find<VerdictBanner>("verificationBanner")->content();
    }

    QString wordsIn(const char *name) const
    {
        QStringList words;
        for (const auto *label : m_hand->find<QWidget>(name)->findChildren<QLabel *>())
            words.append(label->text());
        return words.join(u'\n');
    }

    QLabel *claimNamed(const QString &name) const
    {
        for (auto *label : m_hand->find<ClaimsCard>("claimsCard")->findChildren<QLabel *>()) {
            if (label->text() == name)
                return label;
        }
        return nullptr;
    }

    template <typename Editor>
    static QString markedIn(const Editor &editor)
    {
        const auto marks = editor.extraSelections();
        return marks.isEmpty() ? QString() : marks.first().cursor.selectedText();
    }

    // The name in the JSON that the marked characters carry.
    QString memberMarkedInToken() const
    {
        const auto *field = m_hand->find<MarkedTextEdit>("tokenField");
        const auto marks = field->extraSelections();
        if (marks.isEmpty())
            return {};
        const auto before = field->toPlainText().first(marks.first().cursor.selectionStart());
        const auto characters = QByteArray(int((before.size() - before.lastIndexOf(u'.') - 1) % 4), 'A')
            + marks.first().cursor.selectedText().toLatin1();
        const auto json = QByteArray::fromBase64(characters, QByteArray::Base64UrlEncoding);
        const auto name = json.indexOf('"') + 1;
        return QString::fromUtf8(json.mid(name, json.indexOf('"', name) - name));
    }

    QStringList valuesShown() const
    {
        QStringList values;
        for (const auto *value : m_hand->find<ClaimsCard>("claimsCard")->findChildren<CodeText *>())
            values.append(value->toPlainText());
        return values;
    }

    static QString part(const QByteArray &json)
    {
        return QString::fromLatin1(
            json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    }

    static QString jwtOf(const QByteArray &payload)
    {
        return part("{\"alg\":\"RS256\",\"kid\":\"1\"}") + u'.' + part(payload) + u'.'
            + part(QByteArray(256, 'x'));
    }

    QString sampleJwt() const
    {
        const auto issued = m_bench->now.toSecsSinceEpoch();
        const auto payload = u"{\"iss\":\"https://acme.cloudflareaccess.com\",\"aud\":[\"%1\"],\"sub\":\"\","
                             "\"common_name\":\"%2\",\"iat\":%3,\"exp\":%4}"_s.arg(audience, sampleClientId)
                                 .arg(issued)
                                 .arg(issued + 3600);
        return part(R"({"alg":"RS256","kid":"1","typ":"JWT"})") + u'.' + part(payload.toUtf8()) + u'.'
            + part(QByteArray(256, 'x'));
    }

    const jwt::SigningKey m_key = jwt::SigningKey::generate();
    const QString audience = QString(64, u'7');
};

QTEST_MAIN(JwtPageTest)
#include "JwtPageTest.moc"
