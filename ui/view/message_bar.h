// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QFrame>
#include <QHash>
#include <QString>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace joincast::ui {

/// One sentence about something that is not as it should be, and what can be done about it; hidden while there is
/// none. Each thing that may be wrong has a name of its own (`subject`): the last one told is shown, and when that is
/// over, the one before it.
class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  /// `sentence` empty: that subject is well again. With `label` a button that does `action`.
  void tell(const QString& subject, const QString& sentence, const QString& label = {},
            std::function<void()> action = {});

  QString sentence() const;  ///< that is shown; empty: none

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Message {
    QString subject, sentence, label;
    std::function<void()> action;
  };
  void showLast();

  QList<Message> messages_;  // the last one is shown
  QLabel* icon_;
  QLabel* text_;
  QPushButton* button_;
  QToolButton* close_;
};

}  // namespace joincast::ui
