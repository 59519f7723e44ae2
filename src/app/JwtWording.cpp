// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWording.h"

#include <QCoreApplication>

namespace keyturn {

using jwt::DecodeError;
using jwt::Refusal;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(JwtWording)
};

} // namespace

QString sentenceFor(const jwt::FoundJwt &found, qsizetype textSize)
{
    using jwt::JwtCarrier;
    const auto gaps
        = found.gaps > 0 ? Words::tr(" Line breaks and spaces inside it were taken out.") : QString();
    const auto skipped = textSize - (found.range.end - found.range.begin);
    const auto said = [&](const QString &where) {
        const auto bytes = skipped == 1 ? Words::tr(" One byte beside it was skipped.")
                                        : Words::tr(" %1 bytes around it were skipped.").arg(skipped);
        return where + bytes + gaps;
    };
    switch (found.carrier) {
    case JwtCarrier::None:
        return gaps.trimmed();
    case JwtCarrier::Quotes:
        return said(Words::tr("It stood in quotes."));
    case JwtCarrier::Bearer:
        return said(
            Words::tr("It stood behind “Bearer”; Access itself sends its JWT in Cf-Access-Jwt-Assertion."));
    case JwtCarrier::AccessHeader:
        return said(Words::tr("It stood in a header of Access."));
    case JwtCarrier::Header:
        return said(Words::tr("It stood behind a name that Access does not know."));
    case JwtCarrier::Cookie:
        return said(Words::tr("It stood in the cookie CF_Authorization."));
    case JwtCarrier::CurlCommand:
        return said(Words::tr("It stood in a curl command, which your shell may have kept in its history."));
    case JwtCarrier::Url:
        return said(Words::tr("It stood in an address, which servers and proxies write to their logs."));
    case JwtCarrier::Text:
        return said(Words::tr("It stood among other text."));
    }
    return {};
}

QString sentenceForAnotherJwt()
{
    return Words::tr("There is another JWT behind it, which is not shown.");
}

QString sentenceFor(DecodeError error)
{
    switch (error) {
    case DecodeError::Empty:
        return Words::tr("There is nothing here. Paste a JWT, a Cf-Access-Jwt-Assertion header or a "
                         "CF_Authorization cookie.");
    case DecodeError::TooLarge:
        return Words::tr(
            "This is over 16 MB, and a JWT of Access has one or two kilobytes. Copy only the JWT.");
    case DecodeError::NotThreeParts:
        return Words::tr("This is no signed JWT, which has three parts with a dot between them. Copy all of "
                         "it, from “eyJ” to "
                         "the end of the third part. What has five parts is encrypted, and only its receiver "
                         "can read it.");
    case DecodeError::HeaderNotBase64Url:
        return Words::tr(
            "The first part is not base64url: it holds a character, padding or a length that does "
            "not belong there. Copy the JWT again from where it came from.");
    case DecodeError::PayloadNotBase64Url:
        return Words::tr(
            "The second part is not base64url: it was cut, wrapped or changed on the way. Copy the "
            "JWT again from where it came from.");
    case DecodeError::SignatureNotBase64Url:
        return Words::tr(
            "The third part is not base64url: it was cut, wrapped or changed on the way. Copy the JWT "
            "again, to its very end.");
    case DecodeError::HeaderNotJsonObject:
        return Words::tr(
            "The first part decodes, but not to a JSON object, so this is no JWT. Check that it is not "
            "a token of another kind.");
    case DecodeError::PayloadNotJsonObject:
        return Words::tr(
            "The second part decodes, but not to a JSON object: this is signed data, not a JWT. Its "
            "signature alone can be verified with “keyturn-cli jwt verify --payload raw”.");
    }
    return {};
}

QString titleFor(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
        return Words::tr("Not a proper JWT");
    case Refusal::AlgorithmNone:
        return Words::tr("Not signed at all");
    case Refusal::AlgorithmNotAllowed:
        return Words::tr("Algorithm not allowed");
    case Refusal::CriticalHeader:
        return Words::tr("Unknown critical header");
    case Refusal::NoMatchingKey:
        return Words::tr("No matching key");
    case Refusal::KeyUnusable:
        return Words::tr("The key cannot be used");
    case Refusal::SignatureInvalid:
        return Words::tr("The signature does not match");
    case Refusal::IssuerMismatch:
        return Words::tr("Another issuer");
    case Refusal::AudienceMismatch:
        return Words::tr("Meant for another application");
    case Refusal::Expired:
        return Words::tr("Expired");
    case Refusal::NotYetValid:
        return Words::tr("Not valid yet");
    case Refusal::IssuedInFuture:
        return Words::tr("Issued in the future");
    case Refusal::WrongType:
        return Words::tr("Not an application token");
    }
    return {};
}

QString sentenceFor(Refusal refusal)
{
    switch (refusal) {
    case Refusal::Malformed:
        return Words::tr(
            "The JWT is not well formed: a part of it, its alg, its kid or one of its times is not what "
            "the standard asks for. No verifier has to accept it. Copy it again; if it stays so, Access "
            "did not issue it.");
    case Refusal::AlgorithmNone:
        return Words::tr(
            "The header says “none”: nobody signed this, and anybody can write it. Access never issues "
            "such a JWT. Find out where it came from.");
    case Refusal::AlgorithmNotAllowed:
        return Words::tr(
            "The header asks for an algorithm that is not allowed here. Access signs with RS256 only, and "
            "whoever may choose the algorithm can forge a signature. If the JWT is not from Access, "
            "allow its algorithm by name; HMAC is never allowed, since its key would have to be secret.");
    case Refusal::CriticalHeader:
        return Words::tr(
            "The header marks an extension as critical, and Keyturn knows none: by the standard the JWT "
            "must be refused. Access sends no such header. Find out who issued it.");
    case Refusal::NoMatchingKey:
        return Words::tr(
            "The key set has no key with the id that the header names. Either the JWT is from another team, "
            "or the key has retired: Access changes keys every six weeks and drops the old one a "
            "week later. Check the team, and fetch the keys again.");
    case Refusal::KeyUnusable:
        return Words::tr(
            "The key is there but cannot verify this JWT: wrong kind or purpose, made for another "
            "algorithm, or too weak to trust. A signature that it seems to confirm would prove nothing. "
            "Check "
            "that the key set is the team's own.");
    case Refusal::SignatureInvalid:
        return Words::tr(
            "The signature was not made over these bytes by this key: the JWT was changed, cut, or "
            "signed by somebody else. Nothing in it can be trusted. Copy it again; if it stays so, treat "
            "it as forged.");
    case Refusal::IssuerMismatch:
        return Words::tr(
            "The signature is right, but another issuer made the JWT than the one expected. A JWT of one "
            "team must not open another team's service. Check the team name; the issuer has https "
            "in front and no slash at the end.");
    case Refusal::AudienceMismatch:
        return Words::tr(
            "The signature is right, but the JWT is for another application. Without this check a JWT for "
            "one application would open all others of the team. Compare the AUD tag under Access "
            "controls > Applications > your application.");
    case Refusal::Expired:
        return Words::tr(
            "The JWT has expired, so verifiers refuse it, some after a few seconds of leeway. The service "
            "token may still be valid: send a new request with it to get a new JWT. If it should still be "
            "alive, check the "
            "clock.");
    case Refusal::NotYetValid:
        return Words::tr(
            "The JWT is not valid yet: its nbf lies in the future. Usually the clock here is slow. Set the "
            "clock, or allow a few seconds of leeway.");
    case Refusal::IssuedInFuture:
        return Words::tr(
            "The JWT says that it was issued in the future, which no honest clock writes. Usually the clock "
            "here is slow. Set the clock, or allow a few seconds of leeway.");
    case Refusal::WrongType:
        return Words::tr(
            "The type is not “app”. A JWT of type “org” is the session of the team domain and opens no "
            "application. Take the JWT from the Cf-Access-Jwt-Assertion header that the "
            "application receives.");
    }
    return {};
}

} // namespace keyturn
