// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/seek_line.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/view/durations.h"

namespace joincast::ui {

using namespace std::chrono;

SeekLine::SeekLine(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setSingleStep(10);
  setPageStep(60);
  setRange(0, 0);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(tr("Place in what was kept, in seconds"));
  connect(this, &QSlider::actionTriggered, this, [this] { wish(sliderPosition()); });
}

void SeekLine::setPlace(milliseconds behind, milliseconds kept) {
  const auto whole = static_cast<int>(duration_cast<seconds>(kept).count());
  setEnabled(whole > 0);
  if (isSliderDown()) return;
  const QSignalBlocker blocker(this);
  setRange(0, whole);
  setValue(whole - static_cast<int>(round<seconds>(behind).count()));
}

QSize SeekLine::sizeHint() const { return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 3 / 4}; }

int SeekLine::valueAt(double x) const {
  const double share = std::clamp(x / std::max(1, width() - 1), 0.0, 1.0);
  return static_cast<int>(share * maximum() + 0.5);
}

void SeekLine::wish(int value) { Q_EMIT behindWished(seconds(maximum() - value)); }

void SeekLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const bool wide = hovered_ || hasFocus() || isSliderDown();
  const double thick = height() * (wide ? 0.36 : 0.24), middle = height() / 2.0;
  QColor rest = palette().color(QPalette::WindowText);
  rest.setAlphaF(0.18f);
  const QRectF line(0, middle - thick / 2, width(), thick);
  painter.setBrush(rest);
  painter.drawRoundedRect(line, thick / 2, thick / 2);
  if (!isEnabled() || maximum() == 0) return;
  const double place = static_cast<double>(sliderPosition()) / maximum() * width();
  painter.setBrush(palette().color(QPalette::Highlight));
  painter.drawRoundedRect(QRectF(0, line.top(), place, thick), thick / 2, thick / 2);
  if (!wide && sliderPosition() == maximum()) return;
  const double knob = height() * 0.42;
  painter.drawEllipse(QPointF(std::clamp(place, knob, width() - knob), middle), knob, knob);
}

void SeekLine::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  setSliderDown(true);
  setSliderPosition(valueAt(event->position().x()));
}

void SeekLine::mouseMoveEvent(QMouseEvent* event) {
  if (isSliderDown()) setSliderPosition(valueAt(event->position().x()));
}

void SeekLine::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !isSliderDown()) return;
  const int value = sliderPosition();
  setSliderDown(false);
  wish(value);
}

bool SeekLine::event(QEvent* event) {
  if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
    hovered_ = event->type() == QEvent::HoverEnter;
    update();
  }
  if (event->type() == QEvent::ToolTip && maximum() > 0) {
    const auto* const help = static_cast<QHelpEvent*>(event);
    const int behind = maximum() - valueAt(help->pos().x());
    QToolTip::showText(help->globalPos(), behind == 0 ? tr("Live") : tr("%1 ago").arg(asClock(seconds(behind))), this);
    return true;
  }
  return QSlider::event(event);
}

}  // namespace joincast::ui
