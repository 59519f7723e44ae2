// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "Card.h"
#include "EmptyState.h"
#include "Look.h"
#include "MarkedTextEdit.h"
#include "NavigationRail.h"
#include "PhaseBars.h"
#include "Pill.h"
#include "SecretLabel.h"
#include "Theme.h"
#include "TimelineView.h"
#include "TokenDelegate.h"
#include "VerdictBanner.h"
#include "Warnings.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace keyturn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(keyturn::Scheme)

namespace {

const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

QLabel *words(const QString &text, const QString &look = {})
{
    auto *label = new QLabel(text);
    if (!look.isEmpty())
        setLook(*label, look);
    return label;
}

QPushButton *button(const QString &text, const QString &look = {})
{
    auto *made = new QPushButton(text);
    if (!look.isEmpty())
        setLook(*made, look);
    return made;
}

QListView *tokenList()
{
    struct Line
    {
        const char16_t *name, *id, *status, *when;
        Tone tone;
    };
    static const QList<Line> lines{
        {u"backend-api-service", u"4f1c…9a2e.access", u"Valid", u"in 11 months", Tone::Good},
        {u"github-actions-deploy", u"b07d…13c4.access", u"Due", u"in 9 days", Tone::Attention},
        {u"nightly-export", u"91aa…0f5d.access", u"Expired", u"3 days ago", Tone::Bad},
        {u"partner-sync", u"c3e8…77b1.access", u"Disabled", u"in 5 months", Tone::Neutral},
        {u"a-name-that-goes-on-for-longer-than-the-list-is-wide", u"5d20…e8f9.access", u"Valid",
         u"in 7 months", Tone::Good},
        {u"staging-smoke-test", u"0ab4…42cd.access", u"Never ends", u"no expiry", Tone::Neutral},
    };
    auto *view = new QListView;
    auto *model = new QStandardItemModel(int(lines.size()), 1, view);
    view->setModel(model);
    const auto reader = [](const QModelIndex &index) {
        const Line &line = lines.at(index.row());
        const auto text = [](const char16_t *from) { return QString::fromUtf16(from); };
        return TokenRow{text(line.name), text(line.id), text(line.status), line.tone, text(line.when)};
    };
    view->setItemDelegate(new TokenDelegate(reader, view));
    view->setCurrentIndex(model->index(0, 0));
    view->setFixedSize(390, 400);
    return view;
}

NavigationRail *filledRail()
{
    auto *rail = new NavigationRail;
    rail->addPage(Symbol::Key, u"Tokens"_s);
    rail->addPage(Symbol::Send, u"Request"_s);
    rail->addPage(Symbol::Code, u"JWT"_s);
    const int expiry = rail->addPage(Symbol::Calendar, u"Expiry"_s);
    rail->addPage(Symbol::List, u"Activity"_s);
    rail->setBadge(expiry, 2, Tone::Attention, u"2 need you"_s);
    rail->setWorld(u"Demo world"_s, u"Nothing here touches your keychain."_s, u"Open my vault"_s);
    rail->setStore(u"Keychain: GNOME"_s, Symbol::Lock, Tone::Good, {});
    return rail;
}

VerdictBanner *refusedBanner()
{
    auto *refused = new VerdictBanner;
    refused->setContent(
        {Tone::Bad,
         u"Access sent you to the login page: no Service Auth policy admits this token"_s,
         {{u"likely"_s, Tone::Bad, {}}, {u"legacy organization"_s, Tone::Neutral, {}}},
         u"The credentials may be fine. A token listed in an Allow policy is asked to log in, which a service cannot do."_s,
         {u"302 to demo-team.cloudflareaccess.com/cdn-cgi/access/login: Access answered, not your origin"_s,
          u"Without credentials the answer is the same: these credentials changed nothing"_s,
          u"The application “Admin API” has one policy, “Employees”, action Allow; no Service Auth policy names this token"_s},
         {u"Show the missing policy"_s, u"Send without credentials"_s, u"Copy report, redacted"_s}});
    return refused;
}

std::unique_ptr<QWidget> narrowPicture()
{
    auto page = std::make_unique<QWidget>();
    page->resize(560, 480);
    auto *banner = new QVBoxLayout;
    banner->setContentsMargins(16, 16, 16, 16);
    banner->addWidget(refusedBanner());
    banner->addStretch(1);
    auto *layout = new QHBoxLayout(page.get());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(filledRail());
    layout->addLayout(banner, 1);
    return page;
}

std::unique_ptr<QWidget> tokensPicture()
{
    auto page = std::make_unique<QWidget>();
    page->resize(1200, 780);
    auto *search = new QLineEdit;
    search->setPlaceholderText(u"Search 6 tokens"_s);
    search->addAction(iconOf(Symbol::Search, Role::Muted), QLineEdit::LeadingPosition);
    auto *chips = new QHBoxLayout;
    chips->setSpacing(6);
    for (const auto &[text, tone] : QList<std::pair<QString, Tone>>{
             {u"All 6"_s, Tone::Neutral},
             {u"Due 1"_s, Tone::Attention},
             {u"Expired 1"_s, Tone::Bad},
             {u"No owner 2"_s, Tone::Neutral}}) {
        auto *chip = button(text, u"chip"_s);
        chip->setCheckable(true);
        chip->setChecked(tone == Tone::Neutral && text.startsWith(u"All"_s));
        setTone(*chip, tone);
        chips->addWidget(chip);
    }
    chips->addStretch(1);
    auto *left = new QVBoxLayout;
    left->setSpacing(10);
    left->addWidget(search);
    left->addLayout(chips);
    left->addWidget(tokenList());
    left->addStretch(1);

    auto *facts = new Card;
    auto *grid = new QGridLayout(facts);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(2, 1);
    grid->addWidget(words(u"Client ID"_s, u"muted"_s), 0, 0);
    auto *clientId = words(u"4f1c0b7e52d84f6a9b13c7d0e2f49a2e.access"_s);
    clientId->setProperty("mono", true);
    grid->addWidget(clientId, 0, 1);
    grid->addWidget(button(u"Copy"_s, u"quiet"_s), 0, 2, Qt::AlignLeft);
    grid->addWidget(words(u"Secret"_s, u"muted"_s), 1, 0);
    grid->addWidget(new SecretLabel, 1, 1);
    grid->addWidget(button(u"Reveal"_s, u"quiet"_s), 1, 2, Qt::AlignLeft);
    grid->addWidget(words(u"Sent only to"_s, u"muted"_s), 2, 0);
    auto *hosts = new QHBoxLayout;
    hosts->setSpacing(8);
    hosts->addWidget(new Pill(u"api.example.com"_s, Tone::Neutral));
    hosts->addWidget(new Pill(u"*.internal.example.com"_s, Tone::Neutral));
    hosts->addStretch(1);
    grid->addLayout(hosts, 2, 1);
    grid->addWidget(words(u"Owner"_s, u"muted"_s), 3, 0);
    grid->addWidget(words(u"Platform, on-call rota"_s), 3, 1);

    auto *life = new Card;
    auto *lifeLayout = new QVBoxLayout(life);
    lifeLayout->setContentsMargins(16, 14, 16, 12);
    auto *timeline = new TimelineView;
    timeline->setAxis(TimelineView::Axis::None);
    timeline->setInteractive(false);
    timeline->setSpan(now.addDays(-60), now.addDays(440));
    timeline->setNow(now);
    timeline->setRows(
        {{u"Token"_s, now.addDays(-34), now.addDays(338), Tone::Good, u"27 Oct 2027"_s, {}},
         {u"Secret age"_s, now.addDays(-34), now.addDays(56), Tone::Good, u"34 of 90 days"_s, {}}});
    lifeLayout->addWidget(words(u"Life"_s, u"heading"_s));
    lifeLayout->addWidget(timeline);

    auto *title = new QVBoxLayout;
    title->setSpacing(2);
    title->addWidget(words(u"backend-api-service"_s, u"title"_s));
    title->addWidget(words(u"Production   ·   last accepted 4 minutes ago"_s, u"muted"_s));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addLayout(title, 1);
    head->addWidget(button(u"Snippets"_s));
    head->addWidget(button(u"Rotate"_s));
    head->addWidget(button(u"Test"_s, u"primary"_s));
    auto *right = new QVBoxLayout;
    right->setSpacing(12);
    right->addLayout(head);
    right->addWidget(facts);
    right->addWidget(life);
    right->addStretch(1);

    auto *columns = new QHBoxLayout;
    columns->setContentsMargins(16, 16, 16, 16);
    columns->setSpacing(16);
    columns->addLayout(left);
    columns->addLayout(right, 1);
    auto *whole = new QHBoxLayout(page.get());
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(filledRail());
    whole->addLayout(columns, 1);
    return page;
}

std::unique_ptr<QWidget> bannersPicture()
{
    auto page = std::make_unique<QWidget>();
    page->resize(1000, 900);
    auto *layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(refusedBanner());
    auto *due = new VerdictBanner;
    due->setContent(
        {Tone::Attention,
         u"This address is open: the answer is the same without a token"_s,
         {{u"certain"_s, Tone::Attention, {}}},
         u"Nothing guards it."_s,
         {},
         {u"How to protect it"_s}});
    auto *neutral = new VerdictBanner;
    neutral->setContent({Tone::Neutral, u"Nothing was sent yet"_s, {}, {}, {}, {}});
    auto *good = new VerdictBanner;
    good->setContent(
        {Tone::Good,
         u"Signature verified"_s,
         {},
         u"RS256 with key 3c1f0d7e from demo-team.cloudflareaccess.com, fetched 4 minutes ago. Issuer, audience and time are right."_s,
         {},
         {}});
    good->setFixedWidth(370);
    auto *phases = new PhaseBars;
    phases->setPhases(
        {{u"DNS"_s, 2ms, Tone::Neutral, u"2 ms"_s},
         {u"Connect"_s, 9ms, Tone::Neutral, u"9 ms"_s},
         {u"TLS 1.3"_s, 21ms, Tone::Neutral, u"21 ms"_s},
         {u"Send"_s, 100us, Tone::Neutral, u"0.1 ms"_s},
         {u"Wait for Access"_s, 38ms, Tone::Attention, u"38 ms"_s},
         {u"Receive"_s, 1ms, Tone::Neutral, u"1 ms"_s},
         {u"Push"_s, std::nullopt, Tone::Neutral, u"did not happen"_s}});
    auto *tabs = new QTabBar;
    for (const auto &text : {u"Body"_s, u"Headers 14"_s, u"Timeline"_s, u"Cookies 1"_s, u"JWT"_s})
        tabs->addTab(text);
    tabs->setCurrentIndex(2);
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    auto *answer = new Card;
    auto *answerLayout = new QVBoxLayout(answer);
    answerLayout->setContentsMargins(16, 14, 16, 14);
    auto *status = new Pill(u"302 Found"_s, Tone::Bad);
    status->setSymbol(Symbol::CrossCircle);
    answerLayout->addWidget(status);
    answerLayout->addWidget(tabs);
    answerLayout->addWidget(phases);
    layout->addWidget(due);
    layout->addWidget(neutral);
    layout->addWidget(good);
    layout->addWidget(answer);
    layout->addStretch(1);
    return page;
}

std::unique_ptr<QWidget> timelinePicture()
{
    auto page = std::make_unique<QWidget>();
    page->resize(1010, 460);
    auto *layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(16, 16, 16, 16);
    auto *card = new Card;
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(12, 12, 12, 12);
    auto *timeline = new TimelineView;
    timeline->setSpan(now.addDays(-23), now.addDays(342));
    timeline->setNow(now);
    timeline->setRows({
        {u"nightly-export"_s, {}, now.addDays(-3), Tone::Bad, u"expired 20 Nov"_s, {}},
        {u"github-actions-deploy"_s, {}, now.addDays(9), Tone::Attention, u"2 Dec, in 9 days"_s, {}},
        {u"team signing key"_s, {}, now.addDays(19), Tone::Neutral, u"rotates 12 Dec"_s, {}},
        {u"backend-api, old secret"_s,
         now.addDays(-15),
         now.addDays(28),
         Tone::Attention,
         u"grace ends 21 Dec"_s,
         {}},
        {u"partner-sync"_s, {}, now.addDays(140), Tone::Neutral, u"12 Apr, disabled"_s, {}},
        {u"old-reports"_s, {}, now.addDays(207), Tone::Good, u"18 Jun"_s, {}},
        {u"backend-api-service"_s, {}, now.addDays(338), Tone::Good, u"27 Oct"_s, {}},
        {u"staging-smoke-test"_s, {}, {}, Tone::Neutral, u"never ends"_s, {}},
    });
    timeline->setCurrentRow(1);
    inner->addWidget(timeline);
    layout->addWidget(card);
    layout->addStretch(1);
    return page;
}

std::unique_ptr<QWidget> controlsPicture()
{
    auto page = std::make_unique<QWidget>();
    page->resize(900, 760);
    auto *layout = new QVBoxLayout(page.get());
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    const auto row = [layout](const QList<QWidget *> &widgets) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        for (QWidget *widget : widgets)
            line->addWidget(widget);
        line->addStretch(1);
        layout->addLayout(line);
    };
    auto *disabled = button(u"Disabled"_s);
    disabled->setEnabled(false);
    auto *withIcon = button(u"New token"_s, u"primary"_s);
    withIcon->setIcon(iconOf(Symbol::Plus, Role::OnAccent));
    auto *focused = button(u"Focused"_s);
    focused->setObjectName(u"focused"_s);
    row(
        {button(u"Normal"_s), withIcon, button(u"Reveal"_s, u"quiet"_s), button(u"Remove"_s, u"danger"_s),
         button(u"Remove for good"_s, u"dangerPrimary"_s), disabled, focused});
    auto *combo = new QComboBox;
    combo->addItems({u"github-actions-deploy"_s, u"nightly-export"_s});
    auto *field = new QLineEdit(u"https://api.example.com/admin/sync"_s);
    field->setProperty("mono", true);
    field->setMinimumWidth(300);
    auto *wrong = new QLineEdit(u"\"quoted\""_s);
    setTone(*wrong, Tone::Bad);
    row({combo, field, wrong});
    auto *spin = new QSpinBox;
    spin->setValue(30);
    auto *date = new QDateTimeEdit(now);
    date->setCalendarPopup(true);
    auto *on = new QCheckBox(u"Follow redirects"_s);
    on->setChecked(true);
    auto *some = new QCheckBox(u"Some"_s);
    some->setTristate(true);
    some->setCheckState(Qt::PartiallyChecked);
    auto *radio = new QRadioButton(u"Two headers"_s);
    radio->setChecked(true);
    row({spin, date, on, new QCheckBox(u"Off"_s), some, radio, new QRadioButton(u"One"_s)});
    auto *token = new MarkedTextEdit;
    token->setPlainText(
        u"eyJhbGciOiJSUzI1NiIsImtpZCI6IjNjMWYwZDdlIiwidHlwIjoiSldUIn0."
        u"eyJhdWQiOlsiN2I5Yy4uLiJdLCJjb21tb25fbmFtZSI6IjRmMWMwYjdlNTJkODRmNmE5YjEzYzdkMGUyZjQ5YTJlLm"
        u"FjY2VzcyIsImV4cCI6MTc5NTQ1MjgwMCwiaWF0IjoxNzk1MzY2NDAwfQ.hQ8v2K9wYg"_s);
    token->setFixedHeight(100);
    layout->addWidget(token);
    auto *table = new QTableView;
    auto *model = new QStandardItemModel(12, 3, table);
    model->setHorizontalHeaderLabels({u"Name"_s, u"Value"_s, u"Meaning"_s});
    for (int line = 0; line < 12; ++line) {
        for (int column = 0; column < 3; ++column)
            model->setItem(line, column, new QStandardItem(u"row %1, %2"_s.arg(line).arg(column)));
    }
    table->setModel(model);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->selectRow(1);
    table->setFixedHeight(190);
    layout->addWidget(table);
    auto *empty = new EmptyState;
    empty->setSentence(u"No tokens yet. Keep your first one here, or look around in the demo."_s);
    empty->setActionText(u"New token"_s);
    empty->setLinkText(u"Open the demo"_s);
    layout->addWidget(empty);
    return page;
}

} // namespace

/// Paints every part of the look in every scheme. With the variable KEYTURN_GALLERY naming a folder it leaves
/// the pictures there.
class GalleryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFont font = QApplication::font();
        font.setPointSize(10);
        QApplication::setFont(font);
        m_theme = new Theme(*qApp);
    }
    void init() { QTest::failOnWarning(anyWarning()); }

    void paintsEveryPartInEveryScheme_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::addColumn<int>("picture");
        const QList<std::pair<const char *, Scheme>> schemes{
            {"light", Scheme::Light}, {"dark", Scheme::Dark}, {"contrast", Scheme::HighContrast}};
        for (const auto &[name, scheme] : schemes) {
            for (int picture = 0; picture < int(makers.size()); ++picture)
                QTest::addRow("%s-%s", makers.at(std::size_t(picture)).first, name) << scheme << picture;
        }
    }

    void paintsEveryPartInEveryScheme()
    {
        QFETCH(Scheme, scheme);
        QFETCH(int, picture);
        m_theme->setScheme(scheme);
        const std::unique_ptr<QWidget> page = makers.at(std::size_t(picture)).second();
        page->show();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        if (auto *focused = page->findChild<QWidget *>(u"focused"_s))
            focused->setFocus(Qt::TabFocusReason);

        const QImage seen = page->grab().toImage();

        const QString folder = qEnvironmentVariable("KEYTURN_GALLERY");
        if (!folder.isEmpty())
            seen.save(QDir(folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
        QVERIFY(shareOf(seen, Theme::color(Role::Window)) + shareOf(seen, Theme::color(Role::Card)) > 0.3);
        QVERIFY(shareOf(seen, Theme::color(Role::Text)) > 0.0001);
    }

private:
    static double shareOf(const QImage &picture, const QColor &color)
    {
        qint64 count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                count += picture.pixel(x, y) == color.rgb() ? 1 : 0;
        }
        return double(count) / (double(picture.width()) * picture.height());
    }

    using Maker = std::unique_ptr<QWidget> (*)();
    static constexpr std::array<std::pair<const char *, Maker>, 5> makers{
        {{"tokens", tokensPicture},
         {"banners", bannersPicture},
         {"narrow", narrowPicture},
         {"timeline", timelinePicture},
         {"controls", controlsPicture}}};
    Theme *m_theme = nullptr;
};

QTEST_MAIN(GalleryTest)
#include "GalleryTest.moc"
