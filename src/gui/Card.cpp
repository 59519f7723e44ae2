// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Card.h"

#include "Look.h"

using namespace Qt::StringLiterals;

namespace keyturn {

Card::Card(QWidget *parent)
    : QFrame(parent)
{
    setLook(*this, u"card"_s);
}

} // namespace keyturn
