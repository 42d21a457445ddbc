// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/network_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/control/network_controller.h"
#include "ui/view/icons.h"

namespace joincast::ui {
namespace {

constexpr int kNameRole = Qt::UserRole;  // the link's name, or the headend's address that was typed in

QTreeWidget* makeTable(const QStringList& columns, const QString& name, int rows, QWidget* parent) {
  auto* const table = new QTreeWidget(parent);
  table->setHeaderLabels(columns);
  table->setRootIsDecorated(false);
  table->setUniformRowHeights(true);
  table->setAccessibleName(name);
  table->setMinimumHeight((rows + 2) * (table->fontMetrics().height() + 6));
  table->header()->setStretchLastSection(true);
  return table;
}

void fitColumns(QTreeWidget& table) {
  for (int column = 0; column + 1 < table.columnCount(); ++column) table.resizeColumnToContents(column);
}

QString textOf(const std::optional<Prefix>& prefix) {
  return prefix ? QString::fromStdString(to_string(*prefix)) : QString();
}

}  // namespace

NetworkPage::NetworkPage(NetworkController& network, QWidget* parent) : QWidget(parent), network_(network) {
  auto* const layout = new QVBoxLayout(this);
  layout->addWidget(makeLinks(), 3);
  layout->addWidget(makeHeadends(), 3);
  layout->addWidget(makeGroups());
  connect(&network_, &NetworkController::linksChanged, this, &NetworkPage::showLinks);
  connect(&network_, &NetworkController::headendsChanged, this, &NetworkPage::showHeadends);
  connect(&network_, &NetworkController::choiceChanged, this, &NetworkPage::showChoice);
  showChoice();
}

QWidget* NetworkPage::makeLinks() {
  auto* const box = new QGroupBox(tr("Stations come from this network"), this);
  links_ =
      makeTable({tr("Network"), tr("Kind"), tr("Addresses"), tr("State")}, tr("Networks of this computer"), 3, box);
  links_->setAccessibleDescription(tr("The selected network is used. What is not connected cannot be chosen."));
  auto* const layout = new QVBoxLayout(box);
  layout->addWidget(links_);
  connect(links_, &QTreeWidget::currentItemChanged, this, &NetworkPage::chooseLink);
  return box;
}

QWidget* NetworkPage::makeHeadends() {
  auto* const box = new QGroupBox(tr("Headends"), this);
  headends_ = makeTable({tr("Name"), tr("Network"), tr("Prefix"), tr("Guide")}, tr("Headends"), 2, box);
  address_ = new QLineEdit(box);
  address_->setPlaceholderText(tr("Address of a headend, such as 192.0.2.1:9581"));
  address_->setAccessibleName(tr("Address of a headend"));
  address_->setClearButtonEnabled(true);
  add_ = new QPushButton(icon("add"), tr("A&dd"), box);
  remove_ = new QPushButton(icon("remove"), tr("&Remove"), box);
  remove_->setEnabled(false);
  add_->setAutoDefault(false);
  remove_->setAutoDefault(false);
  answer_ = new QLabel(box);
  answer_->setWordWrap(true);
  answer_->setTextFormat(Qt::PlainText);
  answer_->hide();
  auto* const row = new QHBoxLayout;
  row->addWidget(address_, 1);
  row->addWidget(add_);
  row->addWidget(remove_);
  auto* const layout = new QVBoxLayout(box);
  layout->addWidget(headends_);
  layout->addLayout(row);
  layout->addWidget(answer_);
  connect(add_, &QPushButton::clicked, this, &NetworkPage::add);
  connect(address_, &QLineEdit::returnPressed, this, &NetworkPage::add);
  connect(remove_, &QPushButton::clicked, this, &NetworkPage::remove);
  connect(headends_, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
    remove_->setEnabled(item && !item->data(0, kNameRole).toString().isEmpty());
  });
  return box;
}

QWidget* NetworkPage::makeGroups() {
  auto* const box = new QGroupBox(tr("Service numbers"), this);
  prefix_ = new QLineEdit(box);
  prefix_->setPlaceholderText(tr("found out by itself"));
  prefix_->setToolTip(tr("The first 64 bits of the headend's IPv6 addresses, as in 2001:db8::/64"));
  pool_ = new QLineEdit(box);
  pool_->setPlaceholderText(tr("239.195.0.0/16 if nothing is said"));
  pool_->setToolTip(tr("The headend's IPv4 groups, as in 239.195.0.0/16"));
  family_ = new QComboBox(box);
  family_->addItems({tr("Automatic"), tr("IPv6 only"), tr("IPv4 only")});
  announcements_ = new QCheckBox(tr("List what &others announce (SAP)"), box);
  auto* const form = new QFormLayout(box);
  form->addRow(tr("IPv6 &prefix:"), prefix_);
  form->addRow(tr("IPv4 p&ool:"), pool_);
  form->addRow(tr("&Family:"), family_);
  form->addRow(announcements_);
  prefix_->setAccessibleName(tr("IPv6 prefix"));
  pool_->setAccessibleName(tr("IPv4 pool"));
  family_->setAccessibleName(tr("Family"));
  announcements_->setAccessibleName(tr("List what others announce"));
  connect(prefix_, &QLineEdit::editingFinished, this, &NetworkPage::chooseGroups);
  connect(pool_, &QLineEdit::editingFinished, this, &NetworkPage::chooseGroups);
  connect(family_, &QComboBox::currentIndexChanged, this, &NetworkPage::chooseGroups);
  connect(announcements_, &QCheckBox::toggled, this, &NetworkPage::chooseGroups);
  return box;
}

void NetworkPage::showChoice() {
  const NetworkChoice& choice = network_.choice();
  showing_ = true;
  prefix_->setText(textOf(choice.prefix));
  pool_->setText(textOf(choice.pool));
  family_->setCurrentIndex(!choice.family ? 0 : *choice.family == Family::ipv6 ? 1 : 2);
  announcements_->setChecked(choice.announcements);
  showing_ = false;
  showLinks();
  showHeadends();
}

void NetworkPage::showLinks() {
  const QSignalBlocker quiet(links_);
  links_->clear();
  const QString chosen = QString::fromStdString(network_.choice().interface);
  auto* const automatic = new QTreeWidgetItem(links_, {tr("Automatic"), {}, {}, tr("Looks at all that are connected")});
  automatic->setIcon(0, icon("network"));
  links_->setCurrentItem(automatic);
  bool found = chosen.isEmpty();
  for (const NetworkLink& link : network_.links()) {
    auto* const item = new QTreeWidgetItem(
        links_, {link.name, link.kind, link.addresses.value(0), link.fit() ? tr("Connected") : link.unfit});
    item->setIcon(0, icon(link.wireless ? "wifi" : "wired"));
    item->setData(0, kNameRole, link.name);
    item->setToolTip(2, link.addresses.join(u'\n'));
    item->setDisabled(!link.fit() && link.name != chosen);
    if (link.name != chosen) continue;
    links_->setCurrentItem(item);
    found = true;
  }
  if (!found) {
    auto* const gone = new QTreeWidgetItem(links_, {chosen, {}, {}, tr("It is not there.")});
    gone->setIcon(0, icon("warning"));
    gone->setData(0, kNameRole, chosen);
    links_->setCurrentItem(gone);
  }
  fitColumns(*links_);
}

void NetworkPage::showHeadends() {
  headends_->clear();
  for (const FoundHeadend& headend : network_.headends()) {
    auto* const item = new QTreeWidgetItem(
        headends_, {QString::fromStdString(headend.name), network_.linkName(headend.interface),
                    headend.prefixes.empty() ? QString() : QString::fromStdString(to_string(headend.prefixes.front())),
                    headend.guide.empty() ? tr("by multicast") : QString::fromStdString(headend.guide)});
    item->setIcon(0, icon("headend"));
  }
  for (const std::string& url : network_.choice().headends) {
    const QString address = QString::fromStdString(url);
    auto* const item = new QTreeWidgetItem(headends_, {tr("Typed in"), {}, {}, address});
    item->setIcon(0, icon("edit"));
    item->setData(0, kNameRole, address);
  }
  if (headends_->topLevelItemCount() == 0) {
    auto* const none = new QTreeWidgetItem(headends_, {tr("None has been heard yet")});
    none->setFlags(Qt::NoItemFlags);
    none->setFirstColumnSpanned(true);
  }
  fitColumns(*headends_);
}

void NetworkPage::chooseLink() {
  const QTreeWidgetItem* const item = links_->currentItem();
  if (!item) return;
  NetworkChoice choice = network_.choice();
  choice.interface = item->data(0, kNameRole).toString().toStdString();
  // Not from within the table's own signal: it is filled anew.
  QMetaObject::invokeMethod(
      &network_, [this, choice] { network_.choose(choice); }, Qt::QueuedConnection);
}

void NetworkPage::add() {
  const QString url = guideAddressOf(address_->text());
  if (url.isEmpty()) return tell(tr("An address is like 192.0.2.1:9581 or http://headend.example:9581."), true);
  add_->setEnabled(false);
  tell(tr("Asking %1 …").arg(url), false);
  Q_EMIT askWished(url);
}

void NetworkPage::handleAnswer(const QString& url, const QString& why) {
  add_->setEnabled(true);
  if (!why.isEmpty()) return tell(tr("There is no headend at %1: %2.").arg(url, why), true);
  NetworkChoice choice = network_.choice();
  const std::string address = url.toStdString();
  if (std::find(choice.headends.begin(), choice.headends.end(), address) == choice.headends.end())
    choice.headends.push_back(address);
  address_->clear();
  tell(tr("The headend at %1 answers; its stations are listed.").arg(url), false);
  network_.choose(choice);
}

void NetworkPage::remove() {
  const QTreeWidgetItem* const item = headends_->currentItem();
  if (!item) return;
  NetworkChoice choice = network_.choice();
  std::erase(choice.headends, item->data(0, kNameRole).toString().toStdString());
  answer_->hide();
  network_.choose(choice);
}

void NetworkPage::chooseGroups() {
  if (showing_) return;
  const auto prefix = prefixOf(prefix_->text());
  const auto pool = poolOf(pool_->text());
  if (!prefix && !prefix_->text().trimmed().isEmpty())
    return tell(tr("A prefix has 64 bits of IPv6, as in 2001:db8::/64."), true);
  if (!pool && !pool_->text().trimmed().isEmpty())
    return tell(tr("A pool has at most 16 bits of IPv4 multicast, as in 239.195.0.0/16."), true);
  answer_->hide();
  NetworkChoice choice = network_.choice();
  choice.prefix = prefix;
  choice.pool = pool;
  choice.family.reset();
  if (family_->currentIndex() == 1) choice.family = Family::ipv6;
  if (family_->currentIndex() == 2) choice.family = Family::ipv4;
  choice.announcements = announcements_->isChecked();
  network_.choose(choice);
}

void NetworkPage::tell(const QString& sentence, bool wrong) {
  answer_->setText(wrong ? tr("⚠ %1").arg(sentence) : sentence);
  answer_->setAccessibleName(sentence);
  answer_->show();
}

}  // namespace joincast::ui
