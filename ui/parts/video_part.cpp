// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/video_part.h"

#include <QAction>
#include <QMenu>

#include "ui/bridge/picture_board.h"
#include "ui/bridge/receiver_bridge.h"
#include "ui/control/player_controller.h"
#include "ui/view/icons.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/player_bar.h"
#include "ui/view/video_page.h"
#include "ui/view/video_view.h"

namespace joincast::ui {

VideoPart::VideoPart(ReceiverBridge& bridge, PictureBoard& board, PlayerController& player, MainWindow& window)
    : board_(board), player_(player), window_(window), page_(new VideoPage(board)) {
  window_.addPage(page_, tr("Television"), icon("tv"), QKeySequence(Qt::CTRL | Qt::Key_T));
  window_.menu(MainWindow::Menu::view)
      .addAction(icon("full-screen"), tr("&Full screen television"), QKeySequence(Qt::Key_F11), this,
                 &VideoPart::toggleFullScreen);
  connect(&page_->view(), &VideoView::fullScreenToggled, this, &VideoPart::toggleFullScreen);
  connect(&board_, &PictureBoard::began, this, &VideoPart::begin);
  connect(&board_, &PictureBoard::ended, this, &VideoPart::end);
  connect(&player_, &PlayerController::stationChanged, this, &VideoPart::say);
  connect(&player_, &PlayerController::stationChanged, this,
          [this] { window_.messages().tell(QStringLiteral("video"), {}); });
  connect(&bridge, &ReceiverBridge::videoFailed, this,
          [this](const QString& why) { window_.messages().tell(QStringLiteral("video"), why); });
  leave_.setSingleShot(true);
  leave_.setInterval(kStays);
  connect(&leave_, &QTimer::timeout, this, &VideoPart::leave);
  say();
}

VideoPart::~VideoPart() { delete full_; }

void VideoPart::begin() {
  shows_ = true;
  leave_.stop();
  page_->setShows(true);
  if (window_.page() == page_) return;
  before_ = window_.page();
  window_.showPage(page_);
}

void VideoPart::end() {
  shows_ = false;
  page_->setShows(false);
  leave_.start();
}

/// No other station with pictures followed.
void VideoPart::leave() {
  if (full_) full_->close();
  if (before_ && window_.page() == page_) window_.showPage(before_);
  before_ = nullptr;
}

void VideoPart::say() {
  page_->setSentence(player_.station().key.isEmpty()
                         ? tr("Choose a television station in the list: its picture is shown here.")
                         : tr("No picture has come from “%1”.").arg(player_.station().name));
}

void VideoPart::toggleFullScreen() {
  if (full_) {
    full_->close();
    return;
  }
  if (!shows_) return window_.showPage(page_);
  QList<QAction*> actions;
  for (const auto which : {MainWindow::Menu::station, MainWindow::Menu::playback, MainWindow::Menu::record,
                           MainWindow::Menu::view, MainWindow::Menu::file})
    actions += window_.menu(which).actions();
  full_ = new FullScreen(board_, new PlayerBar(player_), actions);
  full_->setWindowTitle(player_.station().name);
  connect(full_, &FullScreen::left, this, [this] {
    full_ = nullptr;
    page_->view().update();
    window_.activateWindow();
    // The page's place holds again.
    board_.setPlace(page_->view().size() * page_->view().devicePixelRatioF());
  });
  full_->showFullScreen();
}

}  // namespace joincast::ui
