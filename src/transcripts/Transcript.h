// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "AccessHeaders.h"
#include "Exchange.h"
#include "Presented.h"
#include "Verdict.h"

#include <QList>
#include <QString>

#include <optional>

namespace keyturn::transcripts {

/// What a piece of text is.
enum class Form {
    None, ///< No exchange was found in it.
    CurlInclude, ///< curl -i: header blocks, and a body.
    CurlVerbose, ///< curl -v: what was sent, what came back, and curl's own remarks.
    Har,
    RequestLog, ///< A line for each request, as HTTP libraries write it when they are asked to.
    Page, ///< A web page by itself.
    ErrorText, ///< The words of a program that was not satisfied.
};
[[nodiscard]] QString idOf(Form form);

enum class Answered { Unknown, No, Yes };

/// Which parts of the exchange the text shows. What is not here is not known to be absent.
struct Known
{
    bool status = false; ///< Else it is what the text implies.
    bool headers = false; ///< All of them, to the empty line.
    bool body = false; ///< The start of it at least.
    bool request = false; ///< With its headers.
    Answered credentialsSent = Answered::Unknown;
    bool method = false; ///< Else it is assumed.
};

enum class CredentialKind {
    ClientSecret,
    ApiToken,
    ApiKey,
    Jwt,
    AuthorizationCookie,
    AuthorizationValue,
    GitHubToken,
    GitLabToken,
    AwsKey,
    VaultToken,
    SlackToken,
    StripeKey,
    NpmToken,
    GoogleKey,
    DockerToken,
    PyPiToken,
    PrivateKey,
};
[[nodiscard]] QString idOf(CredentialKind kind);

/// A credential that stands in the text: where and what, never the value.
struct FoundCredential
{
    CredentialKind kind;
    int line = 0; ///< From 1.

    bool operator==(const FoundCredential &) const = default;
};

/// One exchange as a text tells it. Client Secrets and API tokens are taken out of the exchange.
struct Transcript
{
    Form form = Form::None;
    std::optional<http::Exchange> exchange; ///< Null with Form::None, or when the text was damaged.
    access::HeaderStyle style;
    access::Presented presented; ///< How the request carried them, where it is known.
    Known known;
    access::Confidence ceiling = access::Confidence::Possible; ///< No verdict on it may be surer.
    std::optional<access::Complaint> complaint; ///< What a program said in place of an answer.
    QByteArray words; ///< Where the exchange is what a program's words mean, and was not seen itself.
    int index = 0; ///< Which of the exchanges in the text it is, from 1; 0 without one.
    int count = 0; ///< How many there are.
    int firstLine = 0; ///< From 1; 0 without an exchange.
    int lastLine = 0;
    QList<FoundCredential> credentials; ///< In the whole text.
};

} // namespace keyturn::transcripts
