// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QMimeData;
class QWidget;

namespace joincast::ui {

/// Files and addresses that are dropped on a window.
class DropTarget : public QObject {
  Q_OBJECT

 public:
  explicit DropTarget(QWidget* window);

 Q_SIGNALS:
  void dropped(const QStringList& names);  ///< as openName() takes them

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Files as `file://` URIs, addresses and words as they are; empty: there is nothing of use.
QStringList namesOf(const QMimeData& data);

}  // namespace joincast::ui
