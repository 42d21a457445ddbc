// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/send.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "app/joincast-send/json.h"
#include "app/joincast-send/status.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/live_block.h"
#include "media/capture.h"

namespace joincast::app {
namespace {

constexpr Duration kTick = std::chrono::milliseconds(200);
constexpr Duration kStatistics = std::chrono::seconds(1);

bool on_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

/// On demand things are opened later: what is not there should be told now. Empty: all is there.
std::string first_missing(headend::CasterOptions& cast) {
  if (!cast.device) {
    for (const std::string& path : cast.file.paths)
      if (path != "-" && ::access(path.c_str(), R_OK) != 0) return path + ": " + std::strerror(errno);
    return {};
  }
  const auto devices = media::capture_devices();
  if (!devices) return devices.error();
  if (devices->empty()) return "there is no sound device that can be heard";
  std::string& name = cast.device->device;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error == std::errc() && end == name.data() + name.size() && number >= 1 && number <= devices->size())
    name = std::string((*devices)[number - 1]);
  if (name.empty() || std::find(devices->begin(), devices->end(), name) != devices->end()) return {};
  return fmt::format("there is no sound device '{}'; `joincast send --list-devices` lists them", name);
}

int list_devices() {
  const auto devices = media::capture_devices();
  if (!devices || devices->empty()) {
    fmt::print(stderr, "joincast: {}\n", devices ? "there is no sound device that can be heard" : devices.error());
    return kFailed;
  }
  for (std::size_t i = 0; i < devices->size(); ++i) fmt::print("{:>3}  {}\n", i + 1, (*devices)[i]);
  return kOk;
}

class Sending {
 public:
  Sending(const SendOptions& options, TimePoint began)
      : options_(options),
        began_(began),
        caster_(loop_, options.cast,
                [this](const headend::Notice& notice, std::string_view interface) { tell(notice, interface); }) {}

  int run() {
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    if (const auto started = caster_.start(); !started) return refuse(started.error());
    if (on_terminal() && !options_.json) block_ = std::make_unique<LiveBlock>();
    if (options_.json)
      put(sending_json(caster_.status(), caster_.interfaces(), caster_.hears_members(), running()));
    else
      print(fmt::format("{} on {}{}", to_string(options_.cast.service.number), caster_.interfaces(),
                        caster_.hears_members() ? "" : "; without CAP_NET_RAW members are not known"));
    ticker_ = loop_.timer([this] { tick(); });
    limit_ = loop_.timer([this] { end(kOk); });
    if (options_.duration > Duration::zero()) limit_.expires_at(began_ + options_.duration);
    tick();
    loop_.run();

    draw();
    const headend::ServiceStatus last = caster_.status();
    ending_ = true;
    caster_.stop();
    if (block_) block_->end();
    block_.reset();
    if (options_.json) {
      put(send_statistics_json(last, caster_.hears_members(), running()));
      put(send_end_json(exit_code_, problem_, running()));
    } else {
      put(send_summary(last, running()));
    }
    if (!problem_.empty()) fmt::print(stderr, "joincast: {}\n", problem_);
    return exit_code_;
  }

 private:
  Duration running() const { return loop_.now().mono - began_; }

  int refuse(const std::string& why) const {
    if (options_.json) put(send_end_json(kFailed, why, running()));
    fmt::print(stderr, "joincast: {}\n", why);
    return kFailed;
  }

  void tell(const headend::Notice& notice, std::string_view interface) const {
    if (ending_ || severity(notice) == headend::Severity::debug) return;
    if (options_.json)
      put(send_event_json(notice, interface, running()));
    else
      print(to_string(notice, interface));
  }

  /// The block tells it all by itself.
  void print(const std::string& line) const {
    if (!block_ && !on_terminal()) put(line);
  }

  static void put(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }

  void draw() {
    if (!block_) return;
    const char* no_colour = std::getenv("NO_COLOR");
    block_->draw(send_status(caster_.status(), caster_.hears_members(), loop_.now().mono - began_, LiveBlock::width(),
                             !no_colour || !*no_colour));
  }

  void tick() {
    draw();
    if (options_.json && loop_.now().mono >= next_statistics_) {
      put(send_statistics_json(caster_.status(), caster_.hears_members(), running()));
      next_statistics_ = loop_.now().mono + kStatistics;
    }
    if (caster_.ended()) {
      problem_ = caster_.error();
      return end(problem_.empty() ? kOk : kFailed);
    }
    ticker_.expires_at(loop_.now().mono + kTick);
  }

  void handle(int signal) {
    if (signal == SIGTSTP) {
      if (block_) block_->suspend();
      raise(SIGSTOP);
      if (block_) block_->resume();
    } else if (signal == SIGWINCH) {
      if (block_) block_->resized();
    } else {
      return end(kSignal + signal);
    }
    draw();
  }

  void end(int exit_code) {
    exit_code_ = exit_code;
    loop_.stop();
  }

  const SendOptions& options_;
  TimePoint began_;
  net::EventLoop loop_;
  headend::Caster caster_;
  net::SignalWatch signals_;
  net::Timer ticker_, limit_;
  std::unique_ptr<LiveBlock> block_;
  std::string problem_;
  TimePoint next_statistics_ = began_ + kStatistics;
  bool ending_ = false;
  int exit_code_ = kOk;
};

}  // namespace

int run(SendOptions options, TimePoint began) {
  if (options.list_devices) return list_devices();
  if (const std::string missing = first_missing(options.cast); !missing.empty()) {
    if (options.json) fmt::print("{}\n", send_end_json(kFailed, missing, {}));
    fmt::print(stderr, "joincast: {}\n", missing);
    return kFailed;
  }
  return Sending(options, began).run();
}

}  // namespace joincast::app
