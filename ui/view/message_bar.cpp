// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <utility>

#include "ui/view/icons.h"

namespace joincast::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      text_(new QLabel(this)),
      button_(new QPushButton(this)),
      close_(new QToolButton(this)) {
  setFrameShape(QFrame::StyledPanel);
  text_->setTextFormat(Qt::PlainText);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setIcon(icon("close"));
  close_->setAutoRaise(true);
  close_->setAccessibleName(tr("Dismiss this message"));
  close_->setToolTip(close_->accessibleName());
  auto* const layout = new QHBoxLayout(this);
  layout->addWidget(icon_);
  layout->addWidget(text_, 1);
  layout->addWidget(button_);
  layout->addWidget(close_);
  connect(button_, &QPushButton::clicked, this, [this] {
    if (!messages_.isEmpty() && messages_.last().action) std::function<void()>(messages_.last().action)();
  });
  connect(close_, &QToolButton::clicked, this, [this] {
    if (!messages_.isEmpty()) messages_.removeLast();
    showLast();
  });
  showLast();
}

void MessageBar::tell(const QString& subject, const QString& sentence, const QString& label,
                      std::function<void()> action) {
  messages_.removeIf([&](const Message& message) { return message.subject == subject; });
  if (!sentence.isEmpty()) messages_.append({subject, sentence, label, std::move(action)});
  showLast();
}

QString MessageBar::sentence() const { return messages_.isEmpty() ? QString() : messages_.last().sentence; }

void MessageBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) showLast();
}

void MessageBar::showLast() {
  const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
  icon_->setPixmap(icon("information").pixmap(QSize(size, size), devicePixelRatioF()));
  setVisible(!messages_.isEmpty());
  if (messages_.isEmpty()) return;
  const Message& message = messages_.last();
  text_->setText(message.sentence);
  text_->setAccessibleName(message.sentence);
  button_->setText(message.label);
  button_->setVisible(!message.label.isEmpty());
}

}  // namespace joincast::ui
