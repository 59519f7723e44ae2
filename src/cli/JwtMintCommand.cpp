// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Json.h"
#include "JwtCommands.h"
#include "KeyWording.h"
#include "TestKeyFile.h"

#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

Trouble troubleOf(TestKeyProblem problem, const QString &path)
{
    switch (problem) {
    case TestKeyProblem::CannotRead:
        return {
            ExitCode::Data, u"bad-test-key"_s, u"%1 cannot be read, or is no private RSA key."_s.arg(path),
            u"Remove it, and the next token makes a new one; or name another with --key-file."_s};
    case TestKeyProblem::CannotWrite:
        return {
            ExitCode::Data, u"cannot-write-test-key"_s, u"The test key cannot be written to %1."_s.arg(path),
            u"Name another place with --key-file, or another profile with --profile."_s};
    case TestKeyProblem::OpenToOthers:
        return {
            ExitCode::Unsafe, u"test-key-open-to-others"_s,
            u"Others on this machine can read or write %1."_s.arg(path),
            u"chmod 600 it, if nobody has taken it yet; else remove it, and a new one is made."_s};
    }
    return {};
}

std::optional<Trouble> writeJwks(const QString &path, const QJsonObject &jwks)
{
    if (path.isEmpty())
        return std::nullopt;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(jwks).toJson()) >= 0 && file.commit())
        return std::nullopt;
    return Trouble{
        ExitCode::Data,
        u"cannot-write-file"_s,
        u"%1 cannot be written: %2."_s.arg(path, file.errorString()),
        {}};
}

} // namespace

ExitCode run(const Workplace &place, const JwtMint &command)
{
    const auto path = command.keyFile.isEmpty() ? testKeyPath(place.profile()) : command.keyFile;
    const auto key = testKeyIn(path);
    if (!key)
        return place.fail(troubleOf(key.error(), path));
    const QJsonObject jwks{{u"keys"_s, QJsonArray{key->publicJwk()}}};
    if (const auto trouble = writeJwks(command.jwksFile, jwks))
        return place.fail(*trouble);
    const auto compact = jwt::minted(command.token, *key, place.now());
    place.out.document({
        {u"jwt"_s, QString::fromLatin1(compact)},
        {u"kind"_s, jwt::idOf(command.token.kind)},
        {u"make"_s, jwt::idOf(command.token.make)},
        {u"issuer"_s, command.token.issuer},
        {u"audience"_s, command.token.audience},
        {u"key_id"_s, key->id()},
        {u"key_file"_s, path},
        {u"jwks"_s, jwks},
    });
    if (!place.out.isJson())
        place.out.bytes(compact + '\n');
    place.out.note(sentenceForTestToken(key->id()));
    return ExitCode::Done;
}

} // namespace keyturn::cli
