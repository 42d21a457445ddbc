// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace joincast::ui {

class PictureBoard;
class VideoView;

/// Television in the window; a sentence while there is none.
class VideoPage : public QWidget {
  Q_OBJECT

 public:
  explicit VideoPage(PictureBoard& board, QWidget* parent = nullptr);

  VideoView& view() noexcept { return *view_; }
  void setShows(bool shows);  ///< a picture; else the sentence
  void setSentence(const QString& sentence);

 private:
  VideoView* view_;
  QLabel* sentence_;
  QStackedLayout* layout_;
};

}  // namespace joincast::ui
