// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

#include "ui/bridge/schedule_book.h"
#include "ui/control/record_controller.h"
#include "ui/control/schedule_controller.h"
#include "ui/model/recordings_model.h"
#include "ui/model/station.h"

class QAction;

namespace joincast::ui {

class MainWindow;
class PlayerController;
class ReceiverBridge;
class RecordingsPage;
class RecordSide;

/// Recording: its menu, the page of recordings, and the recordings themselves on the receiver's thread.
class RecordPart : public QObject {
  Q_OBJECT

 public:
  /// All must outlive it. Without a book there is no schedule.
  RecordPart(ReceiverBridge& bridge, PlayerController& player, MainWindow& window, std::unique_ptr<ScheduleBook> book);
  ~RecordPart() override;  ///< ends what runs, properly

  RecordController& controller() noexcept { return controller_; }
  QAction& recordAction() noexcept { return *now_; }
  QString folder() const { return controller_.folder(); }
  void setFolder(const QString& folder);  ///< remembered
  void chooseFolder();

 private:
  void addActions();
  void addSchedule();
  void showSchedule(bool add);
  void connectSide();
  void connectPage();
  void withSide(std::function<void(RecordSide& side)> task);
  void scan();
  void tend();
  void rename(const QString& path, const QString& name);
  void moveToTrash(const QStringList& paths);
  void tell(const QString& sentence);

  ReceiverBridge& bridge_;
  PlayerController& player_;
  MainWindow& window_;
  RecordController controller_;
  RunningModel runningModel_;
  RecordingsModel recordings_;
  std::shared_ptr<std::unique_ptr<RecordSide>> side_;  // made, used and destroyed on the receiver's thread
  QAction* now_ = nullptr;
  QAction* song_ = nullptr;
  RecordingsPage* page_ = nullptr;
  std::unique_ptr<ScheduleBook> book_;
  std::unique_ptr<ScheduleController> schedule_;
  StationTablePtr stations_;
  QTimer clock_;
  bool scanning_ = false;
  bool again_ = false;  // scan once more
};

/// A page of the settings dialog: where recordings go. `part` must outlive it.
QWidget* makeRecordingSettingsPage(RecordPart& part, QWidget* parent = nullptr);

}  // namespace joincast::ui
