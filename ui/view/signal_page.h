// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAction>
#include <QWidget>
#include <array>

#include "ui/control/signal_history.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace joincast::ui {

class CopyView;
class DescriptionModel;
class FactModel;
class ListenerModel;
class SignalController;
class SignalPlot;

/// The instruments: how the service that plays is received, drawn and told. Draws only while it is seen.
class SignalPage : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::chrono::milliseconds kDrawEvery{100};  ///< one plot each time
  static constexpr std::chrono::milliseconds kLookEvery{1000};

  explicit SignalPage(SignalController& signal, QWidget* parent = nullptr);

  QAction& why() noexcept { return *why_; }
  QAction& copyDescription() noexcept { return *copyDescription_; }
  QAction& saveDescription() noexcept { return *saveDescription_; }
  QAction& copyUri() noexcept { return *copyUri_; }
  QAction& copyReport() noexcept { return *copyReport_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makePlots();
  QWidget* makeDescription();
  QWidget* makeRtcp();
  QWidget* page(QWidget* content, QLabel* empty);
  void makeActions();
  void showService();
  void showDescription();
  void showFacts();
  void drawNext();
  Duration window() const;

  SignalController& signal_;
  QAction *why_, *copyDescription_, *saveDescription_, *copyUri_, *copyReport_;
  QLabel* title_;
  QComboBox* window_;
  QTabWidget* tabs_;
  std::array<SignalPlot*, kMetrics> plots_{};
  std::array<FactModel*, 3> facts_{};  // membership, RTCP, counters
  DescriptionModel* description_;
  ListenerModel* listeners_;
  QLabel* forgiven_;
  QList<QStackedWidget*> stacks_;  // of each tab: its content, or what to say in its place
  QTimer* drawing_;
  QTimer* looking_;
  std::size_t next_ = 0;  // plot to be drawn
};

}  // namespace joincast::ui
