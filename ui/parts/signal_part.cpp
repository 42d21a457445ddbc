// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/signal_part.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QPointer>
#include <QSaveFile>
#include <QStyle>
#include <utility>

#include "ui/bridge/receiver_bridge.h"
#include "ui/control/player_controller.h"
#include "ui/control/signal_report.h"
#include "ui/view/icons.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/signal_page.h"
#include "ui/view/why_dialog.h"

namespace joincast::ui {
namespace {

const QString kSubject = QStringLiteral("signal/save");

}  // namespace

SignalPart::SignalPart(ReceiverBridge& bridge, PlayerController& player, MainWindow& window)
    : bridge_(bridge),
      player_(player),
      window_(window),
      page_(new SignalPage(signal_)),
      eye_(std::make_shared<HostEye>()) {
  window.addPage(page_, tr("Signal"), icon("signal"), Qt::CTRL | Qt::Key_I);
  QMenu& station = window.menu(MainWindow::Menu::station);
  station.addSeparator();
  station.addActions({&page_->copyUri(), &page_->copyDescription(), &page_->saveDescription(), &page_->copyReport()});
  window.menu(MainWindow::Menu::help).addAction(&page_->why());

  connect(&player, &PlayerController::stationChanged, this,
          [this] { signal_.setStation(player_.station().name, player_.station().reference); });
  connect(&player, &PlayerController::stationRecognised, this, [this] { signal_.setName(player_.station().name); });
  connect(&bridge, &ReceiverBridge::joined, &signal_, &SignalController::handleJoined);
  connect(&bridge, &ReceiverBridge::playFailed, &signal_, &SignalController::handleFailure);
  connect(&bridge, &ReceiverBridge::happened, &signal_, &SignalController::handleEvent);
  connect(&bridge, &ReceiverBridge::figures, &signal_, &SignalController::handleFigures);
  connect(&bridge, &ReceiverBridge::headendFound, &signal_, &SignalController::handleHeadend);
  connect(&signal_, &SignalController::lookWished, this, &SignalPart::look);
  connect(&signal_, &SignalController::lookChanged, this, &SignalPart::diagnose);
  connect(&signal_, &SignalController::serviceChanged, this, &SignalPart::diagnose);
  connect(&page_->why(), &QAction::triggered, this, &SignalPart::showWhy);
  connect(&page_->copyReport(), &QAction::triggered, this, &SignalPart::copyReport);
  connect(&page_->saveDescription(), &QAction::triggered, this, &SignalPart::saveDescription);
  connect(&page_->copyDescription(), &QAction::triggered, this,
          [this] { QApplication::clipboard()->setText(signal_.description()); });
  connect(&page_->copyUri(), &QAction::triggered, this, [this] { QApplication::clipboard()->setText(signal_.uri()); });
}

SignalPart::~SignalPart() {
  bridge_.withReceiver([eye = std::move(eye_)](PlayerSide&) mutable { eye.reset(); });
}

QAction& SignalPart::why() noexcept { return page_->why(); }

void SignalPart::look() {
  if (std::exchange(looks_, true)) return;
  bridge_.askReceiver([eye = eye_](PlayerSide& player) { return eye->look(player); },
                      [part = QPointer(this)](HostLook look) {
                        if (!part) return;
                        part->looks_ = false;
                        part->signal_.handleLook(look);
                      });
}

void SignalPart::showWhy() {
  if (!dialog_) {
    dialog_ = new WhyDialog(&window_);
    connect(dialog_, &WhyDialog::lookWished, this, &SignalPart::look);
    connect(dialog_, &WhyDialog::reportWished, this, &SignalPart::copyReport);
  }
  dialog_->setDiagnosis(signal_.name(), signal_.diagnosis());
  dialog_->show();
  dialog_->raise();
  dialog_->activateWindow();
  look();
}

void SignalPart::diagnose() {
  if (dialog_ && dialog_->isVisible()) dialog_->setDiagnosis(signal_.name(), signal_.diagnosis());
}

void SignalPart::copyReport() {
  const QString program = QStringLiteral("joincast-browser " JOINCAST_VERSION);
  QApplication::clipboard()->setText(signalReport(signal_, QDateTime::currentDateTime(), program));
}

void SignalPart::saveDescription() {
  QString name = signal_.name();
  name.replace(QLatin1Char('/'), QLatin1Char('-'));
  const QString path = QFileDialog::getSaveFileName(&window_, tr("Save session description"),
                                                    name + QStringLiteral(".sdp"), tr("Session descriptions (*.sdp)"));
  if (path.isEmpty()) return;
  QSaveFile file(path);
  const bool saved =
      file.open(QIODevice::WriteOnly) && file.write(signal_.description().toUtf8()) >= 0 && file.commit();
  window_.messages().tell(kSubject,
                          saved ? QString() : tr("%1 could not be written: %2").arg(path, file.errorString()));
}

}  // namespace joincast::ui
