// SPDX-License-Identifier: LGPL-2.1-or-later
#include <QApplication>
#include <csignal>
#include <cstdio>

#include "app/joincast-browser/options.h"
#include "app/joincast-browser/outside.h"
#include "media/audio.h"
#include "ui/program.h"

namespace {

using namespace joincast;

libreceiver::Receiver::SinkMaker sink_maker(const std::string& sink) {
  if (sink == "sdl") return [] { return media::make_sdl_sink(); };
  if (sink == "null")
    return []() -> Result<std::unique_ptr<AudioSink>, std::string> { return media::make_null_sink(); };
  return [sink] { return media::make_wav_sink(sink); };
}

int run(const app::BrowserOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  ui::Program::Options of_program;
  of_program.bridge.receiver.make_sink = sink_maker(options.sink);
  of_program.bridge.receiver.tool = "joincast-browser " JOINCAST_VERSION;
  of_program.bridge.receiver.time_shift.keep = std::chrono::minutes(30);
  of_program.bridge.make_outside = &app::make_outside;
  of_program.network = options.network;
  for (const std::string& name : options.open) of_program.open.append(QString::fromStdString(name));
  const ui::Program program(std::move(of_program));
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  QApplication::setApplicationName(QStringLiteral("joincast"));
  QApplication::setApplicationDisplayName(QStringLiteral("Joincast"));
  QApplication::setDesktopFileName(QStringLiteral("joincast-browser"));
  QApplication::setApplicationVersion(QStringLiteral(JOINCAST_VERSION));
  const QApplication application(argc, argv);
  auto options = app::parse_browser({argv + (argc ? 1 : 0), argv + argc});
  if (!options) {
    std::fputs(options.error().text.c_str(), options.error().exit_code == 0 ? stdout : stderr);
    return options.error().exit_code;
  }
  return run(*options);
}
