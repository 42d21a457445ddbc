// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/send.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "app/joincast-send/status.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/live_block.h"

namespace joincast::app {
namespace {

constexpr Duration kTick = std::chrono::milliseconds(200);

bool on_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

class Sending {
 public:
  Sending(const SendOptions& options, TimePoint began)
      : options_(options),
        began_(began),
        caster_(loop_, options.cast,
                [this](const headend::Notice& notice, std::string_view interface) { tell(notice, interface); }) {}

  int run() {
    for (const std::string& path : options_.cast.file.paths) {
      if (path == "-" || ::access(path.c_str(), R_OK) == 0) continue;  // on demand it is opened later
      fmt::print(stderr, "joincast: {}: {}\n", path, std::strerror(errno));
      return kFailed;
    }
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    if (const auto started = caster_.start(); !started) {
      fmt::print(stderr, "joincast: {}\n", started.error());
      return kFailed;
    }
    if (on_terminal()) block_ = std::make_unique<LiveBlock>();
    print(fmt::format("{} on {}{}", to_string(options_.cast.service.number), caster_.interfaces(),
                      caster_.hears_members() ? "" : "; without CAP_NET_RAW members are not known"));
    ticker_ = loop_.timer([this] { tick(); });
    limit_ = loop_.timer([this] { end(kOk); });
    if (options_.duration > Duration::zero()) limit_.expires_at(began_ + options_.duration);
    tick();
    loop_.run();

    draw();
    const std::string summary = send_summary(caster_.status(), loop_.now().mono - began_);
    ending_ = true;
    caster_.stop();
    if (block_) block_->end();
    block_.reset();
    fmt::print("{}\n", summary);
    if (!problem_.empty()) fmt::print(stderr, "joincast: {}\n", problem_);
    return exit_code_;
  }

 private:
  void tell(const headend::Notice& notice, std::string_view interface) {
    if (!ending_ && severity(notice) != headend::Severity::debug) print(to_string(notice, interface));
  }

  /// The block tells it all by itself.
  void print(const std::string& line) const {
    if (block_ || on_terminal()) return;
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
  bool ending_ = false;
  int exit_code_ = kOk;
};

}  // namespace

int run(const SendOptions& options, TimePoint began) { return Sending(options, began).run(); }

}  // namespace joincast::app
