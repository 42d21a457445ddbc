// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/bridge/picture_board.h"

namespace joincast::ui {

/// Paints the newest picture in its own shape, on black.
class VideoView : public QWidget {
  Q_OBJECT

 public:
  explicit VideoView(PictureBoard& board, QWidget* parent = nullptr);

  QSize sizeHint() const override;

 Q_SIGNALS:
  void fullScreenToggled();  ///< by a double click
  void moved();              ///< the mouse
  void painted(joincast::ui::Picture picture);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  void tellPlace();
  PictureBoard& board_;
};

/// Television over the whole screen. The mouse shows its controls for a while, then they and the pointer hide.
class FullScreen : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kControlsStay = 2500;  ///< ms

  /// Takes `controls`. `actions` are those whose shortcuts work here too.
  FullScreen(PictureBoard& board, QWidget* controls, const QList<QAction*>& actions, QWidget* parent = nullptr);

  bool controlsShown() const { return bar_->isVisible(); }

 Q_SIGNALS:
  void left();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void showControls();
  void hideControls();
  void placeControls();

  VideoView* view_;
  QWidget* bar_;
  QTimer hide_;
};

}  // namespace joincast::ui
