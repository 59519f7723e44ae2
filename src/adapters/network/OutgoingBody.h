// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIODevice>

namespace keyturn {

/// The body of a request as it goes out: once, and never again. Qt repeats a request on a new connection when
/// the peer closes without an answer, whatever the method; it gives up when it cannot rewind the body.
class OutgoingBody final : public QIODevice
{
    Q_OBJECT

public:
    explicit OutgoingBody(QByteArray bytes);

    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] bool atEnd() const override { return m_handedOver == m_bytes.size(); }
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 largest) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qsizetype m_handedOver = 0;
};

} // namespace keyturn
