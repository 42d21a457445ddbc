// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/keys_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "libreceiver/service_reference.h"
#include "ui/control/file_key_ring.h"
#include "ui/view/icons.h"

namespace joincast::ui {

KeysPage::KeysPage(FileKeyRing& keys, QWidget* parent)
    : QWidget(parent), keys_(keys), list_(new QTreeWidget(this)), service_(new QLineEdit(this)) {
  auto* const about = new QLabel(
      tr("Some stations are sent enciphered (SRTP). Whoever sends them gives you a file with the key; nobody but you "
         "may have the right to read it."),
      this);
  about->setWordWrap(true);
  list_->setHeaderLabels({tr("Service"), tr("Key file")});
  list_->setRootIsDecorated(false);
  list_->setAccessibleName(tr("Key files"));
  service_->setPlaceholderText(tr("Service, such as 8000:0001"));
  service_->setAccessibleName(tr("Service"));
  auto* const add = new QPushButton(icon("key"), tr("Choose &key file…"), this);
  remove_ = new QPushButton(icon("remove"), tr("&Remove"), this);
  add->setAutoDefault(false);
  remove_->setAutoDefault(false);
  wrong_ = new QLabel(this);
  wrong_->setWordWrap(true);
  wrong_->setTextFormat(Qt::PlainText);
  wrong_->hide();
  auto* const row = new QHBoxLayout;
  row->addWidget(service_, 1);
  row->addWidget(add);
  row->addWidget(remove_);
  auto* const layout = new QVBoxLayout(this);
  layout->addWidget(about);
  layout->addWidget(list_, 1);
  layout->addLayout(row);
  layout->addWidget(wrong_);
  connect(add, &QPushButton::clicked, this, &KeysPage::add);
  connect(remove_, &QPushButton::clicked, this, &KeysPage::remove);
  connect(list_, &QTreeWidget::currentItemChanged, this, [this](auto* item) { remove_->setEnabled(item != nullptr); });
  show_();
}

void KeysPage::show_() {
  list_->clear();
  for (auto one = keys_.files().begin(); one != keys_.files().end(); ++one)
    (new QTreeWidgetItem(list_, {one.key(), one.value()}))->setIcon(0, icon("encrypted"));
  list_->resizeColumnToContents(0);
  remove_->setEnabled(list_->currentItem() != nullptr);
}

void KeysPage::add() {
  const QString service = service_->text().trimmed();
  if (!libreceiver::parse_service_reference(service.toStdString())) {
    wrong_->setText(tr("⚠ Type in the service first: its number, such as 8000:0001, or its rtp:// address."));
    wrong_->show();
    return service_->setFocus();
  }
  const QString path = QFileDialog::getOpenFileName(this, tr("Key file of %1").arg(service));
  if (path.isEmpty()) return;
  const QString wrong = keys_.setFile(service, path);
  wrong_->setText(wrong.isEmpty() ? QString() : tr("⚠ The file cannot be used: %1.").arg(wrong));
  wrong_->setVisible(!wrong.isEmpty());
  service_->clear();
  show_();
}

void KeysPage::remove() {
  if (const QTreeWidgetItem* const item = list_->currentItem()) keys_.setFile(item->text(0), {});
  wrong_->hide();
  show_();
}

}  // namespace joincast::ui
