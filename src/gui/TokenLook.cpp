// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokenLook.h"

#include "TimeWording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::Expiry;
using tokens::Status;

Tone toneOf(Status status, bool ends)
{
    switch (status) {
    case Status::Valid:
        return ends ? Tone::Good : Tone::Neutral;
    case Status::Due:
        return Tone::Attention;
    case Status::Expired:
        return Tone::Bad;
    case Status::Disabled:
    case Status::Unknown:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString lifeLabelOf(const tokens::ServiceToken &token)
{
    switch (token.expiry.kind) {
    case Expiry::Kind::At:
        return calendarDay(token.expiry.at);
    case Expiry::Kind::Forever:
        return QCoreApplication::translate("TokenLook", "no expiry");
    case Expiry::Kind::Unknown:
        return QCoreApplication::translate("TokenLook", "expiry not known");
    }
    return {};
}

} // namespace keyturn
