// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace joincast::ui {

class FullScreen;
class MainWindow;
class PictureBoard;
class PlayerController;
class ReceiverBridge;
class VideoPage;

/// Television: a page of the window, shown when pictures come, and the whole screen.
class VideoPart : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it.
  VideoPart(ReceiverBridge& bridge, PictureBoard& board, PlayerController& player, MainWindow& window);
  ~VideoPart() override;

  static constexpr int kStays = 4000;  ///< ms without a picture until the page of before is shown again

  void toggleFullScreen();

 private:
  void begin();
  void end();
  void leave();
  void say();

  PictureBoard& board_;
  PlayerController& player_;
  MainWindow& window_;
  VideoPage* page_;
  QWidget* before_ = nullptr;  // the page that was shown when pictures came
  QPointer<FullScreen> full_;
  bool shows_ = false;
  QTimer leave_;
};

}  // namespace joincast::ui
