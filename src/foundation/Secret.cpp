// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Secret.h"

#include "JsonText.h"

#include <QCryptographicHash>
#include <QString>

#include <algorithm>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace keyturn {

namespace {

// volatile, or the optimiser may drop the writes.
template <typename Char>
void overwrite(Char *data, qsizetype size) noexcept
{
    volatile Char *cells = data;
    std::fill_n(cells, size, Char{});
}

} // namespace

Secret::Secret(const QByteArray &bytes)
    : m_bytes(bytes)
{
    m_bytes.detach(); // no longer shared: wiping must neither miss a copy nor hit the caller's
}

Secret::Secret(QByteArray &&bytes)
    : m_bytes(std::move(bytes))
{
    m_bytes.detach();
}

Secret::Secret(Secret &&other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {}))
{
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

bool Secret::isText() const
{
    return !m_bytes.contains('\0') && m_bytes.isValidUtf8();
}

bool Secret::isSameAs(const Secret &other) const
{
    if (m_bytes.size() != other.m_bytes.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        difference |= static_cast<unsigned char>(m_bytes[i]) ^ static_cast<unsigned char>(other.m_bytes[i]);
    return difference == 0;
}

QByteArray Secret::sha256() const
{
    return QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256);
}

// All the room at once: growing would leave copies behind that nobody wipes.
Secret Secret::between(QByteArrayView before, QByteArrayView after) const
{
    QByteArray all;
    all.reserve(before.size() + m_bytes.size() + after.size());
    all.append(before).append(m_bytes).append(after);
    return Secret(std::move(all));
}

Secret Secret::asJsonString() const
{
    return Secret(jsonString(m_bytes));
}

void Secret::wipe() noexcept
{
    overwrite(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

void wipeBytes(QByteArray &bytes) noexcept
{
    overwrite(bytes.data(), bytes.size());
    bytes.clear();
}

void wipeText(QString &text) noexcept
{
    overwrite(reinterpret_cast<char16_t *>(text.data()), text.size());
    text.clear();
}

void forbidCoreFiles()
{
#ifdef Q_OS_UNIX
    const rlimit nothing{0, 0};
    setrlimit(RLIMIT_CORE, &nothing);
#endif
#ifdef Q_OS_LINUX
    // The limit alone does not stop a core_pattern that pipes to a program.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace keyturn
