// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/signal_plot.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QPen>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/model/signal_words.h"

namespace joincast::ui {
namespace {

/// A plot whose line lies at the very bottom says nothing: the axis reaches so far at least.
double leastTop(Metric metric) {
  switch (metric) {
    case Metric::bitrate: return 50;
    case Metric::loss: return 1;
    case Metric::jitter: return 5;
    case Metric::buffer: return 100;
    case Metric::spacing: break;
  }
  return 20;
}

QString numberOf(Metric metric, double value) {
  switch (metric) {
    case Metric::bitrate: return kilobits(value);
    case Metric::loss: return perCent(value);
    case Metric::jitter:
    case Metric::buffer:
    case Metric::spacing: break;
  }
  return milliseconds(Duration(static_cast<std::int64_t>(value * 1e6)));
}

QColor mixed(const QColor& a, const QColor& b, double part) {
  const auto mix = [part](int x, int y) { return static_cast<int>(x + part * (y - x)); };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

}  // namespace

double roundTop(double most, double least) {
  const double wanted = std::max(most, least) * 1.1;
  const double power = std::pow(10, std::floor(std::log10(wanted)));
  for (const double step : {1.0, 2.0, 4.0, 5.0, 10.0})
    if (wanted <= step * power) return step * power;
  return 10 * power;
}

QString SignalPlot::nameOf(Metric metric) {
  switch (metric) {
    case Metric::bitrate: return tr("Bitrate");
    case Metric::loss: return tr("Loss");
    case Metric::jitter: return tr("Jitter");
    case Metric::buffer: return tr("Sound in stock");
    case Metric::spacing: break;
  }
  return tr("Time between packets");
}

SignalPlot::SignalPlot(Metric metric, QWidget* parent)
    : QWidget(parent),
      metric_(metric),
      chart_(new QChart),
      view_(new QChartView(chart_, this)),
      time_(new QValueAxis(chart_)),
      value_(new QValueAxis(chart_)) {
  chart_->setMargins({});
  chart_->setContentsMargins(-6, -6, -6, -6);
  chart_->setBackgroundRoundness(0);
  chart_->legend()->setVisible(metric == Metric::buffer || metric == Metric::spacing);
  chart_->legend()->setAlignment(Qt::AlignTop);
  chart_->legend()->setContentsMargins(0, 0, 0, 0);
  chart_->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
  chart_->addAxis(time_, Qt::AlignBottom);
  chart_->addAxis(value_, Qt::AlignLeft);
  time_->setTickCount(4);
  time_->setLabelFormat(QStringLiteral("%.0f"));
  time_->setLabelsVisible(metric == Metric::spacing);  // the lowest: they all show the same time
  value_->setTickCount(metric == Metric::buffer || metric == Metric::spacing ? 3 : 2);
  switch (metric) {
    case Metric::bitrate: addLine(Line::bitrate, nameOf(metric), Qt::SolidLine); break;
    case Metric::loss: addLine(Line::loss, nameOf(metric), Qt::SolidLine); break;
    case Metric::jitter: addLine(Line::jitter, nameOf(metric), Qt::SolidLine); break;
    case Metric::buffer:
      addLine(Line::queued, tr("queued"), Qt::SolidLine);
      addLine(Line::wanted, tr("wanted"), Qt::DashLine);
      break;
    case Metric::spacing:
      addLine(Line::spacingMean, tr("mean"), Qt::SolidLine);
      addLine(Line::spacingMax, tr("longest"), Qt::DashLine);
      addLine(Line::spacingMin, tr("shortest"), Qt::DotLine);
      break;
  }
  view_->setRenderHint(QPainter::Antialiasing);
  view_->setFrameShape(QFrame::NoFrame);
  for (QWidget* const widget : {static_cast<QWidget*>(view_), view_->viewport()}) widget->setFocusPolicy(Qt::NoFocus);
  view_->setMinimumHeight(leastLines() * fontMetrics().height());

  auto* const side = new QGridLayout;
  side->setVerticalSpacing(1);
  auto* const name = new QLabel(nameOf(metric), this);
  QFont bold = name->font();
  bold.setBold(true);
  name->setFont(bold);
  side->addWidget(name, 0, 0, 1, 2);
  const std::array rows = {tr("Now"), tr("Mean"), tr("Worst")};
  for (int row = 0; row < 3; ++row) {
    auto* const number = numbers_[static_cast<std::size_t>(row)] = new QLabel(this);
    number->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    number->setAlignment(Qt::AlignRight);
    number->setMinimumWidth(number->fontMetrics().horizontalAdvance(QStringLiteral("00000 kbit/s")));
    number->setAccessibleName(tr("%1, %2").arg(nameOf(metric), rows[static_cast<std::size_t>(row)]));
    side->addWidget(new QLabel(rows[static_cast<std::size_t>(row)], this), row + 1, 0);
    side->addWidget(number, row + 1, 1);
  }
  side->setRowStretch(4, 1);
  auto* const layout = new QHBoxLayout(this);
  layout->setContentsMargins({});
  layout->addWidget(view_, 1);
  layout->addLayout(side);
  takeColours();
  showNumbers(std::nullopt);
}

int SignalPlot::leastLines() const {
  if (metric_ == Metric::spacing) return 7;
  return metric_ == Metric::buffer ? 6 : 4;
}

void SignalPlot::addLine(Line line, const QString& name, Qt::PenStyle style) {
  auto* const series = new QLineSeries(chart_);
  series->setName(name);
  QPen pen;
  pen.setStyle(style);
  pen.setWidthF(style == Qt::SolidLine ? 2 : 1.5);
  series->setPen(pen);
  chart_->addSeries(series);
  series->attachAxis(time_);
  series->attachAxis(value_);
  lines_.emplace_back(line, series);
}

void SignalPlot::show(const SignalHistory& history, Duration window, TimePoint now) {
  const double span = std::chrono::duration<double>(window).count();
  const double unit = span > 120 ? 60 : 1;
  time_->setRange(-span / unit, 0);
  double most = 0;
  for (auto& [line, series] : lines_) {
    QList<QPointF> points;
    for (const SignalHistory::Point& point : history.points(line, window, now, kPoints)) {
      points.append({point.ago / unit, point.value});
      most = std::max(most, point.value);
    }
    series->replace(points);
  }
  fitAxis(most);
  const auto figures = history.figures(metric_, window, now);
  showNumbers(figures);
}

void SignalPlot::fitAxis(double most) {
  const double top = roundTop(most, leastTop(metric_));
  if (top == value_->max()) return;
  value_->setRange(0, top);
  value_->setLabelFormat(top < 3 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
}

void SignalPlot::showNumbers(const std::optional<SignalHistory::Figures>& figures) {
  const QString none = QStringLiteral("–");
  numbers_[0]->setText(figures ? numberOf(metric_, figures->current) : none);
  numbers_[1]->setText(figures ? numberOf(metric_, figures->mean) : none);
  numbers_[2]->setText(figures ? numberOf(metric_, figures->worst) : none);
  view_->setAccessibleName(nameOf(metric_));
  view_->setAccessibleDescription(
      figures ? tr("now %1, mean %2, worst %3").arg(numbers_[0]->text(), numbers_[1]->text(), numbers_[2]->text())
              : tr("nothing yet"));
}

void SignalPlot::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) takeColours();
}

void SignalPlot::takeColours() {
  const QPalette& colours = palette();
  const QColor text = colours.color(QPalette::Text);
  const QColor base = colours.color(QPalette::Base);
  chart_->setBackgroundBrush(base);
  view_->setBackgroundBrush(base);
  chart_->legend()->setLabelColor(text);
  chart_->legend()->setFont(font());
  for (QValueAxis* axis : {time_, value_}) {
    axis->setLabelsColor(text);
    axis->setLabelsFont(font());
    axis->setGridLineColor(mixed(base, text, 0.15));
    axis->setLinePenColor(mixed(base, text, 0.4));
  }
  for (auto& [line, series] : lines_) {
    QPen pen = series->pen();
    pen.setColor(pen.style() == Qt::SolidLine ? colours.color(QPalette::Highlight) : mixed(base, text, 0.7));
    series->setPen(pen);
  }
}

}  // namespace joincast::ui
