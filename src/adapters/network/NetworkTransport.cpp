// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "NetworkTransport.h"

#include "NetworkCall.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

#include <utility>

namespace keyturn {

namespace {

/// The system's proxies, but never for this machine itself.
class ProxiesBeyondLoopback final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (http::isLoopback(query.url()))
            return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

} // namespace

struct NetworkTransport::Private
{
    std::shared_ptr<QNetworkAccessManager> manager = std::make_shared<QNetworkAccessManager>();
};

NetworkTransport::NetworkTransport()
    : d(std::make_unique<Private>())
{
    d->manager->setProxyFactory(new ProxiesBeyondLoopback);
}

NetworkTransport::~NetworkTransport() = default;

std::unique_ptr<http::Call> NetworkTransport::send(
    const http::Request &request, http::SecretHeaders secrets, const http::Options &options,
    Then<http::Answer> then)
{
    auto call = std::make_unique<NetworkCall>(d->manager, options, std::move(then));
    call->start(request, secrets);
    return call;
}

} // namespace keyturn
