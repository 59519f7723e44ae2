// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DemoWorld.h"
#include "Edge.h"
#include "JwtInspection.h"
#include "KeyFetcher.h"
#include "RequestRunner.h"
#include "TokenVault.h"
#include "Verification.h"
#include "Workplace.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace keyturn::cli {

/// The demo's steps, each of which tells what it does and fails with the reason when something does not go as
/// it must.
class DemoRun
{
public:
    explicit DemoRun(const Workplace &place);
    ~DemoRun();

    [[nodiscard]] std::optional<Trouble> run();
    [[nodiscard]] const QJsonObject &document() const { return m_document; }

private:
    using Outcome = std::optional<Trouble>;

    [[nodiscard]] Outcome startEdge();
    [[nodiscard]] Outcome keepTokens();
    [[nodiscard]] Outcome sendWithEach();
    [[nodiscard]] Outcome explainRefusal();
    [[nodiscard]] Outcome readJwt();
    [[nodiscard]] Outcome verifyJwt();
    [[nodiscard]] Outcome refuseTampered();
    [[nodiscard]] Outcome listEnds();
    void sayWhatNext();

    void step(const QString &title, const QString &text);
    [[nodiscard]] Result<RequestReport, Trouble> send(const QString &tokenId, const QString &path);
    [[nodiscard]] jwt::Expectations expectations() const;

    const Workplace &m_place;
    const Output &m_out;
    edge::DemoWorld m_world;
    edge::Edge m_edge;
    TokenVault m_vault;
    std::vector<std::pair<QString, QString>> m_kept; ///< Token id and path.
    std::optional<RequestReport> m_refusal;
    QByteArray m_jwt;
    std::optional<FetchedKeys> m_keys;
    QJsonObject m_document;
    int m_step = 0;
};

} // namespace keyturn::cli
