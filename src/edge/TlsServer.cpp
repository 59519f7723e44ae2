// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TlsServer.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>

namespace keyturn::edge {

std::unique_ptr<QTcpServer> makeTlsServer(const ServerIdentity &identity)
{
    const auto chain = QSslCertificate::fromData(identity.certificate, QSsl::Pem);
    const auto pem = identity.privateKey.expose();
    const QSslKey key(QByteArray::fromRawData(pem.data(), pem.size()), QSsl::Ec, QSsl::Pem);
    if (chain.isEmpty() || key.isNull())
        return nullptr;
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // Clients show none.
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setAllowedNextProtocols({"http/1.1", "http/1.0"});
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace keyturn::edge
