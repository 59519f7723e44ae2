// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <algorithm>

// Secrets that stand wherever a person or a server can put something, and must stand in nothing that is said.
namespace keyturn {

inline const QByteArray plantedSecret
    = QByteArrayLiteral("cfast_Kq7Zw2Xv9Lm4Tp8Rb3Nc6Yd1Fg5Hj0Ss8Uu2Aa4ZdEaDbEeF");
inline const QByteArray plantedApiToken = QByteArrayLiteral("cfut_Pm3Xb8Vz1Qw6Le9Rk2Tj5Yh0Ng7Ud4Fs1Ca8Oi");
inline const QByteArray plantedSignature = QByteArrayLiteral("Zx9Wv8Ut7Sr6Qp5On4Ml3Kj2Ih1Gf0Ed_Cb-AaQq");
inline const QByteArray plantedCookie = QByteArrayLiteral("Hj4Kl5Mn6Pq7Rs8Tv9Wx0Yz1Ab2Cd3Ef");

/// A Client Secret of the older kind: it has no shape, and only its name or who knows it can tell.
inline const QByteArray plantedOldSecret
    = QByteArrayLiteral("5b0e7a91c3f24d68b05e7a9c13f2d4865b0e7a91c3f24d68b05e7a9c13f2d486");

/// A service token's JWT with that signature.
inline QByteArray plantedJwt()
{
    return "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
        + QByteArray(R"({"iss":"https://acme.cloudflareaccess.com","aud":["0a1b2c"],"exp":1795510000,)"
                     R"("common_name":"4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access","type":"app","sub":""})")
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        + '.' + plantedSignature;
}

/// The part of each that must not be seen, whatever is cut off beside it.
inline QList<QByteArray> plantedCores()
{
    return {
        plantedSecret.mid(6, 40), plantedApiToken.mid(5), plantedSignature, plantedCookie,
        plantedOldSecret.mid(4, 56)};
}

/// In every form in which one may look for it.
inline QList<QByteArray> formsOfPlanted(const QByteArray &core)
{
    QList<QByteArray> forms{core, core.toHex(), core.toHex().toUpper(), core.toPercentEncoding()};
    const QByteArray hex = core.toHex();
    QByteArray percent;
    QByteArray unicode;
    for (qsizetype i = 0; i < hex.size(); i += 2) {
        percent += '%' + hex.mid(i, 2);
        unicode += "\\u00" + hex.mid(i, 2);
    }
    forms << percent << percent.toUpper() << unicode;
    for (int shift = 0; shift < 3; ++shift) {
        const QByteArray encoded = (QByteArray(shift, 'x') + core).toBase64();
        const QByteArray inside = encoded.mid(4, (core.size() * 4 / 3) - 8);
        forms << inside << QByteArray(inside).replace('+', '-').replace('/', '_');
    }
    return forms;
}

/// The first planted secret in `said`, in whatever form; empty when there is none.
inline QByteArray plantedIn(const QByteArray &said)
{
    static const QList<QByteArray> forms = [] {
        QList<QByteArray> all;
        for (const auto &core : plantedCores())
            all += formsOfPlanted(core);
        return all;
    }();
    for (const auto &form : forms) {
        if (const auto at = said.indexOf(form); at >= 0)
            return said.mid(std::max<qsizetype>(0, at - 80), form.size() + 160);
    }
    return {};
}

} // namespace keyturn
