// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "OutgoingBody.h"

#include <algorithm>
#include <utility>

namespace keyturn {

OutgoingBody::OutgoingBody(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OutgoingBody::seek(qint64)
{
    return false;
}

qint64 OutgoingBody::readData(char *data, qint64 largest)
{
    const auto count = std::min<qint64>(largest, m_bytes.size() - m_handedOver);
    std::copy_n(m_bytes.constData() + m_handedOver, count, data);
    m_handedOver += count;
    return count;
}

qint64 OutgoingBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace keyturn
