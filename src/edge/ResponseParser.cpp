// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ResponseParser.h"

#include "MessageReader.h"

#include <utility>

namespace keyturn::edge {

namespace {

constexpr qsizetype mostHeadBytes = qsizetype{64} * 1024;
constexpr int mostInterimAnswers = 32;

/// Both lengths, two lengths, or a coding that is not undone here.
bool isFramedInOneWay(const http::Headers &headers)
{
    const auto codings = http::headerValues(headers, "Transfer-Encoding");
    const auto lengths = http::headerValues(headers, "Content-Length");
    if (codings.size() + lengths.size() > 1)
        return false;
    if (!codings.isEmpty())
        return codings.first().toLower() == "chunked";
    return lengths.isEmpty() || isBodyLength(lengths.first());
}

} // namespace

struct ResponseParser::Private
{
    using Reader = MessageReader<false>;

    Reader reader;
    Asked asked = Asked::WithBody;
    AnswerHead head;
    int interimAnswers = 0;
    bool isInBody = false; ///< Of the answer itself.
    bool isClosed = false;
    bool isRefused = false;

    Progress refuse();
    Progress readHead();
    Progress readBody();
};

ResponseParser::ResponseParser()
    : d(std::make_unique<Private>())
{
}

ResponseParser::~ResponseParser() = default;

void ResponseParser::expect(Asked asked)
{
    d->asked = asked;
    d->interimAnswers = 0;
}

void ResponseParser::append(const QByteArray &bytes)
{
    if (!d->isRefused)
        d->reader.append(bytes);
}

void ResponseParser::close()
{
    d->isClosed = true;
}

ResponseParser::Progress ResponseParser::advance()
{
    if (d->isRefused)
        return Progress::Refused;
    return d->isInBody ? d->readBody() : d->readHead();
}

AnswerHead ResponseParser::takeHead()
{
    return std::exchange(d->head, {});
}

QByteArray ResponseParser::takePiece()
{
    return d->reader.takePiece();
}

QByteArray ResponseParser::takeRest()
{
    return d->reader.takeRest();
}

bool ResponseParser::isIdle() const
{
    return d->reader.isIdle();
}

ResponseParser::Progress ResponseParser::Private::refuse()
{
    isRefused = true;
    reader.clear();
    return Progress::Refused;
}

ResponseParser::Progress ResponseParser::Private::readHead()
{
    const auto read = reader.readHead(mostHeadBytes, asked == Asked::Head);
    if (read == Reader::Head::NeedsMore)
        return isClosed ? refuse() : Progress::NeedsMore;
    if (read != Reader::Head::Complete)
        return refuse();

    const auto &message = reader.message();
    head.status = static_cast<int>(message.result_int());
    head.headers = reader.headers();
    head.framing = reader.framing();
    head.keepAlive = message.keep_alive() && head.framing.end != Framing::End::Close;
    if (head.status < 100 || !isFramedInOneWay(head.headers))
        return refuse();
    if (!head.isInterim()) {
        isInBody = true;
        return Progress::Head;
    }
    if (++interimAnswers > mostInterimAnswers)
        return refuse();
    reader.leave();
    return Progress::Head;
}

ResponseParser::Progress ResponseParser::Private::readBody()
{
    const auto read = reader.readBody();
    if (read == Reader::Body::Malformed)
        return refuse();
    if (read == Reader::Body::Piece)
        return Progress::Body;
    if (read == Reader::Body::NeedsMore) {
        if (!isClosed)
            return Progress::NeedsMore;
        if (!reader.isWholeAtClose())
            return refuse();
    }
    reader.leave();
    isInBody = false;
    return Progress::End;
}

} // namespace keyturn::edge
