// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/video_page.h"

#include <QLabel>
#include <QStackedLayout>

#include "ui/view/video_view.h"

namespace joincast::ui {

VideoPage::VideoPage(PictureBoard& board, QWidget* parent)
    : QWidget(parent), view_(new VideoView(board, this)), sentence_(new QLabel(this)), layout_(new QStackedLayout) {
  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setWordWrap(true);
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setMargin(2 * fontMetrics().height());
  layout_->addWidget(sentence_);
  layout_->addWidget(view_);
  setLayout(layout_);
}

void VideoPage::setShows(bool shows) { layout_->setCurrentIndex(shows ? 1 : 0); }

void VideoPage::setSentence(const QString& sentence) { sentence_->setText(sentence); }

}  // namespace joincast::ui
