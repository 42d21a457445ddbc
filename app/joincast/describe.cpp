// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>

#include "app/joincast/commands.h"
#include "app/joincast/describe.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "app/joincast/named_service.h"
#include "libreceiver/receiver.h"
#include "net/event_loop.h"
#include "net/private_file.h"
#include "sdp/joincast.h"
#include "sdp/parse.h"

namespace joincast::app {
namespace {

/// A stranger's text must not steer the terminal: controls but line ends become question marks.
std::string without_controls(std::string text) {
  for (char& c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) c = '?';
  return text;
}

/// The key never lies open, and never replaces anything.
int write_with_key(const std::string& text, const libreceiver::Target& target, const std::string& path) {
  const auto whole = libreceiver::with_key(text, target.group.address, *target.srtp_key);
  const auto made = whole ? net::make_private_file(path, *whole)
                          : fail(net::PrivateFileError{{}, "the description does not name the group"});
  if (made) return kOk;
  fmt::print(stderr, "joincast: cannot write {}: {}\n", path, made.error().message);
  return kFailed;
}

int write_out(const std::string& text, const std::string& path) {
  if (path.empty()) {
    const std::string shown = isatty(STDOUT_FILENO) ? without_controls(text) : text;
    std::fwrite(shown.data(), 1, shown.size(), stdout);
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

bool plays(std::string_view description) {
  const auto parsed = sdp::parse(description);
  if (!parsed) return false;
  const auto& media = parsed->session.media;
  return std::any_of(media.begin(), media.end(), [](const sdp::Media& medium) {
    return sdp::state(medium).value_or(sdp::State::playing) == sdp::State::playing;
  });
}

/// Joins without decoding, and leaves with the first description of a station that plays: before, the formats that it
/// names are not known yet.
int run(const DescribeOptions& options, TimePoint began) {
  const auto service = find_by_name(options.service);
  if (!service) return service.error();
  const auto context = find_target(*service, began);
  if (!context) return context.error();
  if (options.with_key && !context->target.srtp_key) {
    fmt::print(stderr, "joincast: --with-key: no key came with the service\n");
    return kUsage;
  }

  net::EventLoop loop;
  int exit_code = kOk;
  std::string text;
  bool playing = false;
  std::string station = "the station does not play";
  libreceiver::Receiver::Options receiver_options;
  receiver_options.reports = false;
  libreceiver::Receiver receiver(loop, receiver_options, [&](const libreceiver::Event& event) {
    if (const auto* state = std::get_if<libreceiver::StateChanged>(&event.what); state && !state->reason.empty())
      station = "the station does not play: " + state->reason;
    const auto* described = std::get_if<libreceiver::Described>(&event.what);
    if (!described || described->announcer.is_unspecified()) return;
    text = described->text;
    playing = plays(text);
    if (playing) loop.stop();
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

  if (exit_code != kOk) return exit_code;
  if (!text.empty()) {
    const int written =
        options.with_key ? write_with_key(text, context->target, options.output) : write_out(text, options.output);
    if (playing || written != kOk) return written;
    fmt::print(stderr, "joincast: this is the last description heard; {}\n", station);
    return kNothingCame;
  }
  const bool media = phase != libreceiver::Phase::silent;
  const Ending ending = ending_of(media ? libreceiver::Phase::undescribed : phase, *context, options.service.patience);
  fmt::print(stderr, "joincast: {}\n", ending.reason);
  return ending.exit_code;
}

}  // namespace joincast::app
