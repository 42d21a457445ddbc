// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <utility>

#include "app/joincast/commands.h"
#include "app/joincast/display.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "libreceiver/receiver.h"
#include "media/audio.h"
#include "net/event_loop.h"

namespace joincast::app {
namespace {

using libreceiver::Phase;

libreceiver::Receiver::SinkMaker sink_maker(const std::string& sink) {
  if (sink == "sdl") return [] { return media::make_sdl_sink(); };
  if (sink == "null")
    return []() -> Result<std::unique_ptr<AudioSink>, std::string> { return media::make_null_sink(); };
  return [sink] { return media::make_wav_sink(sink); };
}

std::unique_ptr<Display> make_display(DisplayContext context, bool json) {
  if (json) return make_json_display(std::move(context));
  const char* terminal = std::getenv("TERM");
  if (!isatty(STDOUT_FILENO) || !terminal || std::string_view(terminal) == "dumb")
    return make_line_display(std::move(context));
  const char* no_colour = std::getenv("NO_COLOR");
  return make_block_display(std::move(context), !no_colour || !*no_colour);
}

/// One service until it ends: by a signal, by its time, or because nothing comes.
class Playing {
 public:
  Playing(const PlayOptions& options, DisplayContext context)
      : options_(options),
        context_(std::move(context)),
        receiver_(loop_, receiver_options(), [this](const libreceiver::Event& event) { handle(event); }) {}

  int run() {
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    if (const auto error = receiver_.play(context_.target)) return cannot_join(context_, error);
    display_ = make_display(context_, options_.json);
    for (const auto& event : std::exchange(early_, {})) display_->event(event, receiver_.snapshot());
    waiting_since_ = loop_.now().mono;
    ticker_ = loop_.timer([this] { tick(); });
    ticker_.expires_at(loop_.now().mono + display_->tick());
    limit_ = loop_.timer([this] { end(outcome()); });
    if (options_.duration > Duration::zero()) limit_.expires_at(context_.began + options_.duration);
    patience_ = loop_.timer([this] { look(); });
    if (options_.service.patience > Duration::zero()) patience_.expires_at(waiting_since_ + options_.service.patience);
    loop_.run();

    const auto snapshot = receiver_.snapshot();
    receiver_.stop();
    display_->end(snapshot, ending_.exit_code, ending_.reason);
    return ending_.exit_code;
  }

 private:
  libreceiver::Receiver::Options receiver_options() const {
    libreceiver::Receiver::Options options;
    options.make_sink = sink_maker(options_.sink);
    options.volume = options_.volume;
    options.tool = "joincast " JOINCAST_VERSION;
    options.reports = options_.reports;
    return options;
  }

  void handle(const libreceiver::Event& event) {
    if (const auto* failed = std::get_if<libreceiver::SoundFailed>(&event.what)) no_sound_ = failed->message;
    if (std::holds_alternative<libreceiver::SoundBegan>(event.what)) no_sound_.clear();
    if (const auto* trouble = std::get_if<libreceiver::SrtpTrouble>(&event.what)) locked_ = *trouble;
    if (const auto* state = std::get_if<libreceiver::StateChanged>(&event.what)) station_ = state->reason;
    if (display_)
      display_->event(event, receiver_.snapshot());
    else
      early_.push_back(event);
  }

  void handle(int signal) {
    if (signal == SIGTSTP) return pause();
    if (signal == SIGWINCH)
      display_->resized();
    else
      end({kSignal + signal, {}});
  }

  /// Ctrl-Z: everything stands still until the shell lets us go on.
  void pause() {
    display_->suspend();
    raise(SIGSTOP);
    display_->resume();
  }

  void tick() {
    display_->figures(receiver_.snapshot());
    ticker_.expires_at(loop_.now().mono + display_->tick());
  }

  /// Whether nothing came for longer than the user is willing to wait.
  void look() {
    const TimePoint now = loop_.now().mono;
    if (receiver_.snapshot().session.phase == Phase::playing) waiting_since_ = now;
    if (now - waiting_since_ >= options_.service.patience)
      end(outcome());
    else
      patience_.expires_at(std::min(now + std::chrono::milliseconds(500), waiting_since_ + options_.service.patience));
  }

  Ending outcome() {
    const Phase phase = receiver_.snapshot().session.phase;
    Ending ending = ending_of(phase, context_, loop_.now().mono - waiting_since_);
    if (phase != Phase::playing && locked_) return ending_of(*locked_);
    if (phase == Phase::playing && !no_sound_.empty()) ending = {kUnplayable, no_sound_};
    if (ending.exit_code != kOk && !station_.empty()) ending.reason += "; the headend says: " + station_;
    return ending;
  }

  void end(Ending ending) {
    ending_ = std::move(ending);
    loop_.stop();
  }

  const PlayOptions& options_;
  DisplayContext context_;
  net::EventLoop loop_;
  libreceiver::Receiver receiver_;
  net::SignalWatch signals_;
  net::Timer ticker_, limit_, patience_;
  std::unique_ptr<Display> display_;
  std::vector<libreceiver::Event> early_;  // happened before there was a display
  TimePoint waiting_since_{};
  std::string no_sound_;
  std::optional<libreceiver::SrtpTrouble> locked_;  // the last one
  std::string station_;                             // the headend's reason
  Ending ending_;
};

}  // namespace

int run(const PlayOptions& options, TimePoint began) {
  auto context = find_target(options.service, began);
  if (!context) return context.error();
  return Playing(options, std::move(*context)).run();
}

}  // namespace joincast::app
