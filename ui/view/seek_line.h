// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QSlider>
#include <chrono>

namespace joincast::ui {

/// What is kept of the service, as a thin line: its right end is what is sent now, the mark what is heard. A click or
/// a drag goes there; arrow keys go by ten seconds.
class SeekLine : public QSlider {
  Q_OBJECT

 public:
  explicit SeekLine(QWidget* parent = nullptr);

  void setPlace(std::chrono::milliseconds behind, std::chrono::milliseconds kept);

  QSize sizeHint() const override;

 Q_SIGNALS:
  void behindWished(std::chrono::milliseconds behind);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int valueAt(double x) const;
  void wish(int value);

  bool hovered_ = false;
};

}  // namespace joincast::ui
