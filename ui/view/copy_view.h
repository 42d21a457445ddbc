// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QTreeView>

namespace joincast::ui {

/// A list or table whose selected rows can be copied, as text with tabs between the columns.
class CopyView : public QTreeView {
  Q_OBJECT

 public:
  explicit CopyView(QWidget* parent = nullptr);

  QString selectedText() const;  ///< without a selection: all

 public Q_SLOTS:
  void copy();
};

}  // namespace joincast::ui
