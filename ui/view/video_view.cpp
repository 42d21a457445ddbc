// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/video_view.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

#include "ui/view/icons.h"
#include "ui/view/picture.h"

namespace joincast::ui {

VideoView::VideoView(PictureBoard& board, QWidget* parent) : QWidget(parent), board_(board) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setAccessibleName(tr("Television"));
  setAccessibleDescription(tr("The picture of what plays. A double click fills the screen."));
  connect(&board_, &PictureBoard::changed, this, qOverload<>(&QWidget::update));
}

QSize VideoView::sizeHint() const { return {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 22}; }

void VideoView::paintEvent(QPaintEvent*) {
  const Picture picture = board_.picture();
  QPainter painter(this);
  const double dots = devicePixelRatioF();
  const QRect place = fitted(picture.ratio, size() * dots);
  if (picture.image.isNull() || place.isEmpty()) {
    painter.fillRect(rect(), Qt::black);
    return;
  }
  // In dots of the screen, so that a picture of the right size is copied as it is.
  painter.scale(1 / dots, 1 / dots);
  const QRect whole(QPoint(0, 0), size() * dots + QSize(1, 1));
  for (const QRect& beside : QRegion(whole) - place) painter.fillRect(beside, Qt::black);
  if (place.size() == picture.image.size())
    painter.drawImage(place.topLeft(), picture.image);
  else
    painter.drawImage(place, picture.image);
  Q_EMIT painted(picture);
}

void VideoView::tellPlace() {
  if (isVisible()) board_.setPlace(size() * devicePixelRatioF());
}

void VideoView::resizeEvent(QResizeEvent*) { tellPlace(); }
void VideoView::showEvent(QShowEvent*) { tellPlace(); }
void VideoView::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT fullScreenToggled(); }
void VideoView::mouseMoveEvent(QMouseEvent*) { Q_EMIT moved(); }

FullScreen::FullScreen(PictureBoard& board, QWidget* controls, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent, Qt::Window), view_(new VideoView(board, this)), bar_(new QWidget(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  addActions(actions);
  auto* const layout = new QHBoxLayout(this);
  layout->setContentsMargins({});
  layout->addWidget(view_);

  bar_->setAutoFillBackground(true);
  auto* const leave = new QToolButton(bar_);
  leave->setIcon(icon("full-screen"));
  leave->setText(tr("Leave full screen"));
  leave->setAccessibleName(leave->text());
  leave->setToolTip(tr("Leave full screen (Escape)"));
  auto* const row = new QHBoxLayout(bar_);
  row->addWidget(controls, 1);
  row->addWidget(leave);

  hide_.setSingleShot(true);
  hide_.setInterval(kControlsStay);
  connect(&hide_, &QTimer::timeout, this, &FullScreen::hideControls);
  connect(view_, &VideoView::moved, this, &FullScreen::showControls);
  connect(view_, &VideoView::fullScreenToggled, this, &QWidget::close);
  connect(leave, &QToolButton::clicked, this, &QWidget::close);
  hideControls();
}

void FullScreen::showControls() {
  placeControls();
  bar_->show();
  view_->unsetCursor();
  hide_.start();
}

void FullScreen::hideControls() {
  if (bar_->underMouse()) return hide_.start();
  bar_->hide();
  view_->setCursor(Qt::BlankCursor);
}

void FullScreen::placeControls() {
  const int height = bar_->sizeHint().height();
  bar_->setGeometry(0, this->height() - height, width(), height);
  bar_->raise();
}

void FullScreen::showEvent(QShowEvent*) { setFocus(); }

void FullScreen::resizeEvent(QResizeEvent*) { placeControls(); }

void FullScreen::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) close();
  showControls();
}

void FullScreen::closeEvent(QCloseEvent* event) {
  event->accept();
  Q_EMIT left();
}

}  // namespace joincast::ui
