// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PayloadFindings.h"

#include "Anatomy.h"
#include "Verification.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace keyturn::jwt {

namespace {

constexpr double longLife = 31.0 * 24 * 60 * 60;

constexpr std::array personalNames{
    "address"_L1, "birthdate"_L1, "email"_L1,        "family_name"_L1, "given_name"_L1,         "ip"_L1,
    "name"_L1,    "phone"_L1,     "phone_number"_L1, "picture"_L1,     "preferred_username"_L1, "upn"_L1};

void add(QList<Finding> &findings, FindingKind kind, const QStringList &about = {})
{
    findings.append(Finding{kind, severityOf(kind), about});
}

void findInTimes(QList<Finding> &findings, const QJsonObject &payload, double now)
{
    const auto exp = payload["exp"_L1];
    const auto nbf = payload["nbf"_L1];
    const auto iat = payload["iat"_L1];
    if (!exp.isDouble())
        add(findings, FindingKind::NoExpiry);
    else if (exp.toDouble() <= now)
        add(findings, FindingKind::Expired, {u"exp"_s});
    if (exp.isDouble() && exp.toDouble() - iat.toDouble(now) > longLife)
        add(findings, FindingKind::ExpiryFarAway, {u"exp"_s});
    QStringList unreadable;
    if (!nbf.isUndefined() && !nbf.isDouble())
        unreadable.append(u"nbf"_s);
    if (!iat.isUndefined() && !iat.isDouble())
        unreadable.append(u"iat"_s);
    if (!unreadable.isEmpty())
        add(findings, FindingKind::TimeUnreadable, unreadable);
    if (nbf.isUndefined())
        add(findings, FindingKind::NoNotBefore);
    if (nbf.toDouble(now) > now)
        add(findings, FindingKind::NotYetValid, {u"nbf"_s});
    if (iat.toDouble(now) > now)
        add(findings, FindingKind::IssuedInFuture, {u"iat"_s});
}

// What a look at the bytes can tell. Whether there is a credential or something personal is looked into only
// where this says that there may be: most tokens have neither.
struct Hints
{
    qsizetype members = 0; ///< How many are written.
    bool secret = false;
    bool personal = false;
};

constexpr std::array<std::string_view, 16> secretHints{
    "pass",   "private", "secret", "sk_live_", "api",  "access_",     "akia",       "refresh_",
    "cfast_", "cfut_",   "cfat_",  "cfk_",     "ghp_", "github_pat_", "-----begin", "xoxb-"};
// What two bytes one of them may begin with, in any case: asked for each byte of each token, and hex has many
// an "a".
constexpr std::size_t letterBits = 0x1f; // What "A" and "a" have in common, and tells letters apart.
constexpr std::size_t pairOf(char first, char second)
{
    return (static_cast<std::size_t>(first) & letterBits) * (letterBits + 1)
        + (static_cast<std::size_t>(second) & letterBits);
}
constexpr auto secretPairs = [] {
    std::array<bool, (letterBits + 1) * (letterBits + 1)> table{};
    for (const auto hint : secretHints)
        table[pairOf(hint[0], hint[1])] = true;
    return table;
}();

bool goesOnWith(const QByteArray &json, qsizetype at, std::string_view lowerCase)
{
    const auto size = static_cast<qsizetype>(lowerCase.size());
    return json.size() - at >= size
        && qstrnicmp(json.constData() + at, lowerCase.data(), lowerCase.size()) == 0;
}

bool isSecretHint(const QByteArray &json, qsizetype at)
{
    const char lower = static_cast<char>(json[at] | 0x20); // Leaves '-' what it is.
    return std::any_of(secretHints.begin(), secretHints.end(), [&](std::string_view hint) {
        return hint.front() == lower && goesOnWith(json, at, hint);
    });
}

bool isPersonalHint(const QByteArray &json, qsizetype quote)
{
    return std::any_of(personalNames.begin(), personalNames.end(), [&](QLatin1StringView name) {
        const auto end = quote + 1 + name.size();
        return end < json.size() && json[end] == '"' && json[quote + 1] == name.front().toLatin1()
            && QByteArrayView(json).sliced(quote + 1, name.size())
            == QByteArrayView(name.data(), name.size());
    });
}

// It is known to be well formed, so an escape is followed by something.
Hints hintsIn(const QByteArray &json)
{
    Hints hints;
    bool inString = false;
    const char *bytes = json.constData(); // With a zero at its end.
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char byte = bytes[i];
        if (byte == '"') {
            inString = !inString;
            hints.personal = hints.personal || (inString && isPersonalHint(json, i));
        } else if (!inString) {
            hints.members += byte == ':' ? 1 : 0;
        } else if (byte == '\\') {
            ++i;
            const bool hidesLetters = bytes[i] == 'u';
            hints.secret = hints.secret || hidesLetters;
            hints.personal = hints.personal || hidesLetters;
        } else if (secretPairs[pairOf(byte, bytes[i + 1])]) {
            hints.secret = hints.secret || isSecretHint(json, i);
        }
    }
    return hints;
}

// How many are left when of each name the last is kept. No deeper than QJsonDocument reads.
qsizetype membersIn(const QJsonValue &value)
{
    qsizetype count = 0;
    if (value.isObject()) {
        const auto object = value.toObject();
        count = object.size();
        for (const auto &member : object) {
            if (member.isObject() || member.isArray())
                count += membersIn(member);
        }
    } else if (value.isArray()) {
        const auto array = value.toArray();
        for (const auto &element : array)
            count += membersIn(element);
    }
    return count;
}

void appendRepeated(QStringList &names, const JsonNode &node)
{
    for (const auto &member : node.repeatedMembers())
        names.append(member.key());
    for (const auto &child : node.children()) {
        if (child.is(JsonKind::Object) || child.is(JsonKind::Array))
            appendRepeated(names, child);
    }
}

// Counting is quick; the names are looked up only where something is missing.
void findRepeated(
    QList<Finding> &findings, qsizetype written, const QByteArray &json, const QJsonObject &object)
{
    if (written == membersIn(object))
        return;
    QStringList names;
    JsonRules rules;
    rules.mostBytes = largestAnatomy;
    if (const auto text = JsonText::read(json, rules))
        appendRepeated(names, text->root());
    names.removeDuplicates();
    add(findings, FindingKind::RepeatedMember, names);
}

constexpr std::array secretNames{"password"_L1,     "passwd"_L1,    "secret"_L1,       "private_key"_L1,
                                 "privatekey"_L1,   "api_key"_L1,   "apikey"_L1,       "access_key"_L1,
                                 "access_token"_L1, "api_token"_L1, "refresh_token"_L1};
constexpr std::array secretBeginnings{"cfast_"_L1, "-----BEGIN "_L1, "cfut_"_L1, "cfat_"_L1, "cfk_"_L1,
                                      "ghp_"_L1,   "github_pat_"_L1, "AKIA"_L1,  "xoxb-"_L1, "sk_live_"_L1};

bool isSecret(const QString &name, const QJsonValue &value)
{
    const auto text = value.toString();
    if (text.isEmpty())
        return false;
    const auto namesIt
        = [&name](QLatin1StringView secret) { return name.contains(secret, Qt::CaseInsensitive); };
    const auto beginsLikeIt = [&text](QLatin1StringView beginning) { return text.startsWith(beginning); };
    return std::any_of(secretNames.begin(), secretNames.end(), namesIt)
        || std::any_of(secretBeginnings.begin(), secretBeginnings.end(), beginsLikeIt);
}

void appendSecrets(QStringList &names, const QString &name, const QJsonValue &value)
{
    if (value.isString() && isSecret(name, value))
        names.append(name);
    if (value.isArray()) {
        const auto array = value.toArray();
        for (const auto &element : array)
            appendSecrets(names, name, element);
    }
    const auto object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        appendSecrets(names, member.key(), member.value());
}

QStringList personalIn(const QJsonObject &object)
{
    QStringList names;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const auto &key = member.key();
        const bool isPersonal
            = std::any_of(personalNames.begin(), personalNames.end(), [&key](QLatin1StringView name) {
                  return key == name;
              });
        if (isPersonal)
            names.append(key);
    }
    return names;
}

} // namespace

void findInPayload(QList<Finding> &findings, const Jwt &jwt, const QDateTime &now)
{
    const auto &payload = jwt.payload;
    findInTimes(findings, payload, static_cast<double>(now.toMSecsSinceEpoch()) / 1000.0);
    if (payload["sub"_L1] == QString(""_L1))
        add(findings, FindingKind::EmptySubject, {u"sub"_s});
    const auto type = payload["type"_L1];
    if (!type.isUndefined() && type != u"app"_s)
        add(findings, FindingKind::TypeNotApp, {u"type"_s});

    const auto hints = hintsIn(jwt.jws.payload);
    findRepeated(findings, hintsIn(jwt.jws.headerJson).members, jwt.jws.headerJson, jwt.jws.header);
    findRepeated(findings, hints.members, jwt.jws.payload, payload);
    if (hints.secret) {
        QStringList names;
        appendSecrets(names, {}, payload);
        names.removeDuplicates();
        if (!names.isEmpty())
            add(findings, FindingKind::SecretInside, names);
    }
    if (hints.personal) {
        const auto personal = personalIn(payload) + personalIn(payload["custom"_L1].toObject());
        if (!personal.isEmpty())
            add(findings, FindingKind::PersonalData, personal);
    }
}

void findInExpectations(QList<Finding> &findings, const QJsonObject &payload, const Known &known)
{
    if (!known.issuer.isEmpty() && payload["iss"_L1] != known.issuer)
        add(findings, FindingKind::IssuerUnexpected, {u"iss"_s});
    if (!known.audiences.isEmpty() && !isMeantForOneOf(known.audiences, payload["aud"_L1]))
        add(findings, FindingKind::AudienceUnexpected, {u"aud"_s});
}

} // namespace keyturn::jwt
