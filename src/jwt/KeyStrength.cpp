// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyStrength.h"

#include "Base64Url.h"
#include "OpenSsl.h"

#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

using namespace openssl;

// The odd primes below 168, by which the primes of the flawed generator are all built.
constexpr std::array<BN_ULONG, 38> smallPrimes{
    3,  5,  7,  11, 13, 17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,  61,  67,  71,
    73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
constexpr BN_ULONG generator = 65537;

bool isPowerOfGenerator(BN_ULONG number, BN_ULONG prime)
{
    BN_ULONG power = 1;
    do {
        if (power == number)
            return true;
        power = power * generator % prime;
    } while (power != 1);
    return false;
}

// Nemec and others, "The Return of Coppersmith's Attack", 2017, section 2: such a modulus is a power of 65537
// modulo each of these primes. By chance that happens once in about 2^27 keys.
bool hasRocaFingerprint(const Number &modulus)
{
    return std::all_of(smallPrimes.begin(), smallPrimes.end(), [&modulus](BN_ULONG prime) {
        return isPowerOfGenerator(BN_mod_word(modulus.get(), prime), prime);
    });
}

QByteArray text(const char *name, const QByteArray &value)
{
    return '"' + QByteArray(name) + "\":\"" + value + '"';
}

QByteArray number(const char *name, const QByteArray &bytes)
{
    return text(name, encodeBase64Url(bytes));
}

// The members that RFC 7638 (section 3.2) and RFC 8037 (section 2) name, in their order.
QByteArray canonical(const Jwk &key)
{
    switch (key.type) {
    case KeyType::Rsa:
        return number("e", key.e) + ',' + text("kty", "RSA") + ',' + number("n", key.n);
    case KeyType::EllipticCurve:
        return text("crv", key.curve.toLatin1()) + ',' + text("kty", "EC") + ',' + number("x", key.x) + ','
            + number("y", key.y);
    case KeyType::OctetKeyPair:
        return text("crv", key.curve.toLatin1()) + ',' + text("kty", "OKP") + ',' + number("x", key.x);
    case KeyType::Symmetric:
    case KeyType::Unknown:
        return {};
    }
    return {};
}

} // namespace

QString idOf(KeyWeakness weakness)
{
    switch (weakness) {
    case KeyWeakness::ShortModulus:
        return u"short-modulus"_s;
    case KeyWeakness::SmallExponent:
        return u"small-exponent"_s;
    case KeyWeakness::BadExponent:
        return u"bad-exponent"_s;
    case KeyWeakness::Roca:
        return u"roca"_s;
    }
    return {};
}

QList<KeyWeakness> weaknessesOf(const Jwk &key)
{
    constexpr int enoughBits = 2048;
    if (key.type != KeyType::Rsa)
        return {};
    const auto modulus = numberFrom(key.n);
    const auto exponent = numberFrom(key.e);
    if (!modulus || !exponent)
        return {};
    QList<KeyWeakness> found;
    if (BN_num_bits(modulus.get()) < enoughBits)
        found.append(KeyWeakness::ShortModulus);
    if (!BN_is_odd(exponent.get()) || BN_is_one(exponent.get()))
        found.append(KeyWeakness::BadExponent);
    else if (BN_get_word(exponent.get()) < generator)
        found.append(KeyWeakness::SmallExponent);
    if (hasRocaFingerprint(modulus))
        found.append(KeyWeakness::Roca);
    return found;
}

int bitsOf(const Jwk &key)
{
    if (key.type == KeyType::Rsa) {
        const auto modulus = numberFrom(key.n);
        return modulus ? BN_num_bits(modulus.get()) : 0;
    }
    constexpr std::array<std::pair<QLatin1StringView, int>, 5> curves{
        {{"P-256"_L1, 256}, {"P-384"_L1, 384}, {"P-521"_L1, 521}, {"Ed25519"_L1, 255}, {"Ed448"_L1, 448}}};
    for (const auto &[name, bits] : curves) {
        if (key.curve == name)
            return bits;
    }
    return 0;
}

QByteArray thumbprintOf(const Jwk &key)
{
    const auto members = canonical(key);
    if (members.isEmpty())
        return {};
    return encodeBase64Url(QCryptographicHash::hash('{' + members + '}', QCryptographicHash::Sha256));
}

} // namespace keyturn::jwt
