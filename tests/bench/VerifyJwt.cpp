// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Verifies and decodes JWTs, and beside it checks the same signatures with nothing but OpenSSL: bench_jwt
// FOLDER
//
// Leaves its keys and tokens in FOLDER, for others to try.

#include "Base64Url.h"
#include "Batch.h"
#include "Claims.h"
#include "Figures.h"
#include "Findings.h"
#include "KeyPair.h"
#include "Verification.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

using namespace keyturn;
using namespace Qt::StringLiterals;

namespace {

constexpr int runs = 11;
const auto now = QDateTime::fromSecsSinceEpoch(1800000000, Qt::UTC);

/// Per piece of work: the medians of two works that take turns, so that what disturbs one disturbs the other.
template <typename Ours, typename Theirs>
std::pair<long long, long long> mediansOf(int count, Ours ours, Theirs theirs)
{
    std::array<std::vector<long long>, 2> times;
    const auto measure = [count](auto &work) {
        const auto began = nanosecondsOf(CLOCK_THREAD_CPUTIME_ID);
        for (int i = 0; i < count; ++i)
            work();
        return (nanosecondsOf(CLOCK_THREAD_CPUTIME_ID) - began) / count;
    };
    for (int run = 0; run < runs; ++run) {
        times[0].push_back(measure(ours));
        times[1].push_back(measure(theirs));
    }
    for (auto &each : times)
        std::sort(each.begin(), each.end());
    return {times[0][runs / 2], times[1][runs / 2]};
}

QJsonObject payload()
{
    return {
        {"aud"_L1, QJsonArray{u"4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2"_s}},
        {"common_name"_L1, u"0123456789abcdef0123456789abcdef.access"_s},
        {"exp"_L1, 1800086400},
        {"iat"_L1, 1800000000},
        {"iss"_L1, u"https://demo-team.cloudflareaccess.com"_s},
        {"sub"_L1, u""_s},
        {"type"_L1, u"app"_s},
    };
}

QByteArray tokenOf(const KeyPair &pair, jwt::Algorithm algorithm)
{
    const QJsonObject header{
        {"alg"_L1, jwt::nameOf(algorithm)}, {"kid"_L1, jwt::nameOf(algorithm)}, {"typ"_L1, u"JWT"_s}};
    const auto encoded = [](const QJsonObject &json) {
        return jwt::encodeBase64Url(QJsonDocument(json).toJson(QJsonDocument::Compact));
    };
    const QByteArray input = encoded(header) + '.' + encoded(payload());
    return input + '.' + jwt::encodeBase64Url(pair.sign(algorithm, input));
}

QJsonObject jsonOf(const jwt::Jwk &key)
{
    const auto number
        = [](const QByteArray &bytes) { return QString::fromLatin1(jwt::encodeBase64Url(bytes)); };
    switch (key.type) {
    case jwt::KeyType::Rsa:
        return {{"kty"_L1, u"RSA"_s}, {"kid"_L1, key.id}, {"n"_L1, number(key.n)}, {"e"_L1, number(key.e)}};
    case jwt::KeyType::EllipticCurve:
        return {
            {"kty"_L1, u"EC"_s},
            {"kid"_L1, key.id},
            {"crv"_L1, key.curve},
            {"x"_L1, number(key.x)},
            {"y"_L1, number(key.y)}};
    default:
        return {{"kty"_L1, u"OKP"_s}, {"kid"_L1, key.id}, {"crv"_L1, key.curve}, {"x"_L1, number(key.x)}};
    }
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

int main(int, char **argv)
{
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    struct Case
    {
        jwt::Algorithm algorithm;
        KeyPair pair;
    };
    const std::array cases{
        Case{jwt::Algorithm::RS256, KeyPair::rsa()},
        Case{jwt::Algorithm::PS256, KeyPair::rsa()},
        Case{jwt::Algorithm::ES256, KeyPair::ellipticCurve("P-256"_L1)},
        Case{jwt::Algorithm::EdDSA, KeyPair::ed25519()},
    };
    QJsonArray published;
    bool isRight = true;
    for (const auto &each : cases) {
        const auto name = jwt::nameOf(each.algorithm);
        auto jwk = each.pair.publicKey();
        jwk.id = name;
        published.append(jsonOf(jwk));
        const auto compact = tokenOf(each.pair, each.algorithm);
        write(folder.filePath(name), compact);

        const jwt::VerificationKeys keys(jwt::KeySet{{jwk}});
        jwt::Expectations expected;
        expected.at = now;
        expected.algorithms = {each.algorithm};
        const auto decoded = *jwt::decode(compact);
        const auto ours = [&] { isRight = jwt::verify(decoded, keys, expected).isValid() && isRight; };
        const auto whole
            = [&] { isRight = jwt::verify(*jwt::decode(compact), keys, expected).isValid() && isRight; };
        const auto alone = [&] {
            isRight
                = each.pair.verifiesPlainly(each.algorithm, decoded.jws.signingInput, decoded.jws.signature)
                && isRight;
        };
        const auto [ourTime, aloneTime] = mediansOf(2000, ours, alone);
        tell(qPrintable(name + u"_ns"_s), ourTime);
        tell(qPrintable(name + u"_openssl_ns"_s), aloneTime);
        tell(qPrintable(name + u"_whole_ns"_s), mediansOf(2000, whole, alone).first);
    }
    write(folder.filePath(u"keys.json"_s), QJsonDocument(QJsonObject{{"keys"_L1, published}}).toJson());

    const auto compact = tokenOf(cases.front().pair, cases.front().algorithm);
    const auto decode = [&] { isRight = jwt::decode(compact) && isRight; };
    const auto inspect = [&] {
        const auto decoded = jwt::decode(compact);
        isRight = decoded && jwt::findingsIn(*decoded, now).size() == 2 && isRight;
    };
    const auto [inspectTime, decodeTime] = mediansOf(20000, inspect, decode);
    tell("decode_ns", decodeTime);
    tell("findings_ns", inspectTime);

    // On the clock of the wall: what is wanted is that all cores are busy.
    auto jwk = cases.front().pair.publicKey();
    jwk.id = jwt::nameOf(cases.front().algorithm);
    const jwt::VerificationKeys keys(jwt::KeySet{{jwk}});
    jwt::Expectations expected;
    expected.at = now;
    constexpr int lines = 20'000;
    const auto text = (compact + '\n').repeated(lines);
    const auto batchTime = [&](int threads) {
        const auto began = nanosecondsOf(CLOCK_MONOTONIC);
        isRight = jwt::verifyBatch(text, keys, expected, threads).valid == lines && isRight;
        return (nanosecondsOf(CLOCK_MONOTONIC) - began) / lines;
    };
    std::vector<long long> one;
    std::vector<long long> all;
    for (int run = 0; run < 5; ++run) {
        one.push_back(batchTime(1));
        all.push_back(batchTime(0));
    }
    tell("batch_one_ns", *std::min_element(one.begin(), one.end()));
    tell("batch_all_ns", *std::min_element(all.begin(), all.end()));
    tell("cores", static_cast<long long>(std::thread::hardware_concurrency()));
    tell("right", isRight ? 1 : 0);
    return 0;
}
