// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "FailingSecretStore.h"
#include "MemoryTokenArchive.h"
#include "SampleTokens.h"
#include "ScriptedTransport.h"
#include "Workbench.h"

namespace keyturn {

/// Use cases on a store that can refuse and a network that answers from a script, at a time of one's own.
class ScriptedBench
{
public:
    [[nodiscard]] Workbench workbench()
    {
        return {vault, runner, m_prober, m_keys, m_teamKeys, m_watch, edge, clock, {}};
    }

    QString keep(tokens::ServiceToken token)
    {
        if (token.id.isEmpty())
            token.id = token.name;
        store.write(token.id, sampleSecret(), {&transport, [](tokens::SecretStore::Written) {}});
        [[maybe_unused]] const auto saved = m_archive.add(token);
        return token.id;
    }

    QDateTime now{{2026, 11, 24}, {9, 30}, Qt::UTC};
    const Clock clock = [this] { return now; };
    FailingSecretStore store;
    ScriptedTransport transport;

private:
    MemoryTokenArchive m_archive;

public:
    TokenVault vault{store, m_archive, clock};
    RequestRunner runner{vault, transport, clock};
    EdgeRunner edge{clock};

private:
    Prober m_prober{vault, transport, clock};
    KeyFetcher m_keys{transport, clock};
    TeamKeys m_teamKeys{transport, clock};
    ExpiryWatch m_watch{vault, m_archive, clock};
};

} // namespace keyturn
