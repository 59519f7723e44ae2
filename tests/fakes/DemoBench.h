// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "DemoWorld.h"
#include "MemorySecretStore.h"
#include "MemoryTokenArchive.h"
#include "NetworkTransport.h"
#include "Workbench.h"

#include <memory>

namespace keyturn {

/// The demo world as main() makes it, for tests that click: an edge that listens, and stores in memory.
class DemoBench
{
public:
    explicit DemoBench(Clock time = &QDateTime::currentDateTimeUtc, quint16 port = 0)
        : clock(std::move(time))
    {
        auto demo = edge::makeDemoWorld(clock());
        edge.use(demo.config);
        m_isListening = static_cast<bool>(edge.start(port));
        edge::bindTo(demo, edge.url());
        m_facts = {true, edge.url(), edge.edge().certsUrl(), demo.config.team, {}};
        for (auto &kept : demo.tokens) {
            m_store.write(
                kept.token.id, std::move(kept.secret), {&m_store, [](tokens::SecretStore::Written) {}});
            m_isListening = m_isListening && m_archive.add(kept.token);
            m_facts.suggestedUrls.insert(kept.token.id, edge.url().resolved(QUrl(kept.path)));
        }
    }

    [[nodiscard]] bool isReady() const { return m_isListening; }
    [[nodiscard]] Workbench workbench()
    {
        return {vault, runner, m_prober, m_keys, m_teamKeys, m_watch, edge, clock, m_facts};
    }

    const Clock clock;

private:
    MemorySecretStore m_store;
    MemoryTokenArchive m_archive;
    NetworkTransport m_transport;
    WorldFacts m_facts;
    bool m_isListening = false;

public:
    TokenVault vault{m_store, m_archive, clock};
    RequestRunner runner{vault, m_transport, clock};
    EdgeRunner edge{clock};

private:
    Prober m_prober{vault, m_transport, clock};
    KeyFetcher m_keys{m_transport, clock};
    TeamKeys m_teamKeys{m_transport, clock};
    ExpiryWatch m_watch{vault, m_archive, clock};
};

} // namespace keyturn
