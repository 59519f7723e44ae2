// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "FindingWording.h"

#include "Shortened.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using jwt::FindingKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FindingWording)
};

} // namespace

QString sentenceFor(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
        return Words::tr("Not signed: the header says “none”, so anybody can have written this.");
    case FindingKind::AlgorithmSymmetric:
        return Words::tr(
            "Signed with a shared secret (HMAC). Access never does that; a verifier that allows it can "
            "be fooled with the public key.");
    case FindingKind::AlgorithmUnusual:
        return Words::tr("The algorithm is not RS256, the only one that Access signs with.");
    case FindingKind::EmbeddedKey:
        return Words::tr(
            "The header brings or links a key of its own. A verifier that uses it believes whoever wrote "
            "the JWT; Access sends none.");
    case FindingKind::CriticalHeader:
        return Words::tr(
            "The header marks an extension as critical; verifiers that do not know it must refuse.");
    case FindingKind::NoKeyId:
        return Words::tr(
            "The header names no key (kid), so every published key has to be tried. Access names one.");
    case FindingKind::NoExpiry:
        return Words::tr(
            "There is no usable exp: a stolen copy would be good for ever. Access always sets one.");
    case FindingKind::TimeUnreadable:
        return Words::tr("A time in it is no number.");
    case FindingKind::ExpiryFarAway:
        return Words::tr(
            "It lives for more than 31 days, so a stolen copy does too. Check the session duration "
            "of the application.");
    case FindingKind::Expired:
        return Words::tr("It has expired. A new request with the service token brings a new one.");
    case FindingKind::NotYetValid:
        return Words::tr("It is not valid yet. If that is a surprise, check the clocks.");
    case FindingKind::IssuedInFuture:
        return Words::tr("It was issued in the future, by its own word: one of the clocks is wrong.");
    case FindingKind::NoNotBefore:
        return Words::tr("No nbf: normal for service tokens.");
    case FindingKind::EmptySubject:
        return Words::tr(
            "The sub is empty: normal for service tokens. An origin that wants an id or an email there "
            "has to read common_name instead.");
    case FindingKind::TypeNotApp:
        return Words::tr(
            "The type is not “app”: this may be a session of the team domain, which opens no application.");
    case FindingKind::SignatureMissing:
        return Words::tr("The third part is empty: there is no signature.");
    case FindingKind::SignatureOfZeros:
        return Words::tr("One half of the ECDSA signature is nothing but zeros.");
    case FindingKind::KeyIdSuspicious:
        return Words::tr("The kid looks like a path, an address, SQL or a command, not like an id.");
    case FindingKind::KeyIdLong:
        return Words::tr("The kid has more than 256 characters.");
    case FindingKind::RepeatedMember:
        return Words::tr("One name stands there twice.");
    case FindingKind::SecretInside:
        return Words::tr("A claim holds what looks like a credential.");
    case FindingKind::PersonalData:
        return Words::tr("It holds data about a person.");
    case FindingKind::NotCanonical:
        return Words::tr("It is not written as the standard has it: padding, another alphabet, or bits "
                         "behind the last byte.");
    case FindingKind::TrailingBytes:
        return Words::tr("Something stands behind the third part.");
    case FindingKind::EmbeddedKeyForeign:
        return Words::tr("The key that it brings is none of those that it is judged with.");
    case FindingKind::IssuerUnexpected:
        return Words::tr("It was issued by another team or issuer than the expected one.");
    case FindingKind::AudienceUnexpected:
        return Words::tr("It is meant for another application than the expected one.");
    case FindingKind::KeyShort:
        return Words::tr("The key has fewer than 2048 bits.");
    case FindingKind::KeyExponent:
        return Words::tr("The key's exponent is smaller than 65537, or no exponent for RSA at all.");
    case FindingKind::KeyRoca:
        return Words::tr("The key has the fingerprint of ROCA (CVE-2017-15361).");
    }
    return {};
}

QString sentenceFor(const jwt::Finding &finding)
{
    constexpr qsizetype longest = 120;
    const auto names = shortened(finding.about.join(u", "_s), longest);
    const auto sentence = sentenceFor(finding.kind);
    switch (finding.kind) {
    case FindingKind::RepeatedMember:
    case FindingKind::SecretInside:
    case FindingKind::PersonalData:
    case FindingKind::EmbeddedKey:
    case FindingKind::TimeUnreadable:
        return names.isEmpty() ? sentence : Words::tr("%1 (%2).").arg(sentence.chopped(1), names);
    default:
        return sentence;
    }
}

QString whyFor(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
        return Words::tr("Some libraries skip the signature when the header asks for it, and then every "
                         "claim is the sender's invention.");
    case FindingKind::AlgorithmSymmetric:
        return Words::tr("The public key is known to everybody, so whoever signs with it as the shared "
                         "secret passes such a verifier.");
    case FindingKind::AlgorithmUnusual:
        return Words::tr("What is signed otherwise did not come from Access, or comes from another issuer "
                         "that your verifier must know.");
    case FindingKind::EmbeddedKey:
        return Words::tr("The signature then proves only that the sender has a key of their own.");
    case FindingKind::CriticalHeader:
        return Words::tr("A verifier that overlooks it may read the token otherwise than it was meant.");
    case FindingKind::NoKeyId:
        return Words::tr(
            "Without a name for its key a token fits any of them, and key rotation becomes guesswork.");
    case FindingKind::NoExpiry:
        return Words::tr("Nobody can take back a JWT, so only its end limits what a thief can do.");
    case FindingKind::TimeUnreadable:
        return Words::tr(
            "Strict verifiers refuse it as malformed; careless ones take it as if it were not there.");
    case FindingKind::ExpiryFarAway:
        return Words::tr(
            "The longer it lives, the longer a leak stays open after the service token itself was revoked.");
    case FindingKind::Expired:
        return Words::tr("Every careful verifier refuses it, apart from a few seconds of leeway.");
    case FindingKind::NotYetValid:
        return Words::tr("Verifiers that look at nbf refuse it until then.");
    case FindingKind::IssuedInFuture:
        return Words::tr("Either a clock is wrong, or somebody prepared it in advance.");
    case FindingKind::NoNotBefore:
        return Words::tr("Tokens of services count from the moment they are issued.");
    case FindingKind::EmptySubject:
        return Words::tr("A service is no person. Code that wants sub or email refuses every service token.");
    case FindingKind::TypeNotApp:
        return Words::tr(
            "A session of the team domain is broader than one application, and should not open any.");
    case FindingKind::SignatureMissing:
        return Words::tr("Whoever holds it can change every claim.");
    case FindingKind::SignatureOfZeros:
        return Words::tr(
            "Verifiers with the flaw CVE-2022-21449 (Java 15 to 18) accept it for any content and any key.");
    case FindingKind::KeyIdSuspicious:
        return Words::tr("A verifier that puts it into a file name, a query or a shell lets the sender "
                         "choose the key, or worse.");
    case FindingKind::KeyIdLong:
        return Words::tr("Access's ids have 64. A long one wastes memory, and sometimes hides something.");
    case FindingKind::RepeatedMember:
        return Words::tr("Readers differ in which of the two they keep, so the one who verifies and the one "
                         "who uses it may see different tokens.");
    case FindingKind::SecretInside:
        return Words::tr("A JWT is signed, not encrypted: everybody who sees it in a log, a browser or a "
                         "proxy can read it.");
    case FindingKind::PersonalData:
        return Words::tr("They can be read wherever the token goes: logs, proxies, error reports.");
    case FindingKind::NotCanonical:
        return Words::tr("Strict verifiers refuse it; careless ones take several spellings for one token, "
                         "which defeats block lists.");
    case FindingKind::TrailingBytes:
        return Words::tr("What no signature covers can be changed freely; strict verifiers refuse it.");
    case FindingKind::EmbeddedKeyForeign:
        return Words::tr("A verifier that believes it lets anybody sign: this is what an attack with an "
                         "embedded key looks "
                         "like.");
    case FindingKind::IssuerUnexpected:
        return Words::tr("A token of another team must not open your service, whoever signed it.");
    case FindingKind::AudienceUnexpected:
        return Words::tr("Without this check a token for one application opens all others of the team.");
    case FindingKind::KeyShort:
        return Words::tr("Such keys can be factored with enough money, and then anybody signs with them.");
    case FindingKind::KeyExponent:
        return Words::tr("Careless verifiers have accepted forged signatures for small exponents; with 1 or "
                         "an even one nothing is protected.");
    case FindingKind::KeyRoca:
        return Words::tr(
            "The private half can be computed from the public one, so anybody may have signed this.");
    }
    return {};
}

QString adviceFor(FindingKind kind)
{
    switch (kind) {
    case FindingKind::AlgorithmNone:
        return Words::tr(
            "Name the allowed algorithms in your verifier (RS256 for Access), and find out who sent this.");
    case FindingKind::AlgorithmSymmetric:
        return Words::tr(
            "Allow RS256 alone in your verifier; never hand a public key to one that also allows HMAC.");
    case FindingKind::AlgorithmUnusual:
        return Words::tr("If it should be from Access, refuse it. If it is from another issuer, allow that "
                         "algorithm by name.");
    case FindingKind::EmbeddedKey:
        return Words::tr("Take keys from the address that you configured, and ignore jwk, jku, x5u and x5c.");
    case FindingKind::CriticalHeader:
        return Words::tr("Refuse it, as the standard wants; Access sends no such header.");
    case FindingKind::NoKeyId:
        return Words::tr(
            "Ask the issuer to set kid. A token of Access without one was changed or made by somebody else.");
    case FindingKind::NoExpiry:
        return Words::tr("Refuse tokens without exp in your verifier; ask the issuer to set it.");
    case FindingKind::TimeUnreadable:
        return Words::tr("Refuse it; ask the issuer to write seconds since 1 January 1970, without quotes.");
    case FindingKind::ExpiryFarAway:
        return Words::tr("Shorten the session duration of the application or of its policy.");
    case FindingKind::Expired:
        return Words::tr(
            "Send a new request with the service token; check the clock if it should still count.");
    case FindingKind::NotYetValid:
        return Words::tr("Check the clocks of both machines; allow some seconds of leeway at most.");
    case FindingKind::IssuedInFuture:
        return Words::tr(
            "Check the clocks. The middleware of Hono does not look at iat, so it would not tell you.");
    case FindingKind::NoNotBefore:
        return Words::tr("Leave it so, and do not make nbf compulsory in your verifier.");
    case FindingKind::EmptySubject:
        return Words::tr("Read common_name, which is the Client ID, to tell services apart.");
    case FindingKind::TypeNotApp:
        return Words::tr(
            "Take the JWT from Cf-Access-Jwt-Assertion, and let your verifier insist on type app.");
    case FindingKind::SignatureMissing:
        return Words::tr("Refuse it, and find out which program cut the signature off.");
    case FindingKind::SignatureOfZeros:
        return Words::tr(
            "Refuse it and treat it as an attack; bring Java up to date wherever ECDSA is verified.");
    case FindingKind::KeyIdSuspicious:
        return Words::tr(
            "Treat it as an attack. Look kid up in the fetched key set only, never anywhere else.");
    case FindingKind::KeyIdLong:
        return Words::tr("Refuse ids that are longer than those you publish.");
    case FindingKind::RepeatedMember:
        return Words::tr("Refuse it; no issuer writes the same claim twice.");
    case FindingKind::SecretInside:
        return Words::tr("Take it out of the token at the issuer, and change that credential now.");
    case FindingKind::PersonalData:
        return Words::tr(
            "In a person's own token it is normal. Do not log it, and do not paste it into web pages.");
    case FindingKind::NotCanonical:
        return Words::tr("Find out which program encodes it anew, and let it pass the token on unchanged.");
    case FindingKind::TrailingBytes:
        return Words::tr("Copy the three parts alone; if a program sends it so, mend the program.");
    case FindingKind::EmbeddedKeyForeign:
        return Words::tr("Refuse it, and make sure that no verifier of yours uses embedded keys.");
    case FindingKind::IssuerUnexpected:
        return Words::tr("Check the team name: https in front, no slash at the end.");
    case FindingKind::AudienceUnexpected:
        return Words::tr("Compare the AUD tag under Access controls > Applications > your application.");
    case FindingKind::KeyShort:
        return Words::tr("Use another key. No verifier should accept this one (RFC 7518 demands 2048 bits).");
    case FindingKind::KeyExponent:
        return Words::tr("Ask whoever publishes the key for one with 65537.");
    case FindingKind::KeyRoca:
        return Words::tr("Replace the key and the device or library that made it.");
    }
    return {};
}

} // namespace keyturn
