// SPDX-License-Identifier: LGPL-2.1-or-later
#include <QApplication>
#include <QIcon>
#include <csignal>
#include <cstdio>

#include "app/joincast-browser/favourite_shelf.h"
#include "app/joincast-browser/options.h"
#include "app/joincast-browser/outside.h"
#include "app/joincast-browser/schedule_book.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/settings.h"
#include "media/audio.h"
#include "ui/control/opener.h"
#include "ui/desktop/one_instance.h"
#include "ui/program.h"
#include "ui/view/general_page.h"
#include "ui/view/main_window.h"

namespace {

using namespace joincast;

libreceiver::Receiver::SinkMaker sink_maker(const std::string& sink) {
  if (sink == "sdl") return [] { return media::make_sdl_sink(); };
  if (sink == "null")
    return []() -> Result<std::unique_ptr<AudioSink>, std::string> { return media::make_null_sink(); };
  return [sink] { return media::make_wav_sink(sink); };
}

/// What joincast.toml says; `faults`: of it, one sentence each.
ui::NetworkChoice network_defaults(QStringList& faults) {
  const auto settings = app::load_settings();
  if (!settings) {
    for (const std::string& error : settings.error()) {
      std::fprintf(stderr, "joincast-browser: %s\n", error.c_str());
      faults << QString::fromStdString(error);
    }
    return {};
  }
  ui::NetworkChoice choice;
  choice.interface = settings->interface;
  choice.prefix = settings->prefix;
  choice.pool = settings->pool;
  return choice;
}

int run(const app::BrowserOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  ui::Program::Options of_program;
  of_program.bridge.receiver.make_sink = sink_maker(options.sink);
  of_program.bridge.receiver.tool = "joincast-browser " JOINCAST_VERSION;
  of_program.bridge.make_outside = &app::make_outside;
  of_program.schedule = app::make_schedule_book();
  of_program.network = options.network;
  of_program.defaults = network_defaults(of_program.faults);
  of_program.favourites = app::make_favourite_shelf();
  for (const std::string& name : options.open) of_program.open.append(QString::fromStdString(name));
  ui::OneInstance instance(QDBusConnection::sessionBus());
  if (!options.separate && !instance.claim(ui::namesFromHere(of_program.open))) {
    if (options.network == ui::NetworkChoice{} && options.sink == app::BrowserOptions{}.sink) return 0;
    std::fputs("joincast-browser: it runs already, with the options of its start; --separate runs another one\n",
               stderr);
    return app::kUsage;
  }
  ui::Program program(std::move(of_program));
  QObject::connect(&instance, &ui::OneInstance::activated, &program.window(), &ui::MainWindow::bringToFront);
  QObject::connect(&instance, &ui::OneInstance::openWished, &program.window(),
                   [&program](const QStringList& names) { program.open(names); });
  instance.setReady();
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  QApplication::setApplicationName(QStringLiteral("joincast"));
  QApplication::setOrganizationName(QStringLiteral("joincast"));
  QApplication::setApplicationDisplayName(QStringLiteral("Joincast"));
  QApplication::setDesktopFileName(QStringLiteral("org.joincast.Browser"));
  QApplication::setApplicationVersion(QStringLiteral(JOINCAST_VERSION));
  const QApplication application(argc, argv);
  auto options = app::parse_browser({argv + (argc ? 1 : 0), argv + argc});
  if (!options) {
    std::fputs(options.error().text.c_str(), options.error().exit_code == 0 ? stdout : stderr);
    return options.error().exit_code;
  }
  ui::speakRememberedLanguage();
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/joincast/program/org.joincast.Browser.svg")));
  return run(*options);
}
