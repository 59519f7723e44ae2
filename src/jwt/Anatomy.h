// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "JsonText.h"
#include "Jwt.h"

#include <QList>
#include <QString>

namespace keyturn::jwt {

enum class JwtPart { Header, Payload, Signature };

/// A member of the header or of the payload, and where it is.
struct MemberPlace
{
    JwtPart part = JwtPart::Payload;
    QString name;
    QByteArray text; ///< The value as it was written: a number with all its digits.
    JsonRange json; ///< Name and value, in the bytes of the decoded part.
    JsonRange compact; ///< The characters of the compact token that carry any bit of them.
    bool isRepeated = false; ///< Another member of this name came before.
};

/// Largest header or payload that is laid out, in bytes: nobody looks at more, and each member takes memory.
inline constexpr qsizetype largestAnatomy = 1024 * 1024;

/// A JWT as it was written: nothing rounded, merged or put in another order, and every member with its bytes.
struct Anatomy
{
    JsonText header;
    JsonText payload;
    JsonRange headerRange, payloadRange, signatureRange; ///< In the compact token.
    QList<MemberPlace> members; ///< Of the header, then of the payload, as they were written.
};

/// Of a token that decode() took apart. The problem is one of the header or of the payload: it is TooLarge,
/// or a text that decode() takes and others refuse, such as one with half a surrogate pair.
[[nodiscard]] Result<Anatomy, JsonProblem> anatomyOf(const Jwt &jwt);

/// Which characters of base64url carry these bytes.
[[nodiscard]] JsonRange base64UrlRangeOf(JsonRange bytes);

} // namespace keyturn::jwt
