// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "MemoryTokenArchive.h"

#include "TokenArchiveContract.h"

using namespace keyturn;

class MemoryTokenArchiveTest : public TokenArchiveContract
{
    Q_OBJECT

protected:
    std::unique_ptr<tokens::TokenArchive> makeArchive() override
    {
        return std::make_unique<MemoryTokenArchive>();
    }
};

QTEST_GUILESS_MAIN(MemoryTokenArchiveTest)
#include "MemoryTokenArchiveTest.moc"
