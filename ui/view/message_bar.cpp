// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <utility>

namespace joincast::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), text_(new QLabel(this)), button_(new QPushButton(this)), close_(new QToolButton(this)) {
  setFrameShape(QFrame::StyledPanel);
  auto* const icon = new QLabel(this);
  const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
  icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxInformation).pixmap(size, size));
  text_->setTextFormat(Qt::PlainText);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  close_->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
  close_->setAutoRaise(true);
  close_->setAccessibleName(tr("Dismiss this message"));
  close_->setToolTip(close_->accessibleName());
  auto* const layout = new QHBoxLayout(this);
  layout->addWidget(icon);
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

void MessageBar::showLast() {
  setVisible(!messages_.isEmpty());
  if (messages_.isEmpty()) return;
  const Message& message = messages_.last();
  text_->setText(message.sentence);
  text_->setAccessibleName(message.sentence);
  button_->setText(message.label);
  button_->setVisible(!message.label.isEmpty());
}

}  // namespace joincast::ui
