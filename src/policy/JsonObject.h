// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "PolicyJson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace keyturn::policy {

/// The first thing that was wrong in a document, and how much was read of it.
struct JsonTrouble
{
    std::optional<JsonFailure> first;
    qsizetype items = 0;

    void report(JsonError error, const QString &path, const QString &expected = {});
    /// Counts one more, and says whether there is still room.
    [[nodiscard]] bool takeOne(const QString &path);
};

/// An object in a document, and where it stands there. Reading a member of the wrong type reports it and goes
/// on with nothing; null counts as missing.
class JsonObject
{
public:
    JsonObject(const QJsonObject &object, const QString &path, JsonTrouble &trouble);

    [[nodiscard]] bool has(QLatin1StringView name) const;
    [[nodiscard]] QString text(QLatin1StringView name) const;
    [[nodiscard]] bool flag(QLatin1StringView name) const;
    [[nodiscard]] std::optional<int> number(QLatin1StringView name) const;
    [[nodiscard]] QJsonArray array(QLatin1StringView name) const;
    [[nodiscard]] JsonObject object(QLatin1StringView name) const;
    [[nodiscard]] QString pathOf(QLatin1StringView name) const;
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QJsonObject &json() const { return m_object; }
    [[nodiscard]] JsonTrouble &trouble() const { return m_trouble; }

private:
    QJsonObject m_object;
    QString m_path;
    JsonTrouble &m_trouble;
};

[[nodiscard]] QString pathOf(const QString &array, qsizetype index);

} // namespace keyturn::policy
