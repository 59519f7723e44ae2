// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Hand.h"
#include "ScriptedBench.h"
#include "Theme.h"
#include "Warnings.h"

#include <QApplication>
#include <QObject>

#include <memory>

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
        show(size);
    }

    /// The same with one token in the vault, whose id is `m_id`.
    void openWithToken(const QSize &size)
    {
        QTest::failOnWarning(anyWarning());
        m_bench = std::make_unique<ScriptedBench>();
        m_id = m_bench->keep(sampleToken());
        QVERIFY(m_bench->vault.load());
        show(size);
    }

    void close()
    {
        m_page.reset();
        m_bench.reset();
    }

    std::unique_ptr<ScriptedBench> m_bench;
    std::unique_ptr<Page> m_page;
    std::unique_ptr<Hand> m_hand;
    QString m_id;

private:
    void show(const QSize &size)
    {
        m_page = std::make_unique<Page>(m_bench->workbench());
        m_hand = std::make_unique<Hand>(*m_page);
        m_page->resize(size);
        m_page->show();
    }
};

} // namespace keyturn
