// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ClipboardGuard.h"
#include "Hand.h"
#include "ScriptedBench.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QObject>

#include <memory>
#include <type_traits>

namespace keyturn {

/// What a test of one page stands on: the page on its bench, and a hand that uses it. A test derives from
/// this and calls open() and close() from its own init() and cleanup().
template <typename Page>
class PageTest : public QObject
{
protected:
    static void dress() { new Theme(*qApp); }

    void open(const QSize &size)
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<ScriptedBench>();
        show(size, m_bench->workbench());
    }

    /// The same with one token in the vault, whose id is `m_id`.
    void openWithToken(const QSize &size)
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<ScriptedBench>();
        m_id = m_bench->keep(sampleToken());
        QVERIFY(m_bench->vault.load());
        show(size, m_bench->workbench());
    }

    /// The page on another workbench, in place of the one that is open.
    void show(const QSize &size, const Workbench &workbench)
    {
        m_page.reset();
        m_clipboard = std::make_unique<ClipboardGuard>();
        if constexpr (std::is_constructible_v<Page, const Workbench &, ClipboardGuard &>)
            m_page = std::make_unique<Page>(workbench, *m_clipboard);
        else
            m_page = std::make_unique<Page>(workbench);
        m_hand = std::make_unique<Hand>(*m_page);
        m_page->resize(size);
        m_page->show();
    }

    void close()
    {
        m_page.reset();
        m_clipboard.reset();
        m_bench.reset();
    }

    std::unique_ptr<ScriptedBench> m_bench;
    std::unique_ptr<ClipboardGuard> m_clipboard; ///< What pages that copy secrets are given.
    std::unique_ptr<Page> m_page;
    std::unique_ptr<Hand> m_hand;
    QString m_id;
};

} // namespace keyturn
