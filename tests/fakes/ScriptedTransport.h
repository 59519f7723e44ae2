// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Transport.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace keyturn {

/// A Transport that answers from a script and writes down what it was given. It answers late, as the real one
/// does, and not at all once the Call is gone.
class ScriptedTransport final : public QObject, public http::Transport
{
public:
    struct Sent
    {
        http::Request request;
        QList<QByteArray> secretNames;
        QList<QByteArray> secretValues;
        http::Options options;
    };

    /// The next request is answered so; requests beyond the script are answered "connection refused".
    void willAnswer(http::Answer answer) { m_answers.push_back(std::move(answer)); }
    void willAnswer(int status, const http::Headers &headers = {}, const QByteArray &body = {})
    {
        http::Reply reply;
        reply.status = status;
        reply.headers = headers;
        reply.body.start = body;
        reply.body.size = body.size();
        willAnswer(reply);
    }
    void willFail(http::TransportError error) { willAnswer(Failure{http::TransportFailure{error, {}, {}}}); }
    /// The next request is never answered.
    void willBeSilent() { m_answers.emplace_back(std::nullopt); }

    [[nodiscard]] const QList<Sent> &sent() const { return m_sent; }
    [[nodiscard]] int openCalls() const { return *m_openCalls; }

    [[nodiscard]] std::unique_ptr<http::Call> send(
        const http::Request &request, http::SecretHeaders secrets, const http::Options &options,
        Then<http::Answer> then) override
    {
        Sent sent{request, {}, {}, options};
        for (const auto &secret : secrets) {
            sent.secretNames.append(secret.name);
            sent.secretValues.append(secret.value.expose().toByteArray());
        }
        m_sent.append(sent);

        auto call = std::make_unique<OpenCall>(m_openCalls);
        std::optional<http::Answer> answer
            = Failure{http::TransportFailure{http::TransportError::ConnectionRefused, {}, {}}};
        if (!m_answers.empty()) {
            answer = std::move(m_answers.front());
            m_answers.pop_front();
        }
        if (answer) {
            const auto deliver = [then, reply = *answer] { then(reply); };
            QTimer::singleShot(0, &call->receiver, deliver);
        }
        return call;
    }

private:
    struct OpenCall final : http::Call
    {
        explicit OpenCall(const std::shared_ptr<int> &open)
            : count(open)
        {
            ++*count;
        }
        ~OpenCall() override { --*count; }
        std::shared_ptr<int> count; ///< A test may let go of the transport first.
        QObject receiver;
    };

    std::deque<std::optional<http::Answer>> m_answers;
    QList<Sent> m_sent;
    std::shared_ptr<int> m_openCalls = std::make_shared<int>(0);
};

} // namespace keyturn
