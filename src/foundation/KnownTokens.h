// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <array>
#include <vector>

namespace keyturn {

/// Who made a token that says so itself by what it begins with.
enum class TokenMaker { GitHub, GitLab, Aws, Vault, Slack, Stripe, Npm, Google, Docker, PyPi };

/// What the tokens of a maker look like. None of them is Cloudflare's.
struct TokenShape
{
    enum class Letters { Alphanumeric, Capitals, Url }; ///< Url: with "-" and "_".

    QByteArrayView prefix;
    TokenMaker maker;
    qsizetype shortest; ///< Behind the prefix.
    Letters letters = Letters::Alphanumeric;
    bool standsAlone = false; ///< No letter or digit before it: its prefix is too common.
};

inline constexpr std::array tokenShapes{
    TokenShape{"ghp_", TokenMaker::GitHub, 20},
    TokenShape{"gho_", TokenMaker::GitHub, 20},
    TokenShape{"ghu_", TokenMaker::GitHub, 20},
    TokenShape{"ghs_", TokenMaker::GitHub, 20},
    TokenShape{"ghr_", TokenMaker::GitHub, 20},
    TokenShape{"github_pat_", TokenMaker::GitHub, 20, TokenShape::Letters::Url},
    TokenShape{"glpat-", TokenMaker::GitLab, 20, TokenShape::Letters::Url},
    TokenShape{"gldt-", TokenMaker::GitLab, 20, TokenShape::Letters::Url},
    TokenShape{"glrt-", TokenMaker::GitLab, 20, TokenShape::Letters::Url},
    TokenShape{"glptt-", TokenMaker::GitLab, 20, TokenShape::Letters::Url},
    TokenShape{"glcbt-", TokenMaker::GitLab, 20, TokenShape::Letters::Url},
    TokenShape{"AKIA", TokenMaker::Aws, 16, TokenShape::Letters::Capitals, true},
    TokenShape{"ASIA", TokenMaker::Aws, 16, TokenShape::Letters::Capitals, true},
    TokenShape{"hvs.", TokenMaker::Vault, 20, TokenShape::Letters::Url, true},
    TokenShape{"hvb.", TokenMaker::Vault, 20, TokenShape::Letters::Url, true},
    TokenShape{"hvr.", TokenMaker::Vault, 20, TokenShape::Letters::Url, true},
    TokenShape{"xoxa-", TokenMaker::Slack, 10, TokenShape::Letters::Url},
    TokenShape{"xoxb-", TokenMaker::Slack, 10, TokenShape::Letters::Url},
    TokenShape{"xoxp-", TokenMaker::Slack, 10, TokenShape::Letters::Url},
    TokenShape{"xoxr-", TokenMaker::Slack, 10, TokenShape::Letters::Url},
    TokenShape{"xoxs-", TokenMaker::Slack, 10, TokenShape::Letters::Url},
    TokenShape{"sk_live_", TokenMaker::Stripe, 10},
    TokenShape{"rk_live_", TokenMaker::Stripe, 10},
    TokenShape{"sk_test_", TokenMaker::Stripe, 10},
    TokenShape{"npm_", TokenMaker::Npm, 36},
    TokenShape{"AIza", TokenMaker::Google, 35, TokenShape::Letters::Url, true},
    TokenShape{"dckr_pat_", TokenMaker::Docker, 20, TokenShape::Letters::Url},
    TokenShape{"pypi-AgE", TokenMaker::PyPi, 40, TokenShape::Letters::Url},
};

struct KnownToken
{
    qsizetype start = 0;
    qsizetype end = 0;
    TokenMaker maker = TokenMaker::GitHub;

    bool operator==(const KnownToken &) const = default;
};

/// Every token of another maker in `text`, in the order of their places.
[[nodiscard]] std::vector<KnownToken> knownTokensIn(QByteArrayView text);

/// Where the private key whose PEM text (RFC 7468) begins at `start` ends; a cut one ends where its letters
/// do.
[[nodiscard]] qsizetype endOfPrivateKey(QByteArrayView text, qsizetype start);
/// Where the next one begins, from `from` on; -1 when there is none.
[[nodiscard]] qsizetype nextPrivateKey(QByteArrayView text, qsizetype from);

} // namespace keyturn
