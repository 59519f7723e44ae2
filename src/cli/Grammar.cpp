// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Grammar.h"

#include "EdgeWords.h"
#include "JwtWords.h"

namespace keyturn::cli {

namespace {

using Kind = OptionForm::Kind;

const OptionForm tokenArgument{Kind::Positional, "token", "TOKEN", "Name or id of the token"};
const OptionForm urlArgument{Kind::Positional, "url", "URL", "https://..., or http:// on this machine"};
const OptionForm headerStyle{
    Kind::One, "--header-style", "STYLE",
    "two: CF-Access-Client-Id and CF-Access-Client-Secret (default);\n"
    "single:NAME: one header NAME with both in JSON"};
const OptionForm reveal{
    Kind::Flag, "--reveal", "",
    "Show the cookies, JWTs and other credentials that the answer holds; never the token's own secret"};
const OptionForm report{
    Kind::One, "--report", "FILE",
    "Write a report for others: Markdown (.md) or HTML (.html, .htm). Credentials\n"
    "that it can tell by their form or their name are taken out: read it before you pass it on"};
const OptionForm hideHosts{
    Kind::Flag, "--hide-hosts", "",
    "In the report, put other names in the place of hosts, teams, paths, addresses, e-mails and ids"};
const OptionForm expires{
    Kind::One, "--expires", "RFC3339",
    "When it ends: 2027-11-24T09:00:00Z, or a date, which is its last day"};
const OptionForm duration{
    Kind::One, "--duration", "GODURATION",
    "How long it lasts from now, as Cloudflare writes it: 8760h; or 365d; or forever"};
const OptionForm forever{Kind::Flag, "--forever", "", "It never ends"};
const OptionForm secretStdin{Kind::Flag, "--secret-stdin", "", "Read the Client Secret from standard input"};
const OptionForm secretFile{Kind::One, "--secret-file", "FILE", "Read the Client Secret from a file"};
const OptionForm clientIdOnce{
    Kind::One, "--client-id", "ID",
    "A token that Keyturn does not keep, for this once: with its secret from --secret-stdin or\n"
    "--secret-file, which may also hold both halves. No keychain is needed"};
const OptionForm team{Kind::One, "--team", "TEAM", "acme of acme.cloudflareaccess.com"};
const OptionForm owner{Kind::One, "--owner", "TEXT", "Who answers for it"};
const OptionForm environment{Kind::One, "--environment", "TEXT", "Production, CI and the like"};
const OptionForm note{Kind::One, "--note", "TEXT", "Anything worth knowing"};

const char secretFooter[] = "The Client Secret is asked for without echo when standard input is a terminal. "
                            "It is never an argument: "
                            "arguments can be read by every program on this machine.";

const char sendFooter[] = "Credentials go only to hosts that the token is bound to, over https or on this "
                          "machine, and never to another "
                          "origin on a redirect.\nExit: 0 accepted or open, 1 refused, 5 no answer, 6 the "
                          "token is not bound to that host.";

const char policyFooter[]
    = "It reads what the Cloudflare API answers to GET /accounts/ID/access/apps, groups, policies and "
      "service_tokens: one of them, or one object with a list for each of apps, groups, policies, "
      "service_tokens, organization and alerts. It sends nothing and opens no keychain.\n"
      "With --json: summary, outcome, token, url {coverage, applications, less_specific, open_path, "
      "summary}, "
      "strict, applications [{id, name, audience, type, addresses, outcome, possible, confidence, through, "
      "summary, refusal, policies [{id, name, decision, action, matches, reason, explanation, rules [{list, "
      "kind, value, text, matches, reason, explanation, decides}]}]}], lint [{id, severity, confidence, "
      "message, why, next_step, place, application_id, applications, policy_id, group_id, token_id, rule, "
      "concerns_question}]. "
      "Without a token there is no outcome, and nothing is said to match.\n"
      "Exit: with a token 0 accepted or open, 1 not, or not to be told. Without one 0 no errors, 1 errors, "
      "with "
      "--url in what concerns it. "
      "3 no such token or file, or nothing in it that can be read.";

const char compareFooter[]
    = "A side is a URL, which is asked as probe asks it, or a FILE, which is read as verdict reads it; - is "
      "standard input. The time-out is for both together.\n"
      "In the table, \u2260 differs, = is the same, and ? is not shown by both.\n"
      "With --json: summary, differs, explanations [{id, confidence, side, summary, why, rests_on}], rows "
      "[{id, name, relation, matters, left, right}], next_steps, left and right {name, source, url, token, "
      "client_id, header_style, verdict {layer, outcome, cause, confidence, summary}, error}. relation: "
      "same, "
      "differs, only-left, only-right, unknown. Client IDs are shortened; a JWT is never printed.\n"
      "Exit: 0 nothing that matters differs, 1 something does, 3 no such file or nothing in it, 5 neither "
      "side is reached, 6 the token is not bound to one of the hosts.";

std::vector<CommandForm> tokenForms()
{
    return {
        {"token",
         "add",
         "Keep a token: its secret in the keychain, the rest in the profile",
         {{Kind::Positional, "name", "NAME", "What you call it"},
          {Kind::One, "--client-id", "ID", "Client ID, such as 4f1c...a2e.access"},
          secretStdin,
          secretFile,
          expires,
          duration,
          forever,
          {Kind::Many, "--host", "PATTERN",
           "Where it may be sent to: api.example.com, *.example.com, localhost:8787. Once for each"},
          team,
          owner,
          environment,
          {Kind::Many, "--tag", "TEXT", "A word to find it by. Once for each"},
          note},
         secretFooter},
        {"token",
         "list",
         "The tokens that are kept",
         {{Kind::One, "--expiring", "GODURATION",
           "Only those that have ended or end within this time, such as 720h"},
          {Kind::One, "--search", "TEXT", "Only those in which every word is found"}}},
        {"token", "show", "Everything about one token but its secret", {tokenArgument}},
        {"token",
         "edit",
         "Change what is kept about a token, or replace its secret",
         {tokenArgument,
          {Kind::One, "--name", "NAME", "A new name"},
          secretStdin,
          secretFile,
          expires,
          duration,
          forever,
          {Kind::Many, "--host", "PATTERN", "Replaces all hosts. Once for each"},
          {Kind::Flag, "--no-hosts", "", "Bind it to no host: it can then be sent nowhere"},
          team,
          owner,
          environment,
          {Kind::Many, "--tag", "TEXT", "Replaces all tags. Once for each"},
          {Kind::Flag, "--no-tags", "", "Remove all tags"},
          note,
          {Kind::Flag, "--disabled", "", "It is switched off at Cloudflare"},
          {Kind::Flag, "--enabled", "", "It is switched on at Cloudflare"}},
         "The secret changes only with --secret-stdin or --secret-file."},
        {"token", "remove", "Forget a token and delete its secret from the keychain", {tokenArgument}},
        {"token",
         "secret",
         "Whether the secret is there; with --reveal, the secret itself and nothing else",
         {tokenArgument, {Kind::Flag, "--reveal", "", "Print the Client Secret on standard output"}}},
    };
}

std::vector<CommandForm> requestForms()
{
    return {
        {"",
         "send",
         "Send a request with a token and say what the answer means",
         {urlArgument,
          {Kind::One, "--token", "TOKEN", "Name or id of the token to send"},
          clientIdOnce,
          secretStdin,
          secretFile,
          {Kind::One, "-X,--method", "METHOD", "HTTP method; GET, or POST when there is data"},
          {Kind::Many, "-H,--header", "HEADER", "'Name: value'. Once for each"},
          {Kind::One, "--data", "TEXT", "The body"},
          {Kind::One, "--data-file", "FILE", "The body from a file; - is standard input"},
          headerStyle,
          {Kind::Flag, "--follow", "", "Follow redirects, without the token when they leave the origin"},
          {Kind::One, "-o,--output", "FILE", "Write the whole body to a file, as it came"},
          reveal,
          report,
          hideHosts},
         sendFooter},
        {"",
         "probe",
         "Find out who guards a URL and what it makes of a token",
         {urlArgument,
          {Kind::One, "--token", "TOKEN", "Name or id of the token to try"},
          clientIdOnce,
          secretStdin,
          secretFile,
          headerStyle,
          {Kind::Flag, "--broken-secret", "",
           "Try a wrong secret too; a strict organization logs it as a failed login"},
          {Kind::Flag, "--xhr", "", "Try it as XMLHttpRequest too, without credentials"},
          reveal,
          report,
          hideHosts},
         "It asks the application to name itself, sends a request without credentials, and one with them.\n"
         "Exit: as of send."},
        {"",
         "verdict",
         "Judge a recorded exchange: what a failed job left behind",
         {{Kind::Positional, "file", "FILE", "The text; - is standard input"}, report, hideHosts},
         "It reads the output of curl -i and curl -v, HAR files, and logs with the error messages of "
         "programs; "
         "it sends nothing.\nExit: as of send; 3 when there is no exchange in it."},
        {"",
         "guide",
         "Find out step by step why a token does not work: it asks, tests and concludes",
         {{Kind::Positional, "guide", "GUIDE",
           "401: a request with the token is refused; policy: the token is not in the list of a\n"
           "policy; production: it works here, and not in production"},
          {Kind::One, "--token", "TOKEN", "Name or id of the token to test with"},
          clientIdOnce,
          secretStdin,
          secretFile,
          {Kind::One, "--url", "URL",
           "The URL that is refused, asked for when it is needed; for production, the one that\n"
           "works, which is tested first"},
          {Kind::One, "--production-url", "URL", "The URL in production, for that guide; asked for"}},
         "Questions are answered with y or n, at the terminal or from a pipe with one answer on each line.\n"
         "With --json: guide, turns [{question, text, reply}], conclusion {id, sentence, next_steps} or "
         "null; "
         "the questions are on standard error.\nExit: 0 with a conclusion, 1 when the answers end before."},
    };
}

std::vector<CommandForm> compareForms()
{
    return {
        {"",
         "compare",
         "Two environments side by side: why one works and the other does not",
         {{Kind::Positional, "left", "LEFT", "A URL, or the file of a recorded exchange"},
          {Kind::Positional, "right", "RIGHT", "The same, of the other environment"},
          {Kind::One, "--token", "TOKEN", "Name or id of the token to try on both"},
          {Kind::One, "--right-token", "TOKEN", "Another one for the right side"},
          clientIdOnce,
          secretStdin,
          secretFile,
          headerStyle,
          {Kind::One, "--right-header-style", "STYLE", "Another one for the right side"},
          {Kind::One, "--name-left", "TEXT", "What the left side is called, such as local"},
          {Kind::One, "--name-right", "TEXT", "What the right side is called, such as production"},
          {Kind::Flag, "--all", "",
           "Print each trait, not only those that matter most; --json has them all"}},
         compareFooter},
    };
}

std::vector<CommandForm> policyForms()
{
    return {
        {"",
         "policy",
         "Read an account's policies: which applications accept a token, why not the others, what is odd",
         {{Kind::Positional, "file", "FILE", "The policies as JSON; - is standard input"},
          {Kind::One, "--token", "TOKEN", "Name or id of a token in the text, or in Keyturn's inventory"},
          {Kind::One, "--client-id", "ID", "A token by its Client ID instead"},
          {Kind::One, "--url", "URL", "Only the application that covers this URL"}},
         policyFooter},
    };
}

std::vector<CommandForm> otherForms()
{
    return {
        {"",
         "expiry",
         "All tokens, what ends first at the top",
         {{Kind::One, "--within", "GODURATION", "What counts as soon (default 720h)"}},
         "Exit: 1 when a token has expired or ends within that time, else 0."},
        {"", "demo", "The whole job against an edge of its own, narrated; no account, no trace", {}},
        {"",
         "doctor",
         "Which secret store is in use, does it work, what is in it",
         {},
         "It keeps an entry named keyturn-doctor-... in the secret store for a moment, to see that it "
         "works."},
    };
}

std::vector<CommandForm> allForms()
{
    std::vector<CommandForm> forms;
    for (const auto &some :
         {tokenForms(), requestForms(), compareForms(), policyForms(), jwtForms(), edgeForms(), otherForms()})
        forms.insert(forms.end(), some.begin(), some.end());
    return forms;
}

} // namespace

const std::vector<OptionForm> &globalOptions()
{
    static const std::vector<OptionForm> options{
        {Kind::One, "--profile", "DIR", "Keep all state under DIR; default: the platform's data folder"},
        {Kind::One, "--store", "NAME", "Where secrets are: keychain (default). This version has no other"},
        {Kind::Flag, "--json", "", "One JSON document on standard output, nothing else there"},
        {Kind::One, "--timeout", "SECONDS", "For anything that talks to a network (default 30)"},
        {Kind::Flag, "--quiet", "", "No hints on standard error, only warnings and errors"},
        {Kind::Flag, "--no-color", "", "No colours; the variable NO_COLOR says the same"},
    };
    return options;
}

const std::vector<GroupForm> &commandGroups()
{
    static const std::vector<GroupForm> groups{
        {"token", "Keep, find, change and remove tokens"},
        jwtGroup(),
        edgeControlGroup(),
    };
    return groups;
}

const std::vector<CommandForm> &commandForms()
{
    static const std::vector<CommandForm> forms = allForms();
    return forms;
}

const char *exitCodesText()
{
    return "Exit codes: 0 done, or yes. 1 the answer is no. 2 the command line is wrong. 3 no such token, "
           "file or thing.\n"
           "4 the secret store is missing, locked or refused. 5 the network. 6 refused for safety: a secret "
           "would have\n"
           "gone where it does not belong. 7 the Cloudflare API refused. 8 the stored data is damaged, from "
           "a newer\n"
           "version, or cannot be read or written. 130 interrupted.";
}

} // namespace keyturn::cli
