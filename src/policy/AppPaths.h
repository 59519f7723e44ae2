// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "Application.h"

#include <QUrl>

namespace keyturn::policy {

/// Host and path that an application claims, as Access reads them (facts 4.4): no scheme, no port, no query.
/// In the host, a wildcard stands for any number of characters of one label; in the path it may span
/// segments. A path covers everything below it, at a slash; one that ends in "/*" does not cover what stands
/// before the slash, but "example.com/*" is all of example.com.
class PathPattern
{
public:
    enum class Problem { Empty, Port, Query, TwoWildcards, BadHost };

    /// Null when Access could not use it; `problem` then says why. A scheme is dropped.
    [[nodiscard]] static std::optional<PathPattern> parse(const QString &text, Problem *problem = nullptr);

    [[nodiscard]] bool covers(const QString &host, const QString &path) const;

    /// Whether this one is the more specific of two that cover the same URL. When the host says this one and
    /// the path says the other, neither is.
    [[nodiscard]] bool isMoreSpecificThan(const PathPattern &other) const;

    [[nodiscard]] QString text() const { return m_host + m_path; }
    [[nodiscard]] const QString &host() const { return m_host; }
    [[nodiscard]] const QString &path() const { return m_path; }

    bool operator==(const PathPattern &) const = default;

private:
    QString m_host; ///< Lower case, punycode.
    QString m_path; ///< Empty for the whole host; otherwise from the first slash, none at the end.
};

/// Host and path of a URL, as patterns are compared with them. Null for what is no http or https URL; without
/// a scheme, https is meant.
struct Place
{
    QString host;
    QString path;
    bool hasPort = false; ///< Access strips it.
};
[[nodiscard]] std::optional<Place> placeOf(const QString &url);

/// The texts by which an application claims URLs: its public destinations, without any its
/// self_hosted_domains, without those its domain. Empty for types that guard no URL.
[[nodiscard]] QStringList claimsOf(const Application &application);

struct Claim
{
    qsizetype application = -1; ///< Place in the list.
    QString pattern;

    bool operator==(const Claim &) const = default;
};

enum class CoverageKind {
    NotAUrl,
    None, ///< No application covers it.
    One,
    Several, ///< More than one claims it, and none is clearly the more specific.
    PerhapsOne, ///< None by its address, but some cover Workers or private networks, which a URL does not
                ///< tell.
};

struct Coverage
{
    CoverageKind kind = CoverageKind::None;
    QList<Claim> winners; ///< With One: exactly one. With PerhapsOne: those that might.
    QList<Claim>
        shadowed; ///< They cover it too, but a more specific one comes before them; nothing is inherited.
    QString openBy; ///< The path of an override with "public" that covers it; then it is open.

    bool operator==(const Coverage &) const = default;
};

[[nodiscard]] Coverage coverageOf(const QString &url, const QList<Application> &applications);

/// What a list of applications claims, read once: for many places.
class ClaimedPlaces
{
public:
    explicit ClaimedPlaces(const QList<Application> &applications);

    [[nodiscard]] Coverage coverageOf(const Place &place) const;

private:
    struct Candidate
    {
        qsizetype application = -1;
        PathPattern pattern;
        QString text;
    };
    [[nodiscard]] QList<const Candidate *> candidatesFor(const Place &place) const;

    QList<Application> m_applications;
    QList<Candidate> m_candidates; ///< Those of one application stand together.
};

} // namespace keyturn::policy
