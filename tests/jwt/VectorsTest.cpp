// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The published test vectors, every file of them: they are not part of the source, and this test says so when
// they are not there.

#include "Base64Url.h"
#include "Verification.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keyturn::jwt;
using namespace Qt::StringLiterals;

namespace {

const QList<Algorithm> all{Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256,
                           Algorithm::PS384, Algorithm::PS512, Algorithm::ES256, Algorithm::ES384,
                           Algorithm::ES512, Algorithm::EdDSA};

QDir vectors(const QString &folder)
{
    const auto root = qEnvironmentVariable("KEYTURN_SHARED", QStringLiteral(KEYTURN_SHARED_BESIDE));
    return QDir(root + u"/vectors/"_s + folder);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

/// What became of the vectors. `wrong` holds those that came out otherwise than they should.
struct Tally
{
    int accepted = 0;
    int refused = 0;
    QStringList skipped;
    QStringList wrong;

    void add(const QString &name, bool isAccepted, bool shouldBe)
    {
        ++(isAccepted ? accepted : refused);
        if (isAccepted != shouldBe)
            wrong.append(name);
    }

    void print(const char *what) const
    {
        qInfo(
            "%s: %d accepted, %d refused, %lld skipped", what, accepted, refused, qlonglong{skipped.size()});
        for (const auto &each : skipped)
            qInfo("  skipped %s", qPrintable(each));
    }
};

/// One signature of a JWS, whatever form the JWS has.
struct Signed
{
    QJsonObject header; ///< Protected and not.
    QByteArray input;
    QByteArray signature;
};

QJsonObject merged(QJsonObject one, const QJsonObject &other)
{
    for (auto member = other.begin(); member != other.end(); ++member)
        one.insert(member.key(), member.value());
    return one;
}

Signed signedFrom(const QByteArray &payload, const QJsonObject &json)
{
    const auto header = json["protected"_L1].toString().toLatin1();
    const auto decoded = QJsonDocument::fromJson(decodeBase64Url(header).value_or(QByteArray())).object();
    return {
        merged(json["header"_L1].toObject(), decoded), header + '.' + payload,
        decodeBase64Url(json["signature"_L1].toString().toLatin1()).value_or(QByteArray())};
}

/// In compact, flattened or general form (RFC 7515, section 7). A detached payload stands beside.
QList<Signed> signaturesIn(const QByteArray &text, const QByteArray &detached = {})
{
    if (!text.startsWith('{')) {
        const auto parts = text.split('.');
        const QJsonObject json{
            {"protected"_L1, QString::fromLatin1(parts.value(0))},
            {"signature"_L1, QString::fromLatin1(parts.value(2))}};
        return {signedFrom(parts.value(1).isEmpty() ? encodeBase64Url(detached) : parts.value(1), json)};
    }
    const auto json = QJsonDocument::fromJson(text).object();
    const auto payload
        = json.contains("payload"_L1) ? json["payload"_L1].toString().toLatin1() : encodeBase64Url(detached);
    if (!json.contains("signatures"_L1))
        return {signedFrom(payload, json)};
    QList<Signed> found;
    const auto signatures = json["signatures"_L1].toArray();
    for (const auto &each : signatures)
        found.append(signedFrom(payload, each.toObject()));
    return found;
}

bool isAcceptedWithAnyOf(const KeySet &keys, const Signed &jws)
{
    return verifySignature(Jws{jws.header, {}, {}, jws.signature, jws.input}, keys, all).isValid();
}

void judge(Tally &tally, const QString &name, const QList<Signed> &signatures, const KeySet &keys)
{
    for (auto jws : signatures) {
        // The keys of these vectors have the ids that the headers name, or none; each is tried by itself.
        jws.header.remove(u"kid"_s);
        const auto algorithm = jws.header["alg"_L1].toString();
        const bool canBeAllowed = algorithmNamed(algorithm).has_value();
        tally.add(name + u' ' + algorithm, isAcceptedWithAnyOf(keys, jws), canBeAllowed);
        if (!canBeAllowed)
            continue;
        jws.signature.front() = static_cast<char>(jws.signature.front() ^ 1);
        tally.add(name + u" with another signature"_s, isAcceptedWithAnyOf(keys, jws), false);
    }
}

KeySet keysIn(const QJsonValue &keys)
{
    const auto list = keys.isArray() ? keys.toArray() : QJsonArray{keys};
    const auto set = parseKeySet(QJsonDocument(QJsonObject{{"keys"_L1, list}}).toJson());
    return set ? *set : KeySet();
}

// As big-endian bytes of exactly this length, whatever zeros the text has in front.
QByteArray numberOfSize(const QJsonValue &hex, qsizetype size)
{
    auto bytes = QByteArray::fromHex(hex.toString().toLatin1());
    while (bytes.size() > size && bytes.startsWith('\0'))
        bytes.remove(0, 1);
    return bytes.rightJustified(size, '\0');
}

Jwk rsaKeyOf(const QJsonObject &group)
{
    Jwk key;
    key.type = KeyType::Rsa;
    key.n = QByteArray::fromHex(group["publicKey"_L1]["modulus"_L1].toString().toLatin1());
    key.e = QByteArray::fromHex(group["publicKey"_L1]["publicExponent"_L1].toString().toLatin1());
    return key;
}

Jwk p256KeyOf(const QJsonObject &group)
{
    Jwk key;
    key.type = KeyType::EllipticCurve;
    key.curve = u"P-256"_s;
    key.x = numberOfSize(group["publicKey"_L1]["wx"_L1], 32);
    key.y = numberOfSize(group["publicKey"_L1]["wy"_L1], 32);
    return key;
}

} // namespace

class VectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!vectors(u"rfc"_s).exists())
            QSKIP("The published vectors are not here; KEYTURN_SHARED can name the folder that has them.");
    }

    void agreesWithWycheproof_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<Algorithm>("algorithm");
        QTest::addColumn<int>("valid");
        QTest::addColumn<int>("invalid");
        QTest::newRow("RSA 2048 with SHA-256")
            << u"rsa_signature_2048_sha256_test.json"_s << Algorithm::RS256 << 9 << 250;
        QTest::newRow("ECDSA P-256 with SHA-256")
            << u"ecdsa_secp256r1_sha256_p1363_test.json"_s << Algorithm::ES256 << 173 << 89;
    }

    void agreesWithWycheproof()
    {
        QFETCH(const QString, file);
        QFETCH(const Algorithm, algorithm);
        Tally tally;
        const auto json = QJsonDocument::fromJson(contentOf(vectors(u"wycheproof"_s).filePath(file)));
        const auto groups = json["testGroups"_L1].toArray();
        for (const auto &each : groups) {
            const auto group = each.toObject();
            const VerificationKey key(algorithm == Algorithm::RS256 ? rsaKeyOf(group) : p256KeyOf(group));
            const auto tests = group["tests"_L1].toArray();
            for (const auto &test : tests) {
                const auto message = QByteArray::fromHex(test["msg"_L1].toString().toLatin1());
                const auto signature = QByteArray::fromHex(test["sig"_L1].toString().toLatin1());
                const auto result = key.check(algorithm, message, signature);
                const auto name = QString::number(test["tcId"_L1].toInt());
                // What Wycheproof calls acceptable is a lenience that JOSE has no use for.
                tally.add(name, result == SignatureCheck::Valid, test["result"_L1] == u"valid"_s);
                if (result == SignatureCheck::KeyUnusable)
                    tally.wrong.append(name + u": the key is unusable"_s);
            }
        }
        tally.print(QTest::currentDataTag());
        QCOMPARE(tally.wrong, QStringList());
        QTEST(tally.accepted, "valid");
        QTEST(tally.refused, "invalid");
    }

    void agreesWithTheRfcs()
    {
        const auto folder = vectors(u"rfc"_s);
        Tally tally;
        const auto names = folder.entryList(QDir::Files, QDir::Name);
        for (const auto &name : names) {
            const auto stem = name.section(u'.', 0, -2);
            const bool isJws = name.section(u'.', -1).startsWith(u"jws"_s);
            if (!isJws) {
                tally.skipped.append(name + u": a key, payload or thumbprint, no signature"_s);
                continue;
            }
            const auto keyFile = folder.exists(stem + u".jwkset"_s) ? stem + u".jwkset"_s : stem + u".jwk"_s;
            const auto keys = parseKeySet(contentOf(folder.filePath(keyFile)));
            const auto detached = contentOf(folder.filePath(stem + u".payl"_s));
            judge(
                tally, name, signaturesIn(contentOf(folder.filePath(name)), detached),
                keys ? *keys : KeySet());
        }
        tally.print("RFC 7515, 7517, 7520 and 7638");
        QCOMPARE(tally.wrong, QStringList());
        QCOMPARE(tally.accepted + tally.refused, 47);
        QCOMPARE(tally.accepted, 17);
    }

    void agreesWithTheCookbook()
    {
        const auto folder = vectors(u"ietf-cookbook"_s);
        Tally tally;
        const auto names = folder.entryList(QDir::Files, QDir::Name);
        for (const auto &name : names) {
            const auto recipe = QJsonDocument::fromJson(contentOf(folder.filePath(name))).object();
            const auto output = recipe["output"_L1].toObject();
            if (output.isEmpty() || recipe.contains("encrypting_key"_L1)) {
                tally.skipped.append(
                    name + (output.isEmpty() ? u": a key, no signature"_s : u": encryption, no signature"_s));
                continue;
            }
            const auto keys = keysIn(recipe["input"_L1]["key"_L1]);
            const auto payload = recipe["input"_L1]["payload"_L1].toString().toUtf8();
            for (auto form = output.begin(); form != output.end(); ++form) {
                const auto text = form.value().isString()
                    ? form.value().toString().toLatin1()
                    : QJsonDocument(form.value().toObject()).toJson(QJsonDocument::Compact);
                judge(tally, name + u' ' + form.key(), signaturesIn(text, payload), keys);
            }
        }
        tally.print("JOSE cookbook");
        QCOMPARE(tally.wrong, QStringList());
        QCOMPARE(tally.accepted + tally.refused, 44);
        QCOMPARE(tally.accepted, 14);
    }
};

QTEST_GUILESS_MAIN(VectorsTest)
#include "VectorsTest.moc"
