// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Trouble.h"

#include <QRegularExpression>
#include <QTest>

using namespace keyturn;
using namespace keyturn::cli;
using namespace Qt::StringLiterals;

namespace {

VaultFailure vaultFailure(VaultFailure::Cause cause)
{
    VaultFailure failure;
    failure.cause = cause;
    failure.detail = u"thing"_s;
    failure.problems = {tokens::CredentialProblem::Swapped};
    failure.candidates = {u"a (1)"_s, u"a (2)"_s};
    return failure;
}

RequestRefusal refusal(RequestRefusal::Cause cause, tokens::Binding binding = tokens::Binding::Allowed)
{
    RequestRefusal why;
    why.cause = cause;
    why.detail = u"https://api.example.com:443"_s;
    why.header = http::HeaderProblem::ValueHasLineBreak;
    why.binding = binding;
    return why;
}

KeyFailure keyFailure(KeyFailure::Cause cause, const QString &where)
{
    KeyFailure failure;
    failure.cause = cause;
    failure.where = where;
    return failure;
}

} // namespace

class TroubleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hasTheExitCodeOfTheContract_data()
    {
        QTest::addColumn<Trouble>("trouble");
        QTest::addColumn<ExitCode>("code");
        using Vault = VaultFailure::Cause;
        QTest::newRow("no name") << troubleOf(vaultFailure(Vault::NameMissing)) << ExitCode::WrongUsage;
        QTest::newRow("swapped") << troubleOf(vaultFailure(Vault::CredentialsRefused))
                                 << ExitCode::WrongUsage;
        QTest::newRow("bad host") << troubleOf(vaultFailure(Vault::HostRefused)) << ExitCode::WrongUsage;
        QTest::newRow("no such token") << troubleOf(vaultFailure(Vault::NoSuchToken)) << ExitCode::NotFound;
        QTest::newRow("two of that name")
            << troubleOf(vaultFailure(Vault::AmbiguousToken)) << ExitCode::WrongUsage;

        using Store = tokens::StoreError;
        for (const auto error :
             {Store::NotFound, Store::NoStore, Store::Locked, Store::Refused, Store::TimedOut, Store::NotKept,
              Store::Other})
            QTest::addRow("store %d", int(error))
                << troubleOf(tokens::StoreFailure{error, {}}) << ExitCode::SecretStore;

        using Archive = tokens::ArchiveError;
        for (const auto error :
             {Archive::CannotOpen, Archive::Damaged, Archive::FromNewerVersion, Archive::Busy, Archive::Full,
              Archive::Other})
            QTest::addRow("archive %d", int(error))
                << troubleOf(tokens::ArchiveFailure{error, {}}) << ExitCode::Data;
        QTest::newRow("gone meanwhile")
            << troubleOf(tokens::ArchiveFailure{Archive::NoSuchToken, {}}) << ExitCode::NotFound;

        using Request = RequestRefusal::Cause;
        QTest::newRow("bad url") << troubleOf(refusal(Request::BadUrl)) << ExitCode::WrongUsage;
        QTest::newRow("bad method") << troubleOf(refusal(Request::BadMethod)) << ExitCode::WrongUsage;
        QTest::newRow("bad header") << troubleOf(refusal(Request::BadHeader)) << ExitCode::WrongUsage;
        QTest::newRow("typed credentials")
            << troubleOf(refusal(Request::CredentialsByHand)) << ExitCode::Unsafe;
        for (const auto binding :
             {tokens::Binding::NoHosts, tokens::Binding::OtherHost, tokens::Binding::NotHttps})
            QTest::addRow("binding %d", int(binding))
                << troubleOf(refusal(Request::NotBound, binding)) << ExitCode::Unsafe;

        using Key = KeyFailure::Cause;
        QTest::newRow("no team") << troubleOf(keyFailure(Key::BadTeam, u"a b"_s)) << ExitCode::WrongUsage;
        QTest::newRow("keys over http")
            << troubleOf(keyFailure(Key::BadUrl, u"http://a/"_s)) << ExitCode::WrongUsage;
        QTest::newRow("no key file") << troubleOf(keyFailure(Key::CannotRead, u"k.json"_s))
                                     << ExitCode::NotFound;
        QTest::newRow("keys unreachable")
            << troubleOf(keyFailure(Key::Transport, u"https://a/"_s)) << ExitCode::Network;
        QTest::newRow("keys 404") << troubleOf(keyFailure(Key::Status, u"https://a/"_s)) << ExitCode::Network;
        QTest::newRow("file holds no keys")
            << troubleOf(keyFailure(Key::NotKeys, u"k.json"_s)) << ExitCode::WrongUsage;
        QTest::newRow("URL has no keys")
            << troubleOf(keyFailure(Key::NotKeys, u"https://a/"_s)) << ExitCode::Network;
    }
    void hasTheExitCodeOfTheContract()
    {
        QFETCH(Trouble, trouble);
        QFETCH(ExitCode, code);
        QCOMPARE(trouble.code, code);
        QVERIFY(!trouble.message.isEmpty());
        static const QRegularExpression kebab(u"^[a-z]+(-[a-z]+)*$"_s);
        QVERIFY2(kebab.match(trouble.cause).hasMatch(), qPrintable(trouble.cause));
    }

    void namesTheCandidatesOfAnAmbiguousName()
    {
        const auto trouble = troubleOf(vaultFailure(VaultFailure::Cause::AmbiguousToken));
        QVERIFY(trouble.message.contains(u"a (1)") && trouble.message.contains(u"a (2)"));
    }
};

QTEST_GUILESS_MAIN(TroubleTest)
#include "TroubleTest.moc"
