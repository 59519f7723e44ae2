// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "TokensPage.h"

#include "ClipboardGuard.h"
#include "EmptyState.h"
#include "FlowLayout.h"
#include "Look.h"
#include "Pill.h"
#include "SecretButtons.h"
#include "TimeWording.h"
#include "TokenDelegate.h"
#include "TokenDialog.h"
#include "TokenListModel.h"
#include "TokenLook.h"
#include "TokenWording.h"
#include "Wording.h"
#include "ui_TokensPage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace keyturn {

using tokens::ServiceToken;
using tokens::Status;

namespace {

TokenRow rowAt(const QModelIndex &index)
{
    const auto status = static_cast<Status>(index.data(TokenListModel::StatusRole).toInt());
    const bool ends = index.data(TokenListModel::EndRole).toDateTime().isValid();
    return {
        index.data().toString(), shortenedClientId(index.data(TokenListModel::ClientIdRole).toString()),
        index.data(TokenListModel::StatusTextRole).toString(), toneOf(status, ends),
        index.data(TokenListModel::EndTextRole).toString()};
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

} // namespace

TokensPage::TokensPage(const Workbench &workbench, ClipboardGuard &clipboard, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TokensPage>())
    , m_workbench(workbench)
    , m_clipboard(clipboard)
    , m_model(new TokenListModel(workbench.vault, workbench.clock, this))
    , m_filter(new TokenFilterModel(TokenFilterModel::Order::ByName, this))
{
    m_ui->setupUi(this);
    m_hosts = new FlowLayout(m_ui->hostsBox);
    m_editHosts = new QPushButton(tr("Edit"), m_ui->hostsBox);
    m_editHosts->setAccessibleName(tr("Edit the hosts it is sent to"));
    setLook(*m_editHosts, u"quiet"_s);
    const auto flow = [](QWidget *box, const QList<QWidget *> &widgets) {
        auto *layout = new FlowLayout(box);
        for (auto *widget : widgets)
            layout->addWidget(widget);
    };
    flow(m_ui->chipBox, {m_ui->allChip, m_ui->dueChip, m_ui->expiredChip, m_ui->noOwnerChip});
    flow(m_ui->secretBox, {m_ui->secretLabel, m_ui->revealButton, m_ui->copySecretButton});
    flow(
        m_ui->headButtons,
        {m_ui->editButton, m_ui->replaceSecretButton, m_ui->removeButton, m_ui->testButton});
    m_ui->detailScroll->viewport()->installEventFilter(this);
    m_ui->lifeView->setAxis(TimelineView::Axis::None);
    m_ui->lifeView->setInteractive(false);
    m_ui->emptyState->setSymbol(Symbol::Key);
    m_ui->emptyState->setSentence(
        tr("Keep your first service token here: its secret goes to your keychain."));
    m_ui->emptyState->setActionText(tr("New token"));
    m_ui->emptyState->setLinkText(workbench.world.isDemo ? QString() : tr("Look at the demo first"));
    m_ui->splitter->setSizes({390, 800});
    m_ui->splitter->setStretchFactor(1, 1);

    setFocusProxy(m_ui->tokenList);

    buildList();
    connectControls();
    showCounts();
    showChosen();
}

TokensPage::~TokensPage() = default;

void TokensPage::buildList()
{
    m_filter->setSourceModel(m_model);
    m_ui->tokenList->setItemDelegate(new TokenDelegate(rowAt, this));
    m_ui->tokenList->setModel(m_filter);
    const auto current = m_filter->index(0, 0);
    m_ui->tokenList->setCurrentIndex(current);
}

void TokensPage::connectControls()
{
    auto &vault = m_workbench.vault;
    for (const auto signal :
         {&TokenVault::tokenAdded, &TokenVault::tokenChanged, &TokenVault::tokenRemoved}) {
        connect(&vault, signal, this, &TokensPage::showCounts);
        connect(&vault, signal, this, &TokensPage::showChosen);
    }
    connect(&vault, &TokenVault::reloaded, this, &TokensPage::showCounts);

    connect(
        m_ui->tokenList->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &TokensPage::showChosen);
    connect(m_ui->tokenList, &QListView::activated, this, [this] { Q_EMIT testRequested(chosen()); });
    connect(m_ui->searchField, &QLineEdit::textChanged, this, &TokensPage::narrow);
    for (auto *chip : {m_ui->allChip, m_ui->dueChip, m_ui->expiredChip, m_ui->noOwnerChip})
        connect(chip, &QPushButton::toggled, this, &TokensPage::narrow);

    connect(m_ui->newButton, &QPushButton::clicked, this, &TokensPage::addToken);
    connect(m_ui->emptyState, &EmptyState::actionRequested, this, &TokensPage::addToken);
    connect(m_ui->emptyState, &EmptyState::linkRequested, this, &TokensPage::otherWorldRequested);
    connect(m_ui->editButton, &QPushButton::clicked, this, &TokensPage::editChosen);
    connect(m_editHosts, &QPushButton::clicked, this, &TokensPage::editChosen);
    connect(m_ui->replaceSecretButton, &QPushButton::clicked, this, [this] { replaceSecret(chosen()); });
    connect(m_ui->removeButton, &QPushButton::clicked, this, &TokensPage::askToRemove);
    connect(m_ui->testButton, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(chosen()); });
    connect(m_ui->copyClientIdButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->clientIdValue->toPlainText());
    });
    connect(m_ui->copySecretButton, &QPushButton::clicked, this, &TokensPage::copySecret);
    connect(m_ui->revealButton, &QPushButton::clicked, this, &TokensPage::revealSecret);
    tellRevealTime(*m_ui->secretLabel, *m_ui->revealButton);
    tellCopyTime(m_clipboard, *m_ui->copySecretButton);
}

QString TokensPage::chosen() const
{
    return m_ui->tokenList->currentIndex().data(TokenListModel::IdRole).toString();
}

void TokensPage::choose(const QString &tokenId)
{
    auto index = m_filter->mapFromSource(m_model->indexOf(tokenId));
    if (!index.isValid()) {
        m_ui->searchField->clear();
        m_ui->allChip->setChecked(true);
        index = m_filter->mapFromSource(m_model->indexOf(tokenId));
    }
    m_ui->tokenList->setCurrentIndex(index);
    m_ui->tokenList->scrollTo(index);
    m_ui->tokenList->setFocus();
}

void TokensPage::focusSearch()
{
    m_ui->searchField->setFocus();
    m_ui->searchField->selectAll();
}

void TokensPage::narrow()
{
    m_filter->setWords(m_ui->searchField->text());
    m_filter->setOnlyWithoutOwner(m_ui->noOwnerChip->isChecked());
    m_filter->setStatus(
        m_ui->dueChip->isChecked()           ? std::optional(Status::Due)
            : m_ui->expiredChip->isChecked() ? std::optional(Status::Expired)
                                             : std::nullopt);
    const bool nothingFound = m_filter->rowCount() == 0 && m_model->rowCount() > 0;
    m_ui->listStack->setCurrentWidget(nothingFound ? m_ui->nothingFoundView : m_ui->listView);
    if (!m_ui->tokenList->currentIndex().isValid())
        m_ui->tokenList->setCurrentIndex(m_filter->index(0, 0));
    showChosen();
}

void TokensPage::showCounts()
{
    const auto now = m_workbench.clock();
    int due = 0, expired = 0, ownerless = 0;
    for (const auto &token : m_workbench.vault.tokens()) {
        const auto status = tokens::statusOf(token, now);
        due += status == Status::Due;
        expired += status == Status::Expired;
        ownerless += token.owner.isEmpty();
    }
    const auto all = m_workbench.vault.tokens().size();
    const auto show = [](QPushButton *chip, const QString &text, qsizetype count, Tone tone) {
        chip->setText(text.arg(count));
        setTone(*chip, count > 0 ? tone : Tone::Neutral);
        chip->setEnabled(count > 0 || chip->isChecked());
    };
    show(m_ui->allChip, tr("All %1"), all, Tone::Neutral);
    show(m_ui->dueChip, tr("Due %1"), due, Tone::Attention);
    show(m_ui->expiredChip, tr("Expired %1"), expired, Tone::Bad);
    show(m_ui->noOwnerChip, tr("No owner %1"), ownerless, Tone::Neutral);
    m_ui->searchField->setPlaceholderText(tr("Search %1 tokens   (Ctrl+F)").arg(all));
}

void TokensPage::showChosen()
{
    m_ui->secretLabel->conceal();
    showError({});
    if (m_workbench.vault.tokens().isEmpty())
        return m_ui->detailStack->setCurrentWidget(m_ui->emptyPage);
    const auto *token = m_workbench.vault.withId(chosen());
    if (!token)
        return m_ui->detailStack->setCurrentWidget(m_ui->nonePage);
    m_ui->detailStack->setCurrentWidget(m_ui->detailPage);
    showFacts(*token);
    showLife(*token);
}

void TokensPage::showFacts(const ServiceToken &token)
{
    const auto now = m_workbench.clock();
    m_ui->titleLabel->setText(token.name);
    QStringList facts;
    if (!token.environment.isEmpty())
        facts.append(token.environment);
    facts.append(wordFor(token, now));
    if (token.expiry.kind == tokens::Expiry::Kind::At)
        facts.append(tr("ends %1").arg(relativeTime(token.expiry.at, now)));
    m_ui->subtitleLabel->setText(facts.join(u"   ·   "_s));

    m_ui->clientIdValue->setPlainText(token.clientId);
    m_ui->teamValue->setText(orDash(token.team));
    m_ui->ownerValue->setText(orDash(token.owner));
    m_ui->tagsValue->setText(orDash(token.tags.join(u", "_s)));
    m_ui->notesCard->setVisible(!token.notes.isEmpty());
    m_ui->notesValue->setText(token.notes);

    m_hosts->removeWidget(m_editHosts);
    m_editHosts->setParent(m_ui->hostsBox);
    m_hosts->clear();
    for (const auto &host : token.hosts)
        m_hosts->addWidget(new Pill(host, Tone::Neutral));
    if (token.hosts.isEmpty())
        m_hosts->addWidget(new Pill(tr("nowhere yet"), Tone::Attention));
    m_hosts->addWidget(m_editHosts);
    m_editHosts->show();
    // The row may wrap; its label stands beside the first line.
    for (auto *label : {m_ui->hostsLabel, m_ui->secretRowLabel})
        label->setMinimumHeight(m_editHosts->sizeHint().height());
}

void TokensPage::showLife(const ServiceToken &token)
{
    const auto now = m_workbench.clock();
    const auto end = token.expiry.at;
    const auto begin = token.createdAt.isValid() ? token.createdAt : now;
    const auto horizon = end.isValid() && end > now ? end : now.addYears(1);

    QList<TimelineRow> rows;
    const auto tone = toneOf(tokens::statusOf(token, now), end.isValid());
    rows.append(
        {tr("Token"), begin, end, tone, lifeLabelOf(token), end.isValid() ? exactTime(end) : QString()});
    if (token.secretChangedAt.isValid()) {
        const auto days = token.secretChangedAt.daysTo(now);
        rows.append(
            {tr("Secret here"), token.secretChangedAt, now, Tone::Neutral,
             days == 0 ? tr("kept today") : tr("for %1 days").arg(days), exactTime(token.secretChangedAt)});
    }
    m_ui->lifeView->setSpan(qMin(begin, now).addDays(-15), horizon.addDays(60));
    m_ui->lifeView->setNow(now);
    m_ui->lifeView->setRows(rows);
}

void TokensPage::refreshTimes()
{
    m_model->refreshTimes();
    showCounts();
    if (const auto *token = m_workbench.vault.withId(chosen())) {
        showFacts(*token);
        showLife(*token);
    }
}

void TokensPage::addToken()
{
    auto *dialog = new TokenDialog(m_workbench.vault, m_workbench.clock, TokenDialog::Purpose::New, {}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TokenDialog::kept, this, &TokensPage::choose);
    dialog->open();
}

void TokensPage::editChosen()
{
    auto *dialog
        = new TokenDialog(m_workbench.vault, m_workbench.clock, TokenDialog::Purpose::Edit, chosen(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TokensPage::replaceSecret(const QString &tokenId)
{
    auto *dialog = new TokenDialog(
        m_workbench.vault, m_workbench.clock, TokenDialog::Purpose::NewSecret, tokenId, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TokensPage::askToRemove()
{
    const auto name = m_ui->titleLabel->text();
    auto *question = new QMessageBox(
        QMessageBox::NoIcon, tr("Remove %1").arg(name),
        tr("Remove %1 and its secret from Keyturn? At Cloudflare the token stays as it is.").arg(name),
        QMessageBox::Cancel, this);
    question->setIconPixmap(iconOf(Symbol::Trash, Role::Bad).pixmap(32));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto *remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    setLook(*remove, u"danger"_s);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, &TokensPage::removeChosen);
    question->open();
}

void TokensPage::removeChosen()
{
    const auto done = [this](TokenVault::Finished removed) {
        if (!removed)
            showError(sentenceFor(removed.error()));
    };
    m_workbench.vault.remove(chosen(), {this, done});
}

void TokensPage::revealSecret()
{
    if (m_ui->secretLabel->isRevealed())
        return m_ui->secretLabel->conceal();
    const auto id = chosen();
    const auto show = [this, id](TokenVault::SecretRead read) {
        if (id != chosen())
            return; // another token was chosen while the keychain was asked
        if (!read)
            return showError(sentenceFor(read.error()));
        m_ui->secretLabel->reveal(*read);
    };
    m_workbench.vault.readSecret(id, {this, show});
}

void TokensPage::copySecret()
{
    if (chosen().isEmpty())
        return;
    const auto copy = [this](TokenVault::SecretRead read) {
        if (!read)
            return showError(sentenceFor(read.error()));
        m_clipboard.copy(*read);
    };
    m_workbench.vault.readSecret(chosen(), {this, copy});
}

void TokensPage::showError(const QString &sentence)
{
    m_ui->errorLabel->setText(sentence);
    m_ui->errorLabel->setVisible(!sentence.isEmpty());
}

bool TokensPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        placeButtons();
    return QWidget::eventFilter(watched, event);
}

// Beside the title where there is room for both, else below it.
void TokensPage::placeButtons()
{
    constexpr int titleWidth = 200;
    const auto room = m_ui->detailScroll->viewport()->width();
    const bool fits = room >= m_ui->headButtons->sizeHint().width() + titleWidth;
    m_ui->headLayout->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_ui->headButtons->setSizePolicy(
        fits ? QSizePolicy::Fixed : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QByteArray TokensPage::splitterState() const
{
    return m_ui->splitter->saveState();
}

void TokensPage::restoreSplitter(const QByteArray &state)
{
    m_ui->splitter->restoreState(state);
}

} // namespace keyturn
