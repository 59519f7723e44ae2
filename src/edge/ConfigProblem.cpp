// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ConfigProblem.h"

namespace keyturn::edge {

using namespace Qt::StringLiterals;

QString idOf(ConfigCause cause)
{
    switch (cause) {
    case ConfigCause::FileMissing:
        return u"file-missing"_s;
    case ConfigCause::FileUnreadable:
        return u"file-unreadable"_s;
    case ConfigCause::NotJson:
        return u"not-json"_s;
    case ConfigCause::Missing:
        return u"missing"_s;
    case ConfigCause::UnknownKey:
        return u"unknown-key"_s;
    case ConfigCause::WrongType:
        return u"wrong-type"_s;
    case ConfigCause::DuplicateKey:
        return u"duplicate-key"_s;
    case ConfigCause::BadUrl:
        return u"bad-url"_s;
    case ConfigCause::BadHost:
        return u"bad-host"_s;
    case ConfigCause::BadTime:
        return u"bad-time"_s;
    case ConfigCause::BadDuration:
        return u"bad-duration"_s;
    case ConfigCause::BadNumber:
        return u"bad-number"_s;
    case ConfigCause::BadWord:
        return u"bad-word"_s;
    case ConfigCause::BadAddress:
        return u"bad-address"_s;
    case ConfigCause::BadCountry:
        return u"bad-country"_s;
    case ConfigCause::BadPath:
        return u"bad-path"_s;
    case ConfigCause::BadTeam:
        return u"bad-team"_s;
    case ConfigCause::BadClientId:
        return u"bad-client-id"_s;
    case ConfigCause::BadHash:
        return u"bad-hash"_s;
    case ConfigCause::BadDomain:
        return u"bad-domain"_s;
    case ConfigCause::GuardsNothing:
        return u"guards-nothing"_s;
    case ConfigCause::SecretInFile:
        return u"secret-in-file"_s;
    case ConfigCause::SecretMissing:
        return u"secret-missing"_s;
    case ConfigCause::SecretTwice:
        return u"secret-twice"_s;
    case ConfigCause::SecretFileMissing:
        return u"secret-file-missing"_s;
    case ConfigCause::SecretFileUnreadable:
        return u"secret-file-unreadable"_s;
    case ConfigCause::SecretFileOpenToOthers:
        return u"secret-file-open-to-others"_s;
    case ConfigCause::SecretFileWithoutSecret:
        return u"secret-file-without-secret"_s;
    case ConfigCause::DuplicateId:
        return u"duplicate-id"_s;
    case ConfigCause::DuplicateName:
        return u"duplicate-name"_s;
    case ConfigCause::NoSuchPolicy:
        return u"no-such-policy"_s;
    case ConfigCause::NoSuchGroup:
        return u"no-such-group"_s;
    case ConfigCause::NoSuchToken:
        return u"no-such-token"_s;
    case ConfigCause::Refused:
        return u"refused"_s;
    }
    return {};
}

bool isWarning(ConfigCause cause)
{
    return cause == ConfigCause::DuplicateName || cause == ConfigCause::NoSuchGroup
        || cause == ConfigCause::NoSuchToken;
}

} // namespace keyturn::edge
