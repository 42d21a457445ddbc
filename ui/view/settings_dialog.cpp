// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/settings_dialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/view/icons.h"

namespace joincast::ui {

SettingsDialog::SettingsDialog(QWidget* parent)
    : QDialog(parent), names_(new QListWidget(this)), pages_(new QStackedWidget(this)) {
  setWindowTitle(tr("Settings"));
  names_->setAccessibleName(tr("Groups of settings"));
  names_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* const row = new QHBoxLayout;
  row->addWidget(names_);
  row->addWidget(pages_, 1);
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(row, 1);
  layout->addWidget(buttons);
  connect(names_, &QListWidget::currentRowChanged, pages_, &QStackedWidget::setCurrentIndex);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  const QFontMetrics metrics = fontMetrics();
  resize(95 * metrics.averageCharWidth(), 34 * metrics.height());
}

void SettingsDialog::addPage(QWidget* page, const QString& name, const char* picture) {
  auto* const scroll = new QScrollArea(this);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(page);
  pages_->addWidget(scroll);
  new QListWidgetItem(icon(picture), name, names_);
  names_->setFixedWidth(names_->sizeHintForColumn(0) + 4 * fontMetrics().averageCharWidth());
  if (names_->currentRow() < 0) names_->setCurrentRow(0);
}

void SettingsDialog::showPage(const QWidget* page) {
  for (int index = 0; index < pages_->count(); ++index)
    if (static_cast<QScrollArea*>(pages_->widget(index))->widget() == page) names_->setCurrentRow(index);
}

void SettingsDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) names_->viewport()->update();
}

}  // namespace joincast::ui
