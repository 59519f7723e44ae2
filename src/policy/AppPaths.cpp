// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "AppPaths.h"

#include "IpRange.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyturn::policy {

namespace {

/// Whether `text` fits `pattern`, in which each * stands for any number of characters. Linear but for
/// going back to the last *.
bool fits(QStringView pattern, QStringView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool hostFits(QStringView pattern, QStringView host)
{
    const auto patternLabels = pattern.split(u'.');
    const auto labels = host.split(u'.');
    return patternLabels.size() == labels.size()
        && std::equal(patternLabels.begin(), patternLabels.end(), labels.begin(), fits);
}

/// With everything below it: "/a" also covers "/a/b", and "/*/b" also "/x/b/c".
bool pathFits(const QString &pattern, const QString &path)
{
    return pattern.isEmpty() || fits(pattern, path) || fits(QString(pattern + "/*"_L1), path);
}

bool isHostCharacter(QChar c)
{
    return c == u'.' || c == u'-' || c == u'_' || c == u'*' || c.isLetterOrNumber();
}

/// Lower case and punycode, label by label, since a wildcard is no part of a host name.
std::optional<QString> patternHost(const QString &text)
{
    QStringList labels;
    for (const auto &label : text.toLower().split(u'.')) {
        if (label.isEmpty() || label.size() > 63 || !std::all_of(label.begin(), label.end(), isHostCharacter))
            return std::nullopt;
        const auto ascii = label.contains(u'*') ? label : QString::fromLatin1(QUrl::toAce(label));
        labels.append(ascii.isEmpty() ? label : ascii);
    }
    return labels.join(u'.');
}

bool hasTwoWildcards(QStringView part)
{
    return part.count(u'*') > 1;
}

qsizetype literals(const QString &text)
{
    return text.size() - text.count(u'*');
}

/// How one side of a pattern compares: more literal characters first, then fewer wildcards.
int compared(const QString &a, const QString &b)
{
    const auto byLiterals = literals(a) - literals(b);
    const auto difference = byLiterals != 0 ? byLiterals : b.count(u'*') - a.count(u'*');
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

int comparedHosts(const QString &a, const QString &b)
{
    const bool isWildA = a.contains(u'*');
    const bool isWildB = b.contains(u'*');
    if (isWildA != isWildB)
        return isWildA ? -1 : 1;
    return compared(a, b);
}

bool guardsUrls(const Application &application)
{
    static const QStringList others{u"saas"_s, u"bookmark"_s, u"warp"_s,
                                    u"biso"_s, u"dash_sso"_s, u"infrastructure"_s};
    return !others.contains(application.type);
}

/// What a URL does not tell: which Worker answers it, or which private network it leads to.
bool mightCover(const Destination &destination, const Place &place)
{
    switch (destination.kind) {
    case DestinationKind::Public:
        return false;
    case DestinationKind::Private: {
        if (!destination.hostname.isEmpty()) {
            const auto pattern = PathPattern::parse(destination.hostname);
            return pattern && pattern->covers(place.host, place.path);
        }
        const auto address = parseIp(place.host);
        const auto range = IpRange::parse(destination.cidr);
        return address && range && range->contains(*address);
    }
    case DestinationKind::McpPortal:
        return false;
    case DestinationKind::Worker:
    case DestinationKind::PreviewWorker:
    case DestinationKind::AllWorkers:
    case DestinationKind::AllPreviewWorkers:
    case DestinationKind::Other:
        return true;
    }
    return false;
}

QString openOverride(const Application &application, const Place &place)
{
    for (const auto &destination : application.destinations) {
        for (const auto &one : destination.overrides) {
            if (one.behavior != u"public")
                continue;
            const auto own = PathPattern::parse(destination.uri);
            const bool isPath = one.uri.startsWith(u'/');
            const auto pattern = PathPattern::parse(isPath && own ? own->host() + one.uri : one.uri);
            if (pattern && pattern->covers(place.host, place.path))
                return one.uri;
        }
    }
    return {};
}

} // namespace

std::optional<PathPattern> PathPattern::parse(const QString &text, Problem *problem)
{
    const auto fail = [problem](Problem why) -> std::optional<PathPattern> {
        if (problem != nullptr)
            *problem = why;
        return std::nullopt;
    };
    auto rest = text.trimmed();
    const auto scheme = rest.indexOf("://"_L1);
    if (scheme >= 0)
        rest = rest.sliced(scheme + 3);
    if (rest.isEmpty())
        return fail(Problem::Empty);
    if (rest.contains(u'?') || rest.contains(u'#'))
        return fail(Problem::Query);
    const auto slash = rest.indexOf(u'/');
    auto hostText = slash < 0 ? rest : rest.first(slash);
    auto path = slash < 0 ? QString() : rest.sliced(slash);
    if (hostText.contains(u':'))
        return fail(Problem::Port);
    if (hostText.endsWith(u'.'))
        hostText.chop(1);
    const auto host = patternHost(hostText);
    if (!host)
        return fail(Problem::BadHost);
    const auto labels = QStringView(*host).split(u'.');
    const auto segments = QStringView(path).split(u'/');
    if (std::any_of(labels.begin(), labels.end(), hasTwoWildcards)
        || std::any_of(segments.begin(), segments.end(), hasTwoWildcards))
        return fail(Problem::TwoWildcards);

    if (path == u"/*")
        path.clear();
    while (path.endsWith(u'/'))
        path.chop(1);
    PathPattern pattern;
    pattern.m_host = *host;
    pattern.m_path = path;
    return pattern;
}

bool PathPattern::covers(const QString &host, const QString &path) const
{
    return hostFits(m_host, host) && pathFits(m_path, path);
}

bool PathPattern::isMoreSpecificThan(const PathPattern &other) const
{
    const int byHost = comparedHosts(m_host, other.m_host);
    const int byPath = compared(m_path, other.m_path);
    return byHost >= 0 && byPath >= 0 && byHost + byPath > 0;
}

std::optional<Place> placeOf(const QString &text)
{
    const auto trimmed = text.trimmed();
    const QUrl url(trimmed.contains("://"_L1) ? trimmed : u"https://"_s + trimmed, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    auto host = url.host(QUrl::FullyEncoded).toLower();
    if (host.endsWith(u'.'))
        host.chop(1);
    if (!url.isValid() || !isWeb || host.isEmpty())
        return std::nullopt;
    const auto path = url.adjusted(QUrl::NormalizePathSegments).path(QUrl::PrettyDecoded);
    return Place{host, path.isEmpty() ? u"/"_s : path, url.port() != -1};
}

QStringList claimsOf(const Application &application)
{
    if (!guardsUrls(application))
        return {};
    QStringList claims;
    for (const auto &destination : application.destinations) {
        if (destination.kind == DestinationKind::Public)
            claims.append(destination.uri);
    }
    if (!application.destinations.isEmpty())
        return claims;
    if (!application.selfHostedDomains.isEmpty())
        return application.selfHostedDomains;
    if (!application.domain.isEmpty())
        claims.append(application.domain);
    return claims;
}

ClaimedPlaces::ClaimedPlaces(const QList<Application> &applications)
    : m_applications(applications)
{
    for (qsizetype i = 0; i < applications.size(); ++i) {
        for (const auto &text : claimsOf(applications[i])) {
            if (const auto pattern = PathPattern::parse(text))
                m_candidates.append({i, *pattern, text});
        }
    }
}

QList<const ClaimedPlaces::Candidate *> ClaimedPlaces::candidatesFor(const Place &place) const
{
    QList<const Candidate *> found;
    for (const auto &candidate : m_candidates) {
        if (!candidate.pattern.covers(place.host, place.path))
            continue;
        // Of the patterns of one application the most specific stands for it.
        const bool isSameOne = !found.isEmpty() && found.last()->application == candidate.application;
        if (!isSameOne)
            found.append(&candidate);
        else if (candidate.pattern.isMoreSpecificThan(found.last()->pattern))
            found.last() = &candidate;
    }
    return found;
}

Coverage ClaimedPlaces::coverageOf(const Place &place) const
{
    Coverage coverage;
    const auto candidates = candidatesFor(place);
    for (const auto *candidate : candidates) {
        const auto beatsIt = [candidate](const Candidate *other) {
            return other->pattern.isMoreSpecificThan(candidate->pattern);
        };
        const bool isBeaten = std::any_of(candidates.begin(), candidates.end(), beatsIt);
        auto &list = isBeaten ? coverage.shadowed : coverage.winners;
        list.append({candidate->application, candidate->text});
    }
    if (!coverage.winners.isEmpty()) {
        coverage.kind = coverage.winners.size() == 1 ? CoverageKind::One : CoverageKind::Several;
        if (coverage.kind == CoverageKind::One)
            coverage.openBy = openOverride(m_applications[coverage.winners.first().application], place);
        return coverage;
    }

    for (qsizetype i = 0; i < m_applications.size(); ++i) {
        for (const auto &destination : m_applications[i].destinations) {
            if (!mightCover(destination, place))
                continue;
            coverage.winners.append({i, destination.kindText});
            break;
        }
    }
    if (!coverage.winners.isEmpty())
        coverage.kind = CoverageKind::PerhapsOne;
    return coverage;
}

Coverage coverageOf(const QString &url, const QList<Application> &applications)
{
    const auto place = placeOf(url);
    if (place)
        return ClaimedPlaces(applications).coverageOf(*place);
    Coverage coverage;
    coverage.kind = CoverageKind::NotAUrl;
    return coverage;
}

} // namespace keyturn::policy
