// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TypedWords.h"

#include "Grammar.h"
#include "Redaction.h"

#include <CLI/CLI.hpp>

#include <deque>
#include <sstream>

using namespace Qt::StringLiterals;

namespace keyturn::cli {

namespace {

using Kind = OptionForm::Kind;

/// A CLI11 program made from the grammar, and what it has collected.
class Sorter
{
public:
    Sorter()
        : m_program(
            "Keeps Cloudflare Access service tokens in the keychain, sends requests with them and says "
            "why Access answered as it did.",
            "keyturn-cli")
    {
        m_program.set_version_flag(
            "--version", std::string("keyturn-cli " KEYTURN_VERSION), "Print the version");
        m_program.set_help_flag("-h,--help", "Print this");
        m_program.fallthrough();
        m_program.require_subcommand(1);
        m_program.footer(exitCodesText());
        for (const auto &form : globalOptions())
            declare(m_program, form);
        for (const auto &group : commandGroups())
            m_groups[group.name] = m_program.add_subcommand(group.name, group.summary)->require_subcommand(1);
        for (const auto &form : commandForms())
            declare(form);
    }

    Result<TypedWords, ParseStop> sort(const QStringList &arguments)
    {
        std::vector<std::string> reversed;
        for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
            reversed.push_back(argument->toStdString());
        try {
            m_program.parse(reversed);
        } catch (const CLI::Success &asked) {
            std::ostringstream text;
            std::ostringstream ignored;
            m_program.exit(asked, text, ignored);
            return Failure{ParseStop{QString::fromStdString(text.str()), std::nullopt}};
        } catch (const CLI::Error &error) {
            return Failure{ParseStop{{}, wrongUsage(sentenceFor(error), helpHint())}};
        }
        return collected();
    }

private:
    struct Declared
    {
        CLI::App *owner;
        CLI::Option *option;
        QString name;
        bool isFlag;
    };

    void declare(const CommandForm &form)
    {
        auto *parent = *form.group == '\0' ? &m_program : m_groups.at(form.group);
        auto *command = parent->add_subcommand(form.name, form.summary);
        command->footer(
            (*form.footer ? form.footer + std::string("\n\n") : std::string())
            + "Options for every command, and exit codes: keyturn-cli --help");
        for (const auto &option : form.options)
            declare(*command, option);
    }

    void declare(CLI::App &owner, const OptionForm &form)
    {
        const bool isFlag = form.kind == Kind::Flag;
        auto *option = isFlag ? owner.add_flag(form.names, form.help)
                              : owner.add_option(form.names, takeAnything(), form.help);
        if (!isFlag)
            option->type_name(form.value)->type_size(1)->expected(1)->allow_extra_args(false);
        if (form.kind == Kind::OneOrNothing)
            option->expected(0, 1)->default_str(form.fallback);
        if (form.kind == Kind::Many)
            option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        if (form.kind == Kind::Positional)
            option->required();
        const auto names = QString::fromLatin1(form.names);
        auto name = names.section(u',', -1);
        while (name.startsWith(u'-'))
            name.remove(0, 1);
        m_declared.push_back({&owner, option, name, isFlag});
    }

    static CLI::callback_t takeAnything()
    {
        return [](const CLI::results_t &) { return true; };
    }

    TypedWords collected() const
    {
        TypedWords words;
        const CLI::App *chosen = &m_program;
        QStringList path;
        while (!chosen->get_subcommands().empty()) {
            chosen = chosen->get_subcommands().front();
            path.append(QString::fromStdString(chosen->get_name()));
        }
        words.command = path.join(u' ');
        for (const auto &declared : m_declared) {
            if (declared.option->count() == 0 || (declared.owner != &m_program && declared.owner != chosen))
                continue;
            QStringList values;
            for (const auto &value : declared.option->results())
                values.append(QString::fromStdString(value));
            words.values.insert(declared.name, declared.isFlag ? QStringList() : values);
        }
        return words;
    }

    // CLI11's own sentences repeat what was typed, which may be a secret in the wrong place: only its
    // options' names and its command words are repeated here.
    QString sentenceFor(const CLI::Error &error) const
    {
        const auto left = m_program.remaining(true);
        const bool isExtra = dynamic_cast<const CLI::ExtrasError *>(&error) != nullptr;
        const auto chosen = m_program.get_subcommands();
        if (chosen.empty()
            || (chosen.front()->get_require_subcommand_min() > 0
                && chosen.front()->get_subcommands().empty())) {
            const auto where = chosen.empty()
                ? u"keyturn-cli"_s
                : u"keyturn-cli "_s + QString::fromStdString(chosen.front()->get_name());
            const auto word = left.empty() ? QString() : redacted(QString::fromStdString(left.front()));
            if (word.isEmpty())
                return u"%1 needs a command."_s.arg(where);
            if (word.startsWith(u'-'))
                return u"%1 has no option %2."_s.arg(where, word.section(u'=', 0, 0));
            return u"%1 has no command “%2”."_s.arg(where, word.left(40));
        }
        if (isExtra) {
            for (const auto &word : left) {
                if (word.size() > 1 && word.front() == '-')
                    return u"There is no option %1 here."_s.arg(
                        redacted(QString::fromStdString(word)).section(u'=', 0, 0));
            }
            return u"There is a word too many. A value with spaces in it needs quotes."_s;
        }
        if (dynamic_cast<const CLI::RequiredError *>(&error) != nullptr)
            return u"Something is missing: %1."_s.arg(QString::fromUtf8(error.what()));
        if (dynamic_cast<const CLI::ArgumentMismatch *>(&error) != nullptr)
            return u"An option has too few or too many values: %1."_s.arg(
                redacted(QString::fromUtf8(error.what())));
        return redacted(QString::fromUtf8(error.what()));
    }

    QString helpHint() const
    {
        QString path = u"keyturn-cli"_s;
        const CLI::App *chosen = &m_program;
        while (!chosen->get_subcommands().empty()) {
            chosen = chosen->get_subcommands().front();
            path += u' ' + QString::fromStdString(chosen->get_name());
        }
        return path + u" --help says what there is."_s;
    }

    CLI::App m_program;
    std::map<std::string, CLI::App *> m_groups;
    std::vector<Declared> m_declared;
};

} // namespace

Result<TypedWords, ParseStop> sortWords(const QStringList &arguments)
{
    return Sorter().sort(arguments);
}

} // namespace keyturn::cli
