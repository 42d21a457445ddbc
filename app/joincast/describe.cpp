// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "libreceiver/receiver.h"
#include "net/event_loop.h"

namespace joincast::app {
namespace {

int write_out(const std::string& text, const std::string& path) {
  if (path.empty()) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return kOk;
  }
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool written = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = file && std::fclose(file) == 0;
  if (written && closed) return kOk;
  fmt::print(stderr, "joincast: cannot write {}: {}\n", path, std::strerror(errno));
  return kFailed;
}

}  // namespace

/// Joins without decoding, and leaves with the first description.
int run(const DescribeOptions& options, TimePoint began) {
  const auto context = find_target(options.service, began);
  if (!context) return context.error();

  net::EventLoop loop;
  int exit_code = kOk;
  std::string text;
  libreceiver::Receiver::Options receiver_options;
  receiver_options.reports = false;
  libreceiver::Receiver receiver(loop, receiver_options, [&](const libreceiver::Event& event) {
    if (const auto* described = std::get_if<libreceiver::Described>(&event.what)) {
      text = described->text;
      loop.stop();
    }
  });
  const auto signals = loop.watch_signals({SIGINT, SIGTERM, SIGHUP}, [&](int signal) {
    exit_code = kSignal + signal;
    loop.stop();
  });
  if (const auto error = receiver.play(context->target)) return cannot_join(*context, error);
  const bool patient = options.service.patience > Duration::zero();
  loop.run_until(patient ? loop.now().mono + options.service.patience : kNever);
  const auto phase = receiver.snapshot().session.phase;
  receiver.stop();

  if (!text.empty()) return write_out(text, options.output);
  if (exit_code != kOk) return exit_code;
  const bool media = phase != libreceiver::Phase::silent;
  const Ending ending = ending_of(media ? libreceiver::Phase::undescribed : phase, *context, options.service.patience);
  fmt::print(stderr, "joincast: {}\n", ending.reason);
  return ending.exit_code;
}

}  // namespace joincast::app
