// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StrictJson.h"

#include "Ascii.h"

#include <QJsonDocument>

#include <string_view>

namespace keyturn::jwt {

namespace {

constexpr std::string_view escapable = "\"\\/bfnrtu";

// Looks only for what QJsonDocument overlooks, so `json` is known to be complete: each string ends, and an
// escape is followed by something.
bool keepsToTheLetter(const QByteArray &json)
{
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char byte = json[i];
        if (byte == '"') {
            inString = !inString;
        } else if (!inString) {
            if (byte == '.' && !(isDigit(json[i - 1]) && isDigit(json[i + 1])))
                return false;
        } else if (byte == '\\') {
            ++i;
            if (escapable.find(json[i]) == std::string_view::npos)
                return false;
        } else if (static_cast<unsigned char>(byte) < 0x20) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<QJsonObject> parseJsonObject(const QByteArray &json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject() || !keepsToTheLetter(json))
        return {};
    return document.object();
}

} // namespace keyturn::jwt
