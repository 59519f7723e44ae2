// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace keyturn {

enum class JsonKind { Null, Bool, Number, String, Array, Object };

/// Bytes of a text, the end exclusive.
struct JsonRange
{
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    bool operator==(const JsonRange &) const = default;
};

/// Where something stands, counted from 1; columns in characters, as editors count them.
struct JsonPlace
{
    int line = 1;
    int column = 1;

    bool operator==(const JsonPlace &) const = default;
};

/// Why a text is no JSON (RFC 8259), or none that is read.
enum class JsonCause {
    Empty,
    TooLarge,
    TooDeep,
    CutOff, ///< It stops before its end.
    Unexpected, ///< Something stands there that cannot.
    BadNumber,
    BadEscape,
    LoneSurrogate, ///< Half of a pair of \u escapes: no text in any encoding (RFC 8259, section 8.2).
    ControlCharacter, ///< Raw in a string.
    BadUtf8,
    Comment, ///< Where none are allowed.
    TrailingComma,
    TextAfterEnd,
};
inline constexpr int jsonCauseCount = static_cast<int>(JsonCause::TextAfterEnd) + 1;

struct JsonProblem
{
    JsonCause cause = JsonCause::Unexpected;
    qsizetype offset = 0; ///< In bytes.
    JsonPlace place;

    bool operator==(const JsonProblem &) const = default;
};

struct JsonRules
{
    qsizetype mostBytes = qsizetype{16} * 1024 * 1024;
    int deepest = 512; ///< How many arrays and objects may be open at once.
    bool comments = false; ///< "//" to the end of the line and "/* */", for files that people write.
    bool byteOrderMark = false; ///< One at the beginning, as editors of some systems leave it.
};

/// `text`, which is UTF-8, as a string of JSON with its quotes (RFC 8259, section 7). It is made in one place
/// of memory, for those whose text is a secret.
[[nodiscard]] QByteArray jsonString(QByteArrayView text);

class JsonNode;

/// JSON as it was written: nothing is rounded, merged or put in another order. Every value knows its bytes,
/// so that two readers of one text can be told apart. Copies share the text.
class JsonText
{
public:
    [[nodiscard]] static Result<JsonText, JsonProblem>
    read(const QByteArray &text, const JsonRules &rules = {});

    [[nodiscard]] const QByteArray &bytes() const;
    [[nodiscard]] JsonNode root() const;
    /// By JSON pointer (RFC 6901): "" is the root, "/aud/0" the first audience. Of several members of one
    /// name the last, which is what most readers keep. Null: there is none.
    [[nodiscard]] std::optional<JsonNode> find(QStringView pointer) const;

private:
    friend class JsonNode;
    struct Data;
    explicit JsonText(std::shared_ptr<const Data> data);

    std::shared_ptr<const Data> d;
};

/// A value in a JsonText, and as a member of an object its key. It lives on when the JsonText is gone.
class JsonNode
{
public:
    [[nodiscard]] JsonKind kind() const;
    [[nodiscard]] bool is(JsonKind kind) const { return this->kind() == kind; }

    [[nodiscard]] JsonRange range() const;
    [[nodiscard]] QByteArrayView text() const; ///< As written: a number with all its digits.
    [[nodiscard]] JsonPlace place() const;

    [[nodiscard]] bool isMember() const;
    [[nodiscard]] QString key() const; ///< Decoded; empty for what is no member.
    [[nodiscard]] JsonRange keyRange() const; ///< With its quotes; empty for what is no member.
    [[nodiscard]] JsonPlace keyPlace() const;

    [[nodiscard]] QString string() const; ///< Decoded; empty for what is no string.
    [[nodiscard]] bool boolean() const;

    /// Elements or members in their order, those of the same name too.
    [[nodiscard]] QList<JsonNode> children() const;
    [[nodiscard]] qsizetype size() const; ///< How many children there are.
    /// The last of that name.
    [[nodiscard]] std::optional<JsonNode> member(QStringView name) const;
    /// The members whose name another one before them had.
    [[nodiscard]] QList<JsonNode> repeatedMembers() const;

    /// RFC 6901. It leads elsewhere, or nowhere, where another member of the same name comes later.
    [[nodiscard]] QString pointer() const;
    /// As Qt has it, which rounds numbers beyond 64 bits and keeps the last of several members. Undefined for
    /// what is nested deeper than 1000: Qt goes down by recursion.
    [[nodiscard]] QJsonValue json() const;

private:
    friend class JsonText;
    JsonNode(std::shared_ptr<const JsonText::Data> data, qsizetype cell);

    std::shared_ptr<const JsonText::Data> d;
    qsizetype m_cell = 0;
};

} // namespace keyturn
