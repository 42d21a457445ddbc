// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/welcome.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/view/icons.h"

namespace joincast::ui {

Welcome::Welcome(QWidget* parent) : QWidget(parent), service_(new QLineEdit(this)) {
  auto* const heading = new QLabel(tr("Welcome to Joincast"), this);
  QFont large = heading->font();
  large.setPointSizeF(large.pointSizeF() * 1.6);
  heading->setFont(large);
  auto* const about = new QLabel(
      tr("Joincast plays the radio and television that a headend sends on this network. Each station is sent once for "
         "all who listen, and only while somebody does."),
      this);
  auto* const looking = new QLabel(tr("Looking for stations: they are listed here as soon as they are heard."), this);
  for (QLabel* label : {heading, about, looking}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  auto* const network = new QPushButton(icon("network"), tr("Choose the network…"), this);
  auto* const address = new QPushButton(icon("headend"), tr("Type in a headend’s address…"), this);
  auto* const open = new QPushButton(icon("open"), tr("Open a file…"), this);
  service_->setPlaceholderText(tr("Service number, such as 8000:0001"));
  service_->setAccessibleName(tr("Service number"));
  auto* const play = new QPushButton(icon("play"), tr("Play"), this);
  play->setEnabled(false);

  auto* const row = new QHBoxLayout;
  row->addWidget(service_, 1);
  row->addWidget(play);
  auto* const column = new QVBoxLayout;
  const int gap = fontMetrics().height();
  column->addStretch(1);
  column->addWidget(heading);
  column->addSpacing(gap / 2);
  column->addWidget(about);
  column->addSpacing(gap);
  column->addWidget(looking);
  column->addSpacing(gap);
  for (QPushButton* button : {network, address, open}) {
    button->setAutoDefault(false);
    column->addWidget(button);
  }
  column->addLayout(row);
  column->addStretch(2);
  auto* const middle = new QWidget(this);
  middle->setLayout(column);
  middle->setMaximumWidth(64 * fontMetrics().averageCharWidth());
  auto* const layout = new QHBoxLayout(this);
  layout->addStretch(1);
  layout->addWidget(middle, 8);
  layout->addStretch(1);

  connect(network, &QPushButton::clicked, this, &Welcome::networkWished);
  connect(address, &QPushButton::clicked, this, &Welcome::addressWished);
  connect(open, &QPushButton::clicked, this, &Welcome::openWished);
  connect(service_, &QLineEdit::textChanged, play, [play](const QString& text) { play->setEnabled(!text.isEmpty()); });
  const auto wish = [this] {
    if (const QString text = service_->text().trimmed(); !text.isEmpty()) Q_EMIT serviceWished(text);
  };
  connect(play, &QPushButton::clicked, this, wish);
  connect(service_, &QLineEdit::returnPressed, this, wish);
}

}  // namespace joincast::ui
