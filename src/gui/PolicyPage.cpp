// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyPage.h"

#include "ApplicationCard.h"
#include "EmptyState.h"
#include "LayoutItems.h"
#include "Look.h"
#include "PolicyLook.h"
#include "PolicyWording.h"
#include "ui_PolicyPage.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QScrollBar>
#include <QSet>
#include <QShortcut>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace keyturn {

using policy::Outcome;

namespace {

// Cards that are built at first, and with each wish for more.
constexpr qsizetype firstBatch = 10;
constexpr qsizetype batch = 40;
// Applications from which on a filter is of use.
constexpr qsizetype manyEnough = 6;

constexpr int choiceRole = Qt::UserRole;
enum Choice { Nobody, OfAccount, Kept };
constexpr int kindRole = Qt::UserRole + 1;

/// Appends in the order of the Tab key too: behind the last one, at first behind `before`.
void append(QBoxLayout &layout, QWidget *widget, QWidget &before)
{
    const auto count = layout.count();
    QWidget::setTabOrder(count > 0 ? layout.itemAt(count - 1)->widget() : &before, widget);
    layout.addWidget(widget);
}

QString counted(qsizetype count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

QString contentsOf(const policy::Account &account)
{
    QStringList parts{counted(
        account.applications.size(), PolicyPage::tr("1 application"), PolicyPage::tr("%1 applications"))};
    if (!account.policies.isEmpty())
        parts.append(counted(
            account.policies.size(), PolicyPage::tr("1 reusable policy"),
            PolicyPage::tr("%1 reusable policies")));
    if (account.groupsTold)
        parts.append(counted(account.groups.size(), PolicyPage::tr("1 group"), PolicyPage::tr("%1 groups")));
    if (account.tokensTold)
        parts.append(counted(account.tokens.size(), PolicyPage::tr("1 token"), PolicyPage::tr("%1 tokens")));
    if (account.strict)
        parts.append(*account.strict ? PolicyPage::tr("strict mode") : PolicyPage::tr("strict mode off"));
    return parts.join(u", "_s);
}

Tone toneOfWhole(const PolicyReport &report)
{
    if (!report.question.caller)
        return Tone::Neutral;
    const auto outcome = report.outcome();
    // Nothing is wrong when other applications refuse a token.
    return outcome == Outcome::Refused && !report.coverage ? Tone::Neutral : toneOf(outcome);
}

} // namespace

PolicyPage::PolicyPage(const Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PolicyPage>())
    , m_workbench(workbench)
    , m_pause(new QTimer(this))
{
    m_ui->setupUi(this);
    m_ui->emptyState->setSymbol(Symbol::List);
    m_ui->emptyState->setSentence(
        tr("Paste or drop an account's policies as JSON: what the Cloudflare API answers for access/apps, "
           "and one after another for groups, policies and service_tokens. They stay on this page."));
    m_ui->emptyState->setActionText(tr("From clipboard"));
    m_ui->emptyState->setLinkText(tr("Open file…"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(200ms);
    setAcceptDrops(true);
    connectControls();
    showAccount();
}

PolicyPage::~PolicyPage() = default;

void PolicyPage::connectControls()
{
    auto *paste = new QShortcut(QKeySequence::Paste, this);
    paste->setContext(Qt::WidgetWithChildrenShortcut);
    connect(paste, &QShortcut::activated, this, &PolicyPage::takeClipboard);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &PolicyPage::takeClipboard);
    connect(m_ui->fileButton, &QPushButton::clicked, this, &PolicyPage::chooseFile);
    connect(m_ui->clearButton, &QPushButton::clicked, this, &PolicyPage::clear);
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, &PolicyPage::takeClipboard);
    connect(m_ui->emptyState, &EmptyState::linkRequested, this, &PolicyPage::chooseFile);
    connect(m_ui->tokenField, &QComboBox::currentIndexChanged, this, &PolicyPage::ask);
    connect(m_ui->urlField, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_ui->urlField, &QLineEdit::returnPressed, this, &PolicyPage::ask);
    connect(m_pause, &QTimer::timeout, this, &PolicyPage::ask);
    connect(m_ui->filterField, &QLineEdit::textChanged, this, &PolicyPage::listApplications);
    connect(m_ui->moreButton, &QPushButton::clicked, this, &PolicyPage::addApplications);
    auto &vault = m_workbench.vault;
    connect(&vault, &TokenVault::reloaded, this, &PolicyPage::listTokens);
    for (const auto signal : {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved})
        connect(&vault, signal, this, &PolicyPage::listTokens);
}

void PolicyPage::take(const QByteArray &text)
{
    const auto read = policy::readAccount(text);
    if (!read)
        return showFailure(sentenceFor(read.error()));
    m_ui->problemLabel->hide();
    const bool isFirst = !m_account;
    m_account = policy::merged(m_account.value_or(policy::Account()), *read);
    showAccount();
    m_ui->lintCard->look(*m_account, m_workbench.clock());
    if (isFirst && isActiveWindow())
        m_ui->tokenField->setFocus();
}

void PolicyPage::takeFile(const QString &path)
{
    QFile file(path);
    // A pipe would be waited for without end.
    if (!QFileInfo(path).isFile())
        return showFailure(tr("%1 is no file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return showFailure(tr("The file %1 cannot be read: %2.").arg(path, file.errorString()));
    take(file.read(policy::longestPolicyText + 1));
}

void PolicyPage::refreshTimes()
{
    if (!m_account)
        return;
    ask();
    m_ui->lintCard->look(*m_account, m_workbench.clock());
}

void PolicyPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void PolicyPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    takeMime(*event->mimeData());
}

void PolicyPage::takeMime(const QMimeData &given)
{
    if (!given.hasUrls())
        return take(given.text().toUtf8());
    for (const auto &url : given.urls()) {
        if (url.isLocalFile())
            takeFile(url.toLocalFile());
        else
            showFailure(tr("Only files of this machine and text can be dropped here."));
    }
}

void PolicyPage::takeClipboard()
{
    if (const auto *given = QGuiApplication::clipboard()->mimeData())
        takeMime(*given);
}

void PolicyPage::chooseFile()
{
    const auto path = QFileDialog::getOpenFileName(this, tr("Choose the policies"));
    if (!path.isEmpty())
        takeFile(path);
}

void PolicyPage::clear()
{
    m_account.reset();
    m_ui->lintCard->clear();
    m_ui->problemLabel->hide();
    m_ui->urlField->clear();
    m_ui->filterField->clear();
    showAccount();
    setFocus();
}

void PolicyPage::showFailure(const QString &what)
{
    m_ui->problemLabel->setText(m_account ? tr("%1 What was here before is still here.").arg(what) : what);
    m_ui->problemLabel->show();
}

void PolicyPage::showAccount()
{
    const bool has = m_account.has_value();
    m_ui->emptyBox->setVisible(!has);
    for (auto *widget : QList<QWidget *>{
             m_ui->pasteButton, m_ui->fileButton, m_ui->clearButton, m_ui->questionBox, m_ui->banner,
             m_ui->scroll})
        widget->setVisible(has);
    // While there is nothing, the page itself takes the paste.
    setFocusProxy(has ? m_ui->tokenField : nullptr);
    setFocusPolicy(has ? Qt::NoFocus : Qt::StrongFocus);
    setLook(*m_ui->contentsLabel, has ? u"lead"_s : u"heading"_s);
    m_ui->contentsLabel->setText(has ? contentsOf(*m_account) : tr("Whom an account's policies let in"));
    if (has)
        listTokens();
    else
        m_report = {};
}

void PolicyPage::listTokens()
{
    if (!m_account)
        return;
    auto &field = *m_ui->tokenField;
    const auto before = field.currentData(choiceRole).toString();
    const bool isFirst = field.count() == 0;
    const QSignalBlocker quiet(field);
    field.clear();
    const auto add = [&field](const QString &text, const QString &id, Choice kind) {
        field.addItem(text, id);
        field.setItemData(field.count() - 1, kind, kindRole);
    };
    add(tr("No token"), {}, Nobody);
    QSet<QString> kept;
    for (const auto &token : m_workbench.vault.tokens())
        kept.insert(token.clientId.toLower());
    QSet<QString> listed;
    int known = 0;
    for (const auto &token : m_account->tokens) {
        listed.insert(token.clientId.toLower());
        add(shownText(token.name.isEmpty() ? token.clientId : token.name),
            token.id.isEmpty() ? token.clientId : token.id, OfAccount);
        if (known == 0 && kept.contains(token.clientId.toLower()))
            known = field.count() - 1;
    }
    for (const auto &token : m_workbench.vault.tokens()) {
        if (!listed.contains(token.clientId.toLower()))
            add(tr("%1 (kept in Keyturn)").arg(token.name), token.id, Kept);
    }
    const auto again = before.isEmpty() ? -1 : field.findData(before, choiceRole);
    // At first the token that both know is the one that is meant, or the only one.
    const auto only = m_account->tokens.size() == 1 ? 1 : 0;
    const auto first = isFirst || before.isEmpty() ? (known > 0 ? known : only) : 0;
    field.setCurrentIndex(again >= 0 ? again : first);
    ask();
}

std::optional<policy::Caller> PolicyPage::chosenCaller() const
{
    const auto id = m_ui->tokenField->currentData(choiceRole).toString();
    const auto now = m_workbench.clock();
    switch (m_ui->tokenField->currentData(kindRole).toInt()) {
    case OfAccount:
        return policy::callerOf(*m_account, id, now);
    case Kept:
        if (const auto *token = m_workbench.vault.withId(id))
            return callerFor(*token, *m_account, now);
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

void PolicyPage::ask()
{
    m_pause->stop();
    if (!m_account)
        return;
    m_report = answersTo(*m_account, {chosenCaller(), m_ui->urlField->text()});
    showBanner();
    listApplications();
}

void PolicyPage::showBanner()
{
    VerdictBanner::Content content;
    content.tone = toneOfWhole(m_report);
    content.headline = headlineOf(m_report);
    content.explanation = coverageSentence(m_report);
    if (!m_report.question.caller && content.explanation.isEmpty())
        content.explanation = tr("Choose a token to see which of them accept it, and why the others do not.");
    if (m_report.question.caller && m_report.question.caller->state == policy::TokenState::Expired)
        content.marks.append({tr("Token expired"), Tone::Bad, {}});
    if (m_report.question.caller && m_report.question.caller->state == policy::TokenState::Disabled)
        content.marks.append({tr("Token disabled"), Tone::Attention, {}});
    m_ui->banner->setContent(content);
}

bool PolicyPage::fits(qsizetype application) const
{
    const auto words = m_ui->filterField->text().trimmed();
    const auto &candidate = m_report.account.applications[application];
    const auto addresses = policy::claimsOf(candidate);
    return words.isEmpty() || nameOf(candidate).contains(words, Qt::CaseInsensitive)
        || std::any_of(addresses.begin(), addresses.end(), [&words](const QString &address) {
               return address.contains(words, Qt::CaseInsensitive);
           });
}

void PolicyPage::listApplications()
{
    removeAll(*m_ui->cardsLayout);
    m_built = 0;
    m_shown.clear();
    const auto count = m_report.account.applications.size();
    const bool isAsked = m_report.question.caller.has_value();
    // Where nothing covers the URL, all are worth a look.
    const bool hasAnswerer = m_report.coverage && !m_report.coverage->winners.isEmpty();
    for (qsizetype i = 0; i < count; ++i) {
        if (!hasAnswerer || m_report.concerns(isAsked ? m_report.answers[i].application : i))
            m_shown.append(i);
    }
    const auto others = count - m_shown.size();
    // A filter that is out of sight does not count.
    const bool isFiltered = m_shown.size() >= manyEnough;
    if (isFiltered)
        m_shown.removeIf([&](qsizetype i) { return !fits(isAsked ? m_report.answers[i].application : i); });
    m_ui->filterField->setVisible(isFiltered);
    m_ui->applicationsHeading->setVisible(count > 0);
    m_ui->nothingLabel->setVisible(count > 0 && m_shown.isEmpty());
    m_ui->othersLabel->setText(
        others == 1 ? tr("1 other application does not answer for this URL.")
                    : tr("%1 other applications do not answer for this URL.").arg(others));
    m_ui->othersLabel->setVisible(others > 0);
    addApplications();
    m_ui->scroll->verticalScrollBar()->setValue(0);
}

void PolicyPage::addApplications()
{
    const auto end = std::min(m_shown.size(), m_built == 0 ? firstBatch : m_built + batch);
    for (; m_built < end; ++m_built) {
        const auto place = m_shown[m_built];
        QWidget *card = m_report.question.caller
            ? new ApplicationCard(m_report, m_report.answers[place], m_ui->content)
            : new ApplicationCard(m_report, place, m_ui->content);
        append(*m_ui->cardsLayout, card, *m_ui->filterField);
    }
    const auto left = m_shown.size() - m_built;
    m_ui->moreButton->setText(tr("Show %1 more of %2").arg(std::min(left, batch)).arg(left));
    m_ui->moreButton->setVisible(left > 0);
}

} // namespace keyturn
