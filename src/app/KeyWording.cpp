// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "KeyWording.h"

#include <QCoreApplication>

namespace keyturn {

using jwt::KeySetError;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(KeyWording)
};

} // namespace

QString sentenceFor(KeySetError error)
{
    switch (error) {
    case KeySetError::TooLarge:
        return Words::tr("This is far larger than the key set of a team, which has a few kilobytes. Check "
                         "that the address "
                         "is https://<team>.cloudflareaccess.com/cdn-cgi/access/certs.");
    case KeySetError::NotJson:
        return Words::tr("These are no keys: neither JSON nor PEM; perhaps it is a web page. Take what "
                         "https://<team>.cloudflareaccess.com/cdn-cgi/access/certs answers.");
    case KeySetError::NotAKeySet:
        return Words::tr(
            "This is JSON, but no key set: it has neither a list called “keys” nor the form of a "
            "single key. Take what https://<team>.cloudflareaccess.com/cdn-cgi/access/certs answers.");
    case KeySetError::NoKeys:
        return Words::tr("The key set holds no key, so nothing can be verified with it. Take what "
                         "https://<team>.cloudflareaccess.com/cdn-cgi/access/certs answers.");
    case KeySetError::NotPem:
        return Words::tr(
            "This looks like PEM, but there is no public key or certificate in it that can be read. "
            "Copy the whole block, with its BEGIN and END lines.");
    case KeySetError::PrivateKey:
        return Words::tr(
            "This is a private key. Nobody needs one to verify, and whoever has it can forge: put "
            "it back where it belongs, and give the public key or the certificate.");
    }
    return {};
}

QString sentenceFor(jwt::KeyWeakness weakness)
{
    using jwt::KeyWeakness;
    switch (weakness) {
    case KeyWeakness::ShortModulus:
        return Words::tr(
            "The key has fewer than 2048 bits: it can be factored with money, so its signatures prove "
            "little. Ask whoever publishes it for a longer one.");
    case KeyWeakness::SmallExponent:
        return Words::tr(
            "The key's exponent is under 65537. It is no hole by itself, but careless verifiers have "
            "accepted forged signatures for such keys. Ask for a key with 65537.");
    case KeyWeakness::BadExponent:
        return Words::tr(
            "The key's exponent is even or 1, which is no RSA: anybody can make such a signature. "
            "Trust nothing that it signed.");
    case KeyWeakness::Roca:
        return Words::tr(
            "The key has the fingerprint of ROCA (CVE-2017-15361): its maker used a flawed generator, "
            "and the private half can be computed from the public one. It has to be replaced.");
    }
    return {};
}

QString sentenceForRetiringKey()
{
    return Words::tr(
        "This is the previous key: Access signs with another one already, and stops publishing this one "
        "a week after the change. A verifier that keeps its keys has to fetch them again.");
}

QString sentenceForTestToken(const QString &keyId)
{
    return Words::tr("A test token, signed by the key %1 of this machine, not by Cloudflare.").arg(keyId);
}

QString sentenceFor(TestKeyProblem problem)
{
    switch (problem) {
    case TestKeyProblem::CannotRead:
        return Words::tr(
            "The file jwt-test-key.pem of the profile cannot be read, or holds no private RSA key. "
            "Remove it, and the next test token makes a new one.");
    case TestKeyProblem::CannotWrite:
        return Words::tr("The key for test tokens cannot be written into the folder of the profile.");
    case TestKeyProblem::OpenToOthers:
        return Words::tr(
            "Others on this machine can read or write jwt-test-key.pem of the profile. Remove it, and "
            "the next test token makes a new one.");
    }
    return {};
}

} // namespace keyturn
