// SPDX-License-Identifier: LGPL-2.1-or-later
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "ui/parts/record_part.h"

namespace joincast::ui {

QWidget* makeRecordingSettingsPage(RecordPart& part, QWidget* parent) {
  auto* const page = new QWidget(parent);
  auto* const folder = new QLineEdit(QDir::toNativeSeparators(part.folder()), page);
  auto* const choose = new QPushButton(RecordPart::tr("&Choose…"), page);
  auto* const label = new QLabel(RecordPart::tr("&Folder for recordings:"), page);
  label->setBuddy(folder);
  auto* const row = new QHBoxLayout;
  row->addWidget(folder, 1);
  row->addWidget(choose);
  auto* const form = new QFormLayout(page);
  form->addRow(label, row);
  QObject::connect(folder, &QLineEdit::editingFinished, page, [&part, folder] {
    if (!folder->text().isEmpty()) part.setFolder(QDir::cleanPath(QDir::fromNativeSeparators(folder->text())));
  });
  QObject::connect(choose, &QPushButton::clicked, page, [&part, folder] {
    part.chooseFolder();
    folder->setText(QDir::toNativeSeparators(part.folder()));
  });
  return page;
}

}  // namespace joincast::ui
