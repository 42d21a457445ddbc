// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/program.h"

#include <QApplication>
#include <QKeySequence>
#include <QMenu>
#include <QStyle>
#include <optional>
#include <utility>

#include "ui/bridge/picture_board.h"
#include "ui/control/player_controller.h"
#include "ui/model/station_model.h"
#include "ui/parts/list_part.h"
#include "ui/parts/listen_part.h"
#include "ui/parts/network_part.h"
#include "ui/parts/record_part.h"
#include "ui/parts/signal_part.h"
#include "ui/parts/video_part.h"
#include "ui/view/icons.h"
#include "ui/view/listening_settings_page.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/player_bar.h"
#include "ui/view/stations_page.h"
#include "ui/view/welcome.h"

namespace joincast::ui {

struct Program::Parts {
  explicit Parts(ReceiverBridge::Options options) : listen(options), bridge(withPictures(std::move(options))) {}

  // Windows end before what they show, and the threads last of all.
  ListenPart listen;
  PictureBoard pictures;
  ReceiverBridge bridge;
  PlayerController player;
  StationModel stations;
  NetworkPart network;
  MainWindow window;
  std::optional<ListPart> list;
  std::optional<VideoPart> video;
  std::optional<RecordPart> record;
  std::optional<SignalPart> signal;

  ReceiverBridge::Options withPictures(ReceiverBridge::Options options) const;
  void welcome();
  void addLeaving();
};

ReceiverBridge::Options Program::Parts::withPictures(ReceiverBridge::Options options) const {
  options.receiver.make_video = pictures.maker();
  return options;
}

/// What an empty first start offers.
void Program::Parts::welcome() {
  Welcome& page = list->page().welcome();
  QObject::connect(&page, &Welcome::networkWished, &window, [this] { network.showNetwork(); });
  QObject::connect(&page, &Welcome::addressWished, &window, [this] { network.showTypeHeadend(); });
  QObject::connect(&page, &Welcome::openWished, &window, [this] { listen.openFile(); });
  QObject::connect(&page, &Welcome::serviceWished, &window, [this](const QString& name) { listen.open({name}); });
}

void Program::Parts::addLeaving() {
  network.addMenus();
  window.menu(MainWindow::Menu::file).addSeparator();
  window.menu(MainWindow::Menu::file)
      .addAction(MainWindow::tr("&Quit"), Qt::CTRL | Qt::Key_Q, qApp, &QApplication::quit);
}

Program::Program(Options options) : parts_(std::make_unique<Parts>(std::move(options.bridge))) {
  Parts& parts = *parts_;
  parts.list.emplace(ListPart::Needs{parts.bridge, parts.player, parts.stations, parts.window, options.favourites});
  parts.listen.connectTo(parts.bridge, parts.player, parts.window);
  QObject::connect(&parts.stations, &QAbstractItemModel::modelReset, &parts.window,
                   [&parts] { parts.listen.setHasNeighbours(parts.stations.rowCount() > 0); });
  parts.video.emplace(parts.bridge, parts.pictures, parts.player, parts.window);
  parts.network.connectTo(parts.bridge, parts.player, parts.window);
  parts.network.addSettingsPage(makeListeningSettingsPage(parts.listen.settings()), MainWindow::tr("Listening"),
                                "volume");
  parts.record.emplace(parts.bridge, parts.player, parts.window, std::move(options.schedule));
  parts.listen.bar().addAction(&parts.record->recordAction());
  parts.network.addSettingsPage(makeRecordingSettingsPage(*parts.record), RecordPart::tr("Recording"), "record");
  parts.signal.emplace(parts.bridge, parts.player, parts.window);
  parts.listen.bar().addAction(&parts.signal->why());
  parts.welcome();
  parts.addLeaving();
  parts.window.restoreLayout();
  parts.network.start(options.network, options.defaults);
  parts.window.show();
  parts.list->page().list().setFocus();
  if (!options.faults.isEmpty())
    parts.window.messages().tell(
        QStringLiteral("settings"),
        MainWindow::tr("The network settings are not followed: %1").arg(options.faults.first()));
  parts.listen.start(options.open);
}

Program::~Program() = default;

MainWindow& Program::window() noexcept { return parts_->window; }

void Program::open(const QStringList& names) { parts_->listen.open(names); }

}  // namespace joincast::ui
