// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/station_details.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace joincast::ui {

StationDetails::StationDetails(const QString& name, const Lines& lines, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Details of %1").arg(name));
  auto* const form = new QFormLayout;
  QString text;
  for (const auto& [what, value] : lines) {
    if (value.isEmpty()) continue;
    auto* const label = new QLabel(value, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(what);
    form->addRow(tr("%1:").arg(what), label);
    text += tr("%1:").arg(what) + u' ' + value + u'\n';
  }
  auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* const copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
  connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addStretch();
  layout->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

}  // namespace joincast::ui
