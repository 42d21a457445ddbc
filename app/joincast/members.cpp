// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/member_words.h"
#include "app/joincast/members_display.h"
#include "libreceiver/member_watch.h"

namespace joincast::app {
namespace {

using libreceiver::WatchEvent;

constexpr Duration kTick = std::chrono::seconds(1);
constexpr Duration kSoon = std::chrono::milliseconds(50);
constexpr Duration kLastWait = std::chrono::seconds(5);  ///< for hooks, at the end

bool on_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

std::unique_ptr<MembersDisplay> make_display(const MembersOptions& options, TimePoint began) {
  if (options.json) return make_member_json(began, options.once);
  if (options.once || !on_terminal()) return make_member_lines(options.once);
  const char* no_colour = std::getenv("NO_COLOR");
  return make_member_block(!no_colour || !*no_colour);
}

libreceiver::MemberWatch::Options watch_options(const MembersOptions& options) {
  libreceiver::MemberWatch::Options watch;
  watch.interfaces = options.interfaces;
  watch.rules.groups = options.groups;
  watch.rules.query = options.query;
  watch.rules.advertise = options.advertise;
  return watch;
}

int refuse(const libreceiver::MemberWatch::Error& error) {
  std::string text = error.message;
  std::error_code unknown;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", unknown).string();
  if (const auto at = text.rfind("PROGRAM"); at != std::string::npos && !unknown) text.replace(at, 7, program);
  fmt::print(stderr, "joincast: {}\n", text);
  return error.kind == libreceiver::MemberWatch::Error::Kind::no_interface ? kNoInterface : kFailed;
}

/// The watch until it is interrupted, or its time is over.
class Watching {
 public:
  Watching(const MembersOptions& options, TimePoint began)
      : options_(options),
        began_(began),
        hooks_(loop_, !options.json && !options.once && on_terminal() && isatty(STDERR_FILENO),
               [this](const HookResult& result) { handle(result); }) {}

  int run() {
    auto watch = libreceiver::MemberWatch::open(loop_, watch_options(options_), [this](const WatchEvent& event) {
      if (display_)
        handle(event);
      else
        early_.push_back(event);
    });
    if (!watch) return refuse(watch.error());
    watch_ = std::move(*watch);
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    display_ = make_display(options_, began_);
    ticker_ = loop_.timer([this] { tick(); });
    limit_ = loop_.timer([this] { end(kOk); });
    if (options_.duration > Duration::zero()) limit_.expires_at(loop_.now().mono + options_.duration);
    for (const WatchEvent& event : std::exchange(early_, {})) handle(event);
    tick();
    loop_.run();

    const auto snapshot = watch_->snapshot();
    watch_.reset();
    wait_for_hooks();
    display_->end(snapshot, exit_code_);
    return exit_code_;
  }

 private:
  void handle(const WatchEvent& event) {
    display_->event(event);
    ticker_.expires_at(std::min(ticker_.deadline(), loop_.now().mono + kSoon));
    auto hook = hook_for(event);
    if (!hook) return;
    hook->command = hook->why == Hook::Why::first ? options_.on_first : options_.on_last;
    if (hook->command.empty() || hooks_.run(std::move(*hook)) || told_left_out_) return;
    told_left_out_ = true;
    display_->say("too many commands wait to be run: some are left out");
  }

  void handle(const HookResult& result) {
    display_->hook(result);
    if (ended_ && !hooks_.busy()) loop_.stop();
  }

  void handle(int signal) {
    if (signal == SIGTSTP) {
      display_->suspend();
      raise(SIGSTOP);
      display_->resume();
    } else if (signal == SIGWINCH) {
      display_->resized();
    } else {
      return end(kSignal + signal);
    }
    if (watch_) display_->figures(watch_->snapshot());
  }

  void tick() {
    display_->figures(watch_->snapshot());
    ticker_.expires_at(loop_.now().mono + kTick);
  }

  void end(int exit_code) {
    if (!ended_) exit_code_ = exit_code;
    ended_ = true;
    loop_.stop();
  }

  /// Those that began are given time to end; a second signal does not wait.
  void wait_for_hooks() {
    ticker_.cancel();
    limit_.cancel();
    if (hooks_.busy()) loop_.run_until(loop_.now().mono + kLastWait);
  }

  const MembersOptions& options_;
  TimePoint began_;
  net::EventLoop loop_;
  std::unique_ptr<MembersDisplay> display_;
  HookRunner hooks_;
  net::SignalWatch signals_;
  net::Timer ticker_, limit_;
  std::unique_ptr<libreceiver::MemberWatch> watch_;
  std::vector<WatchEvent> early_;  // happened before there was a display
  int exit_code_ = kOk;
  bool ended_ = false;
  bool told_left_out_ = false;
};

}  // namespace

int run(const MembersOptions& options, TimePoint began) { return Watching(options, began).run(); }

}  // namespace joincast::app
