// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "JwtWording.h"

#include "TimeWording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keyturn {

using jwt::Claim;
using jwt::ClaimRole;
using jwt::DecodeError;
using jwt::KeySetError;
using jwt::Refusal;
using jwt::SubjectKind;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(JwtWording)
};

QString meaningOfIssuer(const QString &issuer)
{
    static const QRegularExpression teamDomain(u"^https://([a-z0-9-]{1,63})\\.cloudflareaccess\\.com$"_s);
    const auto match = teamDomain.match(issuer);
    if (!match.hasMatch())
        return Words::tr("Who issued it; a team of Cloudflare Access would be "
                         "https://<team>.cloudflareaccess.com here");
    return Words::tr("Issued by Cloudflare Access for the team %1").arg(match.captured(1));
}

QString meaningOfAudience(const QJsonValue &audience)
{
    if (audience.isString())
        return Words::tr(
            "The AUD tag of the application it is for; a plain string, which is as good as an array");
    const auto count = audience.toArray().size();
    if (count == 1)
        return Words::tr("The AUD tag of the application it is for; one value, as an array");
    if (count > 1)
        return Words::tr("The AUD tags of the applications it is for");
    return Words::tr("No audience that can be read: the AUD tag of the application belongs here");
}

QString meaningOfType(const QString &type)
{
    if (type == "app"_L1)
        return Words::tr("An application token");
    if (type == "org"_L1)
        return Words::tr("A session of the team domain; no application should accept it");
    return Words::tr("Access writes app here, or org for a session of the team domain");
}

// `future` and `past` have one place, for a time such as "in 9 days" or "3 days ago".
QString meaningOfTime(const Claim &claim, const QDateTime &now, const QString &future, const QString &past)
{
    if (!claim.time)
        return Words::tr("Not a time: seconds since 1 January 1970 belong here");
    const auto &sentence = *claim.time > now ? future : past;
    return Words::tr("%1 (%2)").arg(sentence.arg(relativeTime(*claim.time, now)), calendarTime(*claim.time));
}

QString meaningOfOther()
{
    return Words::tr("Not a claim that Access documents; it may come from the identity provider");
}

} // namespace

QString wordFor(SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::ServiceToken:
        return Words::tr("service token");
    case SubjectKind::User:
        return Words::tr("user");
    case SubjectKind::Unknown:
        return Words::tr("unknown subject");
    }
    return {};
}

QString meaningOf(const Claim &claim, const QDateTime &now)
{
    switch (claim.role) {
    case ClaimRole::Issuer:
        return meaningOfIssuer(claim.value.toString());
    case ClaimRole::Audience:
        return meaningOfAudience(claim.value);
    case ClaimRole::Subject:
        return Words::tr("The id of the person who signed in");
    case ClaimRole::EmptySubject:
        return Words::tr("Empty for service tokens; a person would have an id here");
    case ClaimRole::Expires:
        return meaningOfTime(claim, now, Words::tr("Expires %1"), Words::tr("Expired %1"));
    case ClaimRole::NotBefore:
        return meaningOfTime(
            claim, now, Words::tr("Not valid yet: it starts %1"), Words::tr("Valid since %1"));
    case ClaimRole::IssuedAt:
        return meaningOfTime(
            claim, now, Words::tr("Issued %1, which is in the future: a clock is wrong"),
            Words::tr("Issued %1"));
    case ClaimRole::JwtId:
        return Words::tr("The id of this one JWT");
    case ClaimRole::ClientId:
        return Words::tr("The Client ID of the service token");
    case ClaimRole::CommonName:
        return Words::tr("The common name in the client certificate (mTLS)");
    case ClaimRole::Email:
        return Words::tr("The person who signed in");
    case ClaimRole::Type:
        return meaningOfType(claim.value.toString());
    case ClaimRole::IdentityNonce:
        return Words::tr("Opens the person's identity at /cdn-cgi/access/get-identity");
    case ClaimRole::Country:
        return Words::tr("The country the person signed in from");
    case ClaimRole::Custom:
        return Words::tr("Fields that the identity provider added");
    case ClaimRole::PolicyId:
        return Words::tr("The policy that let the request in; Cloudflare does not document it");
    case ClaimRole::AuthenticationMethods:
        return Words::tr("How the person proved who they are, as the identity provider says it");
    case ClaimRole::AuthenticationTime:
        return meaningOfTime(
            claim, now, Words::tr("A sign-in that lies in the future: %1"), Words::tr("Signed in %1"));
    case ClaimRole::DeviceId:
        return Words::tr("The device, where the Cloudflare One Client runs on it");
    case ClaimRole::Groups:
        return Words::tr("Groups that the identity provider puts the person in");
    case ClaimRole::AuthStatus:
        return Words::tr("What Access made of the credentials of the request");
    case ClaimRole::ServiceTokenId:
        return Words::tr("The id of the service token, not its Client ID; empty when there was none");
    case ClaimRole::ServiceTokenStatus:
        return Words::tr("Whether the service token was recognised");
    case ClaimRole::HostName:
        return Words::tr("The host that was asked for");
    case ClaimRole::RedirectUrl:
        return Words::tr("The address that was asked for");
    case ClaimRole::Other:
        return meaningOfOther();
    }
    return {};
}

QString meaningOfAbsent(ClaimRole role, SubjectKind kind)
{
    const bool isServiceToken = kind == SubjectKind::ServiceToken;
    switch (role) {
    case ClaimRole::NotBefore:
        return isServiceToken ? Words::tr("Normal for service tokens")
                              : Words::tr("Valid from when it was issued");
    case ClaimRole::Email:
        return isServiceToken ? Words::tr("Service tokens have none; an origin that wants one refuses them")
                              : Words::tr("A person's JWT has one");
    case ClaimRole::Subject:
    case ClaimRole::EmptySubject:
        return Words::tr("Access sends an empty one for service tokens and an id for people");
    case ClaimRole::ClientId:
    case ClaimRole::CommonName:
        return Words::tr("The JWT of a service token has its Client ID here");
    case ClaimRole::Expires:
        return Words::tr("It never expires; Access always sets an end");
    case ClaimRole::IssuedAt:
        return Words::tr("Access always says when it issued a JWT");
    case ClaimRole::Issuer:
        return Words::tr("Access always names the team here");
    case ClaimRole::Audience:
        return Words::tr("Access always names the application here");
    case ClaimRole::Type:
        return Words::tr("Older JWTs have none");
    case ClaimRole::JwtId:
    case ClaimRole::IdentityNonce:
    case ClaimRole::Country:
    case ClaimRole::Custom:
    case ClaimRole::PolicyId:
    case ClaimRole::AuthenticationMethods:
    case ClaimRole::AuthenticationTime:
    case ClaimRole::DeviceId:
    case ClaimRole::Groups:
    case ClaimRole::AuthStatus:
    case ClaimRole::ServiceTokenId:
    case ClaimRole::ServiceTokenStatus:
    case ClaimRole::HostName:
    case ClaimRole::RedirectUrl:
    case ClaimRole::Other:
        return {};
    }
    return {};
}

QString sentenceFor(const jwt::Validity &validity)
{
    using State = jwt::Validity::State;
    const auto at = [&validity](const std::optional<QDateTime> &moment) {
        return moment ? Words::tr("%1 (%2)").arg(relativeTime(*moment, validity.now), calendarTime(*moment))
                      : Words::tr("beyond the calendar");
    };
    switch (validity.state) {
    case State::Valid:
        return Words::tr("It counts now, and ends %1.").arg(at(validity.ends));
    case State::NotYet:
        return Words::tr("It does not count yet: it begins %1.")
            .arg(at(validity.begins ? validity.begins : validity.issued));
    case State::Over:
        return Words::tr("It counts no more: it ended %1.").arg(at(validity.ends));
    case State::Endless:
        return Words::tr("It counts now, and never ends.");
    case State::Unreadable:
        return Words::tr("One of its times is no number, so nobody can tell when it counts.");
    }
    return {};
}

QString sentenceFor(const jwt::FoundJwt &found, qsizetype textSize)
{
    using jwt::JwtCarrier;
    const auto gaps
        = found.gaps > 0 ? Words::tr(" Line breaks and spaces inside it were taken out.") : QString();
    const auto skipped = textSize - (found.range.end - found.range.begin);
    const auto said = [&](const QString &where) {
        return where + Words::tr(" %n byte(s) around it were skipped.", nullptr, static_cast<int>(skipped))
            + gaps;
    };
    switch (found.carrier) {
    case JwtCarrier::None:
        return gaps.trimmed();
    case JwtCarrier::Quotes:
        return said(Words::tr("It stood in quotes."));
    case JwtCarrier::Bearer:
        return said(Words::tr("It stood behind “Bearer”, where Access itself looks for no JWT."));
    case JwtCarrier::AccessHeader:
        return said(Words::tr("It stood in a header of Access."));
    case JwtCarrier::Header:
        return said(Words::tr("It stood in a header that Access does not know."));
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
        return Words::tr(
            "This is no JWT: a JWT has three parts with a dot between them. Copy all of it, from "
            "“eyJ” to the end of the third part.");
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

QString sentenceFor(KeySetError error)
{
    switch (error) {
    case KeySetError::TooLarge:
        return Words::tr(
            "The key set is over 1 MB, and that of a team has a few kilobytes. Check that the address "
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
            "The JWT has expired, so every verifier refuses it. The service token may still be "
            "valid: send a new request with it to get a new JWT. If it should still be alive, check the "
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
