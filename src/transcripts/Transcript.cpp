// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Transcript.h"

using namespace Qt::StringLiterals;

namespace keyturn::transcripts {

QString idOf(Form form)
{
    switch (form) {
    case Form::None:
        return u"none"_s;
    case Form::CurlInclude:
        return u"curl-include"_s;
    case Form::CurlVerbose:
        return u"curl-verbose"_s;
    case Form::Har:
        return u"har"_s;
    case Form::RequestLog:
        return u"request-log"_s;
    case Form::Page:
        return u"page"_s;
    case Form::ErrorText:
        return u"error-text"_s;
    }
    Q_UNREACHABLE();
}

QString idOf(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::ClientSecret:
        return u"client-secret"_s;
    case CredentialKind::ApiToken:
        return u"api-token"_s;
    case CredentialKind::ApiKey:
        return u"api-key"_s;
    case CredentialKind::Jwt:
        return u"jwt"_s;
    case CredentialKind::AuthorizationCookie:
        return u"authorization-cookie"_s;
    case CredentialKind::AuthorizationValue:
        return u"authorization"_s;
    case CredentialKind::GitHubToken:
        return u"github-token"_s;
    case CredentialKind::GitLabToken:
        return u"gitlab-token"_s;
    case CredentialKind::AwsKey:
        return u"aws-key"_s;
    case CredentialKind::VaultToken:
        return u"vault-token"_s;
    case CredentialKind::SlackToken:
        return u"slack-token"_s;
    case CredentialKind::StripeKey:
        return u"stripe-key"_s;
    case CredentialKind::NpmToken:
        return u"npm-token"_s;
    case CredentialKind::GoogleKey:
        return u"google-key"_s;
    case CredentialKind::DockerToken:
        return u"docker-token"_s;
    case CredentialKind::PyPiToken:
        return u"pypi-token"_s;
    case CredentialKind::PrivateKey:
        return u"private-key"_s;
    }
    Q_UNREACHABLE();
}

} // namespace keyturn::transcripts
