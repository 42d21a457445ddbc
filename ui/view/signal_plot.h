// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <array>
#include <vector>

#include "ui/control/signal_history.h"

class QChart;
class QChartView;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace joincast::ui {

/// One metric over time, its numbers beside it.
class SignalPlot : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::size_t kPoints = 120;  ///< drawn of each line

  explicit SignalPlot(Metric metric, QWidget* parent = nullptr);

  void show(const SignalHistory& history, Duration window, TimePoint now);

  int leastLines() const;  ///< of text: what its height is worth beside other plots

  static QString nameOf(Metric metric);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void addLine(Line line, const QString& name, Qt::PenStyle style);
  void takeColours();
  void fitAxis(double most);
  void showNumbers(const std::optional<SignalHistory::Figures>& figures);

  Metric metric_;
  QChart* chart_;
  QChartView* view_;
  QValueAxis* time_;
  QValueAxis* value_;
  std::vector<std::pair<Line, QLineSeries*>> lines_;
  std::array<QLabel*, 3> numbers_{};  // current, mean, worst
};

/// A round number above `most` for the top of an axis, so that it seldom changes.
double roundTop(double most, double least);

}  // namespace joincast::ui
