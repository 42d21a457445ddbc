// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QLabel>

namespace joincast::ui {

/// A line of plain text that is cut with an ellipsis where there is no room; then its tool tip is the whole of it.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(QWidget* parent = nullptr);

  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace joincast::ui
