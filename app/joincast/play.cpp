// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <utility>

#include "app/joincast/commands.h"
#include "app/joincast/display.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "app/joincast/keys.h"
#include "app/joincast/named_service.h"
#include "app/joincast/words.h"
#include "libreceiver/receiver.h"
#include "libreceiver/song_recording.h"
#include "media/audio.h"
#include "media/video.h"
#include "net/event_loop.h"

namespace joincast::app {
namespace {

using libreceiver::Phase;

constexpr Duration kStep = std::chrono::seconds(10);  // of left and right
constexpr float kLouder = 1.12f;                      // a decibel

bool is_terminal(int descriptor) {
  const char* terminal = std::getenv("TERM");
  return isatty(descriptor) && terminal && std::string_view(terminal) != "dumb";
}

libreceiver::Receiver::SinkMaker sink_maker(const std::string& sink) {
  if (sink == "sdl") return [] { return media::make_sdl_sink(); };
  if (sink == "null")
    return []() -> Result<std::unique_ptr<AudioSink>, std::string> { return media::make_null_sink(); };
  return [sink] { return media::make_wav_sink(sink); };
}

std::unique_ptr<Display> make_display(DisplayContext context, bool json, bool keys) {
  if (json) return make_json_display(std::move(context));
  if (!is_terminal(STDOUT_FILENO)) return make_line_display(std::move(context));
  const char* no_colour = std::getenv("NO_COLOR");
  return make_block_display(std::move(context), !no_colour || !*no_colour, keys);
}

/// One service until it ends: by a signal, by its time, or because nothing comes.
class Playing {
 public:
  Playing(const PlayOptions& options, DisplayContext context)
      : options_(options),
        context_(std::move(context)),
        has_keys_(!options.json && is_terminal(STDOUT_FILENO) && isatty(STDIN_FILENO)),
        volume_(options.volume),
        receiver_(loop_, receiver_options(), [this](const libreceiver::Event& event) { handle(event); }) {}

  int run() {
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    if (const auto error = receiver_.play(context_.target)) return cannot_join(context_, error);
    display_ = make_display(context_, options_.json, has_keys_);
    for (const auto& event : std::exchange(early_, {})) display_->event(event, receiver_.snapshot());
    if (has_keys_) {
      std::signal(SIGTTIN, SIG_IGN);  // the shell's keys are not ours: reading them fails
      listen_to_keys();
    }
    waiting_since_ = loop_.now().mono;
    ticker_ = loop_.timer([this] { tick(); });
    ticker_.expires_at(loop_.now().mono + display_->tick());
    limit_ = loop_.timer([this] { end(outcome()); });
    if (options_.duration > Duration::zero()) limit_.expires_at(waiting_since_ + options_.duration);
    patience_ = loop_.timer([this] { look(); });
    if (options_.service.patience > Duration::zero()) patience_.expires_at(waiting_since_ + options_.service.patience);
    loop_.run();

    if (song_) song_->finish(loop_.now());
    const auto snapshot = receiver_.snapshot();
    receiver_.stop();
    display_->end(snapshot, ending_.exit_code, ending_.reason);
    return ending_.exit_code;
  }

 private:
  libreceiver::Receiver::Options receiver_options() {
    libreceiver::Receiver::Options options;
    options.make_sink = sink_maker(options_.sink);
    options.volume = options_.volume;
    options.tool = "joincast " JOINCAST_VERSION;
    options.reports = options_.reports;
    if (has_keys_) options.time_shift.keep = options_.time_shift;
    if (options_.video && !options_.sink.ends_with(".wav"))
      options.make_video = [] { return media::make_sdl_window(); };
    options.on_window_closed = [this] { end({kOk, {}}); };
    options.on_no_video = [this](const std::string& message) {
      if (display_) display_->say(message);
    };
    return options;
  }

  void handle(const libreceiver::Event& event) {
    if (const auto* failed = std::get_if<libreceiver::SoundFailed>(&event.what)) no_sound_ = failed->message;
    if (std::holds_alternative<libreceiver::SoundBegan>(event.what)) no_sound_.clear();
    if (const auto* trouble = std::get_if<libreceiver::SrtpTrouble>(&event.what)) locked_ = *trouble;
    if (const auto* described = std::get_if<libreceiver::Described>(&event.what)) name_ = described->name;
    if (const auto* state = std::get_if<libreceiver::StateChanged>(&event.what)) station_ = state->reason;
    if (display_)
      display_->event(event, receiver_.snapshot());
    else
      early_.push_back(event);
  }

  void handle(int signal) {
    if (signal == SIGTSTP) {  // everything stands still until the shell lets us go on
      display_->suspend();
      raise(SIGSTOP);
      display_->resume();
    } else if (signal == SIGCONT) {
      display_->resume();
      if (has_keys_) listen_to_keys();
    } else if (signal == SIGWINCH) {
      display_->resized();
    } else {
      end({kSignal + signal, {}});
    }
  }

  void listen_to_keys() {
    keys_ = loop_.watch_readable(STDIN_FILENO, [this] { read_keys(); });
  }

  void read_keys() {
    char octets[64];
    const ssize_t count = ::read(STDIN_FILENO, octets, sizeof octets);
    if (count <= 0) return keys_.cancel();  // in the background, or the terminal is gone
    for (const Key key : reader_.read({octets, static_cast<std::size_t>(count)})) handle(key);
    display_->figures(receiver_.snapshot());
  }

  void handle(Key key) {
    const bool shifts = options_.time_shift > Duration::zero();
    std::string said;
    switch (key) {
      case Key::pause:
        if (receiver_.snapshot().shift.paused)
          receiver_.resume();
        else
          receiver_.pause();
        break;
      case Key::back: receiver_.back(kStep); break;
      case Key::forward: receiver_.forward(kStep); break;
      case Key::song_start:
        if (!receiver_.to_song_start()) said = "where this song began is not kept, or not known";
        break;
      case Key::live: receiver_.to_live(); break;
      case Key::record: return record_song();
      case Key::louder:
      case Key::softer:
        muted_ = false;
        volume_ = std::clamp(key == Key::louder ? std::max(volume_, 0.01f) * kLouder : volume_ / kLouder, 0.0f, 2.0f);
        receiver_.set_volume(volume_);
        said = fmt::format("volume {:.0f} %", volume_ * 100);
        break;
      case Key::mute:
        muted_ = !muted_;
        receiver_.set_volume(muted_ ? 0 : volume_);
        if (muted_) said = "mute";
        break;
      case Key::details: return display_->toggle_details();
      case Key::help: return display_->toggle_help();
      case Key::quit: return end({kOk, {}});
    }
    if (!shifts && key <= Key::live) said = "nothing is kept: --time-shift 0";
    display_->say(said);
  }

  /// From its beginning to its end, into the current folder; again: ends it now.
  void record_song() {
    if (song_ && !song_->done()) {
      song_->follow(receiver_.time_shift(), loop_.now());
      song_->finish(loop_.now());
      return display_->say(song_words());
    }
    const libreceiver::TimeShift& kept = receiver_.time_shift();
    if (kept.first() == kept.end()) return display_->say("there is nothing to record yet, or nothing is kept");
    auto folder = libreceiver::OutputFolder::open(".");
    if (!folder) return display_->say("cannot write into this folder: " + folder.error().message());
    libreceiver::RecordingFiles::Settings files;
    files.folder = std::make_shared<const libreceiver::OutputFolder>(std::move(*folder));
    files.name = "{service} {date} {time} {title}";
    files.number = libreceiver::short_name(context_.target);
    files.group = context_.group;
    song_.emplace(std::move(files), name_, kept, std::min(receiver_.heard(), kept.end() - 1), loop_.now());
    display_->say(song_words());
  }

  std::string song_words() const {
    if (!song_->error().empty()) return "not recorded: " + song_->error();
    if (song_->path().empty()) return "records this song";
    return fmt::format("{} {}  {}{}", song_->done() ? "recorded" : "records", song_->path(),
                       short_time(song_->length()), song_->from_song_start() ? "" : "  (its beginning is not kept)");
  }

  void tick() {
    if (song_ && !song_->done()) {
      song_->follow(receiver_.time_shift(), loop_.now());
      display_->say(song_words());
    }
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
  bool has_keys_;
  float volume_;
  bool muted_ = false;
  net::EventLoop loop_;
  libreceiver::Receiver receiver_;
  net::Watch keys_;
  KeyReader reader_;
  std::optional<libreceiver::SongRecording> song_;  // the last one asked for
  std::string name_;                                // the station's
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
  auto service = find_by_name(options.service);
  if (!service) return service.error();
  auto context = find_target(*service, began);
  if (!context) return context.error();
  return Playing(options, std::move(*context)).run();
}

}  // namespace joincast::app
