// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace keyturn::edge {

enum class ValueKind {
    Text,
    Flag,
    Number, ///< Whole.
    Duration, ///< As Go writes it.
    SignedDuration, ///< The same, and it may be negative.
    Time, ///< RFC 3339, or a date.
    Url, ///< http or https, without credentials.
    Host,
    IpAddress,
    Country, ///< Two letters.
    Path, ///< From a slash on.
    Team, ///< "acme" of acme.cloudflareaccess.com
    ClientId,
    Sha256, ///< In hex.
    FileName,
    Word, ///< One of ConfigKey::words.
    Object, ///< Of ConfigKey::shape.
    Array, ///< Of ConfigKey::items.
    Secret, ///< What must not stand in the file.
    Any, ///< Whatever the API writes there: it is not read, or not looked into.
};

struct ConfigShape;

/// A member that an object of the file may have.
struct ConfigKey
{
    QString name;
    ValueKind kind = ValueKind::Any;
    QString about = {}; ///< For the schema. Empty: the API writes it, and the edge does not look at it.
    bool isRequired = false;
    QStringList words = {};
    const ConfigShape *shape = nullptr; ///< Of an object, or of each object in an array.
    ValueKind items = ValueKind::Object; ///< What an array holds.
    bool mayBeReference = false; ///< An array of objects may name one by its id instead.
    bool mayBeAnswer = false; ///< Instead of an array, the API's whole answer with the array in "result".
    qint64 least = 0; ///< Of a number.
    qint64 most = 0;
    QStringList alsoCalled = {}; ///< Wrong names that people try.
};

/// What an object of the file may hold.
struct ConfigShape
{
    QString name;
    QString about;
    std::vector<ConfigKey> keys;
    bool isOfApi = false; ///< As the API writes it: there may be more in it, and null is as good as nothing.
    QStringList exactlyOneOf = {};

    [[nodiscard]] const ConfigKey *key(const QString &name) const; ///< Null: it has no such member.
    [[nodiscard]] QStringList names() const;
};

/// The whole file. What stands here is all that the reader knows and all that the schema says.
[[nodiscard]] const ConfigShape &configShape();

/// What a text of this kind looks like, as a regular expression of ECMA-262 and of Qt alike; empty: not told.
[[nodiscard]] QString patternOf(ValueKind kind);

/// The shape as a JSON Schema (2020-12).
[[nodiscard]] QJsonObject configSchema();

} // namespace keyturn::edge
