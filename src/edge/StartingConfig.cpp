// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "StartingConfig.h"

#include "ClientSecret.h"
#include "Rfc3339.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace keyturn::edge {

using namespace Qt::StringLiterals;

namespace {

constexpr auto words = R"({
  // What keyturn-cli edge --config plays: Cloudflare Access for one team, on this machine. Save this file while the edge
  // runs, and it is read again. keyturn-cli edge --schema prints all that can stand here.

  "team": "demo-team",

  // legacy: refusals are redirects to the login page. strict: 401 and 403.
  "mode": "legacy",

  "listen": { "port": 8787 },

  // The service behind it. Without one, an echo says what a service would have seen.
  // "upstream": "http://127.0.0.1:3000",

  // Applications are as the Cloudflare API has them: paste what GET /accounts/ID/access/apps answers. 127.0.0.1 stands for
  // this machine under any of its names; "local_host" gives it the name of a host of yours.
  "applications": [
    {
      "name": "Data API",
      "domain": "127.0.0.1",
      "policies": [
        {
          "name": "Services",
          "decision": "non_identity", // Service Auth: only this lets tokens in.
          "include": [
            { "service_token": { "token_id": "deploy" } },
            { "service_token": { "token_id": "nightly" } },
            { "service_token": { "token_id": "partner" } }
          ]
        }
      ]
    },
    {
      "name": "Status page",
      "domain": "127.0.0.1/status",
      "policies": [{ "name": "Anybody", "decision": "bypass", "include": [{ "everyone": {} }] }]
    },
    {
      "name": "Admin",
      "domain": "127.0.0.1/admin",
      "policies": [
        {
          "name": "Employees",
          "decision": "allow", // Asks for a login, which no token can answer: a usual mistake.
          "include": [{ "service_token": { "token_id": "deploy" } }]
        }
      ]
    }
  ],

  // Made up for this file. Where a token has no id, rules call it by its name. Instead of a file, "client_secret_sha256"
  // may hold the SHA-256 of the secret: printf %s "$SECRET" | sha256sum
  "service_tokens": [
    { "name": "deploy", "client_id": "@deploy@", "client_secret_file": "@deploy-file@", "duration": "8760h" },
    { "name": "nightly", "client_id": "@nightly@", "client_secret_file": "@nightly-file@", "expires_at": "@expired@" },
    { "name": "partner", "client_id": "@partner@", "client_secret_file": "@partner-file@", "enabled": false }
  ],

  // What goes wrong on purpose. The first that fits counts.
  "faults": [
    { "name": "tunnel down", "match": { "path": "/broken/tunnel" }, "status": 530, "code": 1033 },
    { "name": "slow", "match": { "path": "/slow" }, "latency": "3s" }
  ]
}
)";

/// As it stands between the quotes of JSON.
QByteArray quoted(const QString &text)
{
    const auto array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(2, array.size() - 4);
}

} // namespace

StartingConfig makeStartingConfig(const QString &name, const QDateTime &now)
{
    StartingConfig config;
    config.text = QByteArray(words).replace("@expired@", toRfc3339(now.addDays(-1)).toLatin1());
    for (const auto *const token : {"deploy", "nightly", "partner"}) {
        const auto named = QString::fromLatin1(token);
        const auto file = QFileInfo(name).completeBaseName() + u'.' + named + u".secret"_s;
        const auto mark = QByteArray("@") + token;
        config.text.replace(mark + "-file@", quoted(file));
        config.text.replace(mark + '@', randomHex(32) + ".access");
        config.secrets.push_back({named, file, makeClientSecret()});
    }
    return config;
}

} // namespace keyturn::edge
