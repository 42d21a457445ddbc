// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/parts/network_part.h"

#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

#include "ui/bridge/receiver_bridge.h"
#include "ui/control/file_key_ring.h"
#include "ui/control/network_controller.h"
#include "ui/control/player_controller.h"
#include "ui/view/appearance.h"
#include "ui/view/general_page.h"
#include "ui/view/help_dialogs.h"
#include "ui/view/icons.h"
#include "ui/view/keys_page.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"
#include "ui/view/network_page.h"
#include "ui/view/settings_dialog.h"

namespace joincast::ui {
namespace {

using Trouble = NetworkController::Trouble;

QString text(const char* english) { return QCoreApplication::translate("NetworkPart", english); }

/// Why that is no guide; empty: it is.
QString faultOf(const std::optional<std::string>& body, const std::string& reason) {
  if (!body) return QString::fromStdString(reason.empty() ? "no answer" : reason);
  const QByteArray start = QByteArray::fromStdString(*body).trimmed();
  if (start.startsWith('{') && start.contains("\"services\"")) return {};
  return text(QT_TRANSLATE_NOOP("NetworkPart", "what answers is no guide"));
}

bool tellsOfSomebody(const StationTable& table) {
  for (const Station& station : table.stations)
    if (!station.remembered) return true;
  return false;
}

}  // namespace

struct NetworkPart::Parts {
  Appearance appearance;
  NetworkController network;
  FileKeyRing keys;
  ReceiverBridge* bridge = nullptr;
  MainWindow* window = nullptr;
  SettingsDialog* dialog = nullptr;
  NetworkPage* page = nullptr;
  bool keysAdded = false;

  void connectNetwork(PlayerController& player);
  void tell(NetworkPart& part);
  void ask(const QString& url);
  void open(const QWidget* page);
};

void NetworkPart::Parts::connectNetwork(PlayerController& player) {
  using Bridge = ReceiverBridge;
  using Network = NetworkController;
  QObject::connect(bridge, &Bridge::interfacesChanged, &network, &Network::handleInterfaces);
  QObject::connect(bridge, &Bridge::headendFound, &network, &Network::handleHeadend);
  QObject::connect(bridge, &Bridge::dnsSdNoted, &network, &Network::handleDnsSd);
  QObject::connect(bridge, &Bridge::guideChanged, &network, [this](const StationTablePtr& table) {
    if (table && tellsOfSomebody(*table)) network.handleHeard();
  });
  QObject::connect(bridge, &Bridge::guideNoted, window, [this](const QString& line) {
    const QString sentence =
        text(QT_TRANSLATE_NOOP("NetworkPart", "%1. Stations that were known before are listed still."));
    window->messages().tell(QStringLiteral("guide"), sentence.arg(line.left(1).toUpper() + line.mid(1)));
  });
  QObject::connect(bridge, &Bridge::guideChanged, window,
                   [this] { window->messages().tell(QStringLiteral("guide"), {}); });
  QObject::connect(&network, &Network::lookWished, bridge, &Bridge::look);
  QObject::connect(&network, &Network::choiceChanged, &player,
                   [this, &player] { player.setNetwork(network.choice()); });
  QObject::connect(&network, &Network::rememberWished, [](const NetworkChoice& choice) {
    QSettings settings;
    remember(settings, choice);
  });
}

void NetworkPart::Parts::tell(NetworkPart& part) {
  QString label;
  std::function<void()> action;
  switch (network.trouble()) {
    case Trouble::none:
    case Trouble::noNetwork: break;
    case Trouble::chosenIsGone:
    case Trouble::severalLinks:
      label = text(QT_TRANSLATE_NOOP("NetworkPart", "Choose network…"));
      action = [&part] { part.showNetwork(); };
      break;
    case Trouble::noHeadend:
    case Trouble::noDnsSd:
      label = text(QT_TRANSLATE_NOOP("NetworkPart", "Type in address…"));
      action = [&part] { part.showTypeHeadend(); };
      break;
  }
  window->messages().tell(QStringLiteral("network"), network.sentence(), label, std::move(action));
}

void NetworkPart::Parts::ask(const QString& url) {
  bridge->withGuide([this, url](GuideSide& guide) {
    guide.get(url.toStdString() + "/guide.json", [this, url](std::optional<std::string> body, std::string reason) {
      bridge->post([this, url, body = std::move(body), reason = std::move(reason)] {
        page->handleAnswer(url, faultOf(body, reason));
      });
    });
  });
}

void NetworkPart::Parts::open(const QWidget* shown) {
  if (!std::exchange(keysAdded, true)) {
    dialog->addPage(new KeysPage(keys), text(QT_TRANSLATE_NOOP("NetworkPart", "Keys")), "key");
  }
  if (shown) dialog->showPage(shown);
  dialog->show();
  dialog->raise();
  dialog->activateWindow();
}

NetworkPart::NetworkPart() : parts_(std::make_unique<Parts>()) { applyRememberedScheme(parts_->appearance); }

NetworkPart::~NetworkPart() = default;

void NetworkPart::connectTo(ReceiverBridge& bridge, PlayerController& player, MainWindow& window) {
  Parts& parts = *parts_;
  parts.bridge = &bridge;
  parts.window = &window;
  parts.dialog = new SettingsDialog(&window);
  parts.page = new NetworkPage(parts.network);
  parts.dialog->addPage(makeGeneralPage(parts.appearance), text(QT_TRANSLATE_NOOP("NetworkPart", "General")),
                        "settings");
  parts.dialog->addPage(parts.page, text(QT_TRANSLATE_NOOP("NetworkPart", "Network")), "network");
  parts.connectNetwork(player);
  player.setKeyRing(&parts.keys);
  QObject::connect(&parts.network, &NetworkController::troubleChanged, &window, [this] { parts_->tell(*this); });
  QObject::connect(parts.page, &NetworkPage::askWished, parts.page, [this](const QString& url) { parts_->ask(url); });
}

void NetworkPart::addSettingsPage(QWidget* page, const QString& name, const char* icon) {
  parts_->dialog->addPage(page, name, icon);
}

void NetworkPart::addMenus() {
  MainWindow& window = *parts_->window;
  QMenu& file = window.menu(MainWindow::Menu::file);
  file.addSeparator();
  file.addAction(icon("network"), text(QT_TRANSLATE_NOOP("NetworkPart", "Choose &network…")), Qt::CTRL | Qt::Key_N,
                 [this] { showNetwork(); });
  file.addAction(icon("settings"), text(QT_TRANSLATE_NOOP("NetworkPart", "&Settings…")), Qt::CTRL | Qt::Key_Comma,
                 [this] { showSettings(); });
  QMenu& help = window.menu(MainWindow::Menu::help);
  help.addSeparator();
  help.addAction(text(QT_TRANSLATE_NOOP("NetworkPart", "&Keys")), Qt::CTRL | Qt::Key_F1,
                 [&window] { showShortcuts(*window.menuBar(), &window); });
  help.addAction(text(QT_TRANSLATE_NOOP("NetworkPart", "&About Joincast")), Qt::SHIFT | Qt::Key_F1,
                 [&window] { showAbout(&window); });
}

void NetworkPart::start(const NetworkChoice& for_this_run, const NetworkChoice& defaults) {
  parts_->network.begin(merged(for_this_run, rememberedNetwork(QSettings(), defaults)));
}

NetworkController& NetworkPart::network() noexcept { return parts_->network; }

void NetworkPart::showSettings() { parts_->open(nullptr); }

void NetworkPart::showNetwork() { parts_->open(parts_->page); }

void NetworkPart::showTypeHeadend() {
  showNetwork();
  parts_->page->address().setFocus();
}

}  // namespace joincast::ui
