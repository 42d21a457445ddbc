// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <QString>
#include <memory>

#include "libreceiver/screen.h"

namespace joincast::ui {

/// A picture ready to be painted.
struct Picture {
  QImage image;      ///< of the size it is to be painted in, or its own; null: nothing is to be seen
  double ratio = 1;  ///< width by height as it is to be seen
  TimePoint due{};   ///< when it was handed over, as its sound is heard
};

/// Where the thread of the pictures pins up the newest one for the windows' thread. Colours and size are changed on
/// the pictures' thread, so that painting only copies; a picture that was not fetched before the next one came is never
/// painted.
class PictureBoard : public QObject {
  Q_OBJECT

 public:
  explicit PictureBoard(QObject* parent = nullptr);
  ~PictureBoard() override;

  /// For Receiver::Options::make_video. The sink may outlive the board; then nobody looks.
  libreceiver::Screen::Maker maker() const;

  Picture picture() const;

  /// The place for the picture, in dots of the screen; empty: it is left as it comes.
  void setPlace(QSize dots);

 Q_SIGNALS:
  void changed();  ///< picture()
  void began();    ///< the first picture of a service has come
  void ended();    ///< there is nothing to be seen any more
  void titleChanged(const QString& title);

 private:
  struct Shared;
  class Sink;
  std::shared_ptr<Shared> shared_;
};

}  // namespace joincast::ui
