// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace keyturn::access {

/// What the start of a body says about who wrote it. Pages can be customised and can quote one another: each
/// mark is a hint, asked for by its structure and never by a word alone.

/// The text of the first title element, white space collapsed; empty when there is none.
[[nodiscard]] QString titleOf(const QByteArray &page);

/// "Sign in · Cloudflare Access", the whole title (facts 2.7, S12).
[[nodiscard]] bool isLoginTitle(const QString &title);

/// Access's own block page, as HTML or JSON (facts 2.7, S11, and 13), or the title that it has, "Error ·
/// Cloudflare Access".
[[nodiscard]] bool isBlockPage(const QByteArray &body);

/// What either of the two pages says of itself (`message`, `status_code`, `ray_id`); empty when the body is
/// neither.
[[nodiscard]] QJsonObject blockMessageIn(const QByteArray &body);

/// The same page where no application covers the host: it has the members of the page but no audience.
[[nodiscard]] bool isBlockPageOfNoApplication(const QByteArray &body);

/// The number of an error that Cloudflare itself reports (1020, 522) as text, JSON, front matter or HTML; 0
/// when the body is nothing of the kind.
[[nodiscard]] int cloudflareCodeOf(const QByteArray &body);

/// The firewall's page that names no number, and that asked for a captcha once: a hint, as its title is.
[[nodiscard]] bool isFirewallPage(const QByteArray &body);

/// nginx's words, which Cloudflare's edge has as well, for http that was spoken to a port of https.
[[nodiscard]] bool saysHttpsIsRequired(const QByteArray &body);

/// One of the answers of the Hono middleware (facts 2.7, S20 and S21; list in 3.5).
enum class MiddlewareAnswer { None, NoAssertion, WrongTeam, WrongAudience, OutOfTime, Invalid };
[[nodiscard]] MiddlewareAnswer middlewareAnswerOf(const QByteArray &body);
[[nodiscard]] bool isHonoText(const QByteArray &body);

/// An error in which a service says that it misses an email, a sub or a user; empty when it is nothing of the
/// kind (S24).
[[nodiscard]] QString missingIdentityIn(const QByteArray &body);

/// "Unable to find your Access application", as a whole sentence of a page (facts 13, 9).
[[nodiscard]] bool saysNoApplication(const QByteArray &body);

/// The error codes in an answer of the Cloudflare API, chained ones included (facts 1.5).
[[nodiscard]] QList<int> apiCodesIn(const QByteArray &body);
[[nodiscard]] bool saysZeroTrustIsNotEnabled(const QByteArray &body);

} // namespace keyturn::access
