// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/model/station.h"

class QLabel;
class QListWidget;

namespace joincast::ui {

/// The stations of the playlist that was opened last.
class OpenedPanel : public QWidget {
  Q_OBJECT

 public:
  explicit OpenedPanel(QWidget* parent = nullptr);

  /// `others`: entries that cannot be played here.
  void setStations(const QString& title, std::vector<Station> stations, int others);
  void setPlaying(const QString& key);  ///< that one is marked

 Q_SIGNALS:
  void playWished(joincast::ui::Station station);

 private:
  std::vector<Station> stations_;
  QString playing_;
  QLabel* title_;
  QListWidget* list_;
};

}  // namespace joincast::ui
