// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/hook_runner.h"
#include "app/joincast/member_words.h"
#include "app/joincast/named_service.h"
#include "app/joincast/record_display.h"
#include "app/joincast/record_place.h"
#include "app/joincast/recording.h"
#include "app/joincast/schedule.h"
#include "app/joincast/schedule_lock.h"
#include "app/joincast/settings.h"
#include "app/joincast/sleep_watch.h"
#include "net/event_loop.h"
#include "net/service_manager.h"

namespace joincast::app {
namespace {

constexpr Duration kTick = std::chrono::seconds(1);
constexpr Duration kAhead = std::chrono::seconds(10);     // a programme is prepared so long before it begins
constexpr Duration kTryAgain = std::chrono::seconds(10);  // after it could not be
constexpr std::size_t kMostMetered = 8;                   // services whose level is shown on a terminal

void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

bool is_terminal(std::FILE* stream) {
  const char* terminal = std::getenv("TERM");
  return isatty(fileno(stream)) && terminal && std::string_view(terminal) != "dumb";
}

/// Services until each has ended, by its time, its songs or a signal.
class RecordRun {
 public:
  RecordRun(const RecordOptions& options, TimePoint began) : options_(options), began_(began) {}

  int run() {
    raise_descriptor_limit();
    std::signal(SIGPIPE, SIG_IGN);
    if (!options_.schedule.empty()) return run_schedule();
    const auto place = find_place(options_.wishes.output);
    if (!place) return refuse(kFailed, place.error());
    if (!place->plain_name.empty() && options_.services.size() > 1)
      return refuse(kUsage, "--output names one file, and there are several services: name a folder");
    const bool to_stdout = !place->folder;
    stream_ = to_stdout ? stderr : stdout;
    terminal_ = !options_.json && is_terminal(stream_);
    for (const ServiceOptions& service : options_.services)
      if (const int code = add(service, options_.wishes, *place, options_.services.size()); code != kOk) return code;
    return serve();
  }

 private:
  int add(ServiceOptions service, RecordingWishes wishes, const RecordPlace& place, std::size_t services) {
    auto found = find_by_name(std::move(service));
    if (!found) return found.error();
    service = std::move(*found);
    auto context = find_target(service, began_);
    if (!context) return context.error();
    if (const auto settings = load_settings()) complete(service.reference, *settings, service.wishes);
    Recording::Setup setup;
    setup.reference = service.reference;
    setup.looked_for = service.wishes;
    setup.patience = service.patience;
    setup.wishes = std::move(wishes);
    setup.target = std::move(context->target);
    setup.group = std::move(context->group);
    setup.tool = "joincast " JOINCAST_VERSION;
    setup.folder = place.folder;
    setup.plain_name = !place.plain_name.empty();
    setup.name = setup.plain_name ? place.plain_name : setup.wishes.name;
    setup.type = setup.wishes.type.empty() ? place.type : setup.wishes.type;
    setup.syncer = &syncer_;
    setup.stall_after = options_.stall_after;
    setup.silence_dbfs = options_.silence_dbfs;
    setup.level = terminal_ && services <= kMostMetered;
    setup.reports = options_.reports;
    recordings_.push_back(std::make_unique<Recording>(
        loop_, std::move(setup), began_,
        [this](Recording& recording, const RecordingEvent& event) { handle(recording, event); }));
    return kOk;
  }

  int serve() {
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH, SIGUSR1},
                                   [this](int signal) { handle(signal); });
    const char* no_colour = std::getenv("NO_COLOR");
    display_ = options_.json ? make_record_json(began_)
               : terminal_   ? make_record_block(stream_, began_, !no_colour || !*no_colour)
                             : make_record_lines(stream_, began_, recordings_.size() != 1);
    hooks_.emplace(loop_, terminal_, [this](const HookResult& result) {
      if (const auto words = in_words(result)) display_->say(*words);
    });
    for (const auto& recording : recordings_)
      if (const auto error = recording->open()) {
        display_.reset();
        return cannot_join(recording->context(), error);
      }
    if (const auto& at = options_.wishes.at; at && *at > loop_.now().wall)
      for (const auto& recording : recordings_) display_->waits(*recording, *at);
    if (options_.wishes.from_song_start && isatty(STDIN_FILENO))
      enter_ = loop_.watch_readable(STDIN_FILENO, [this] { read_key(); });
    ticker_ = loop_.timer([this] { tick(); });
    painter_ = loop_.timer([this] { paint(); });
    net::notify_service_manager("READY=1");
    tick();
    paint();
    loop_.run();
    return finish();
  }

  int finish() {
    net::notify_service_manager("STOPPING=1");
    for (const auto& recording : recordings_) recording->finish();
    display_->figures(recordings_);
    Ending ending;
    for (const auto& recording : recordings_)
      if (const Ending one = recording->ending(); one.exit_code != kOk && ending.exit_code == kOk) ending = one;
    if (signal_ != 0 && ending.exit_code != kFailed) ending = {kSignal + signal_, {}};
    display_->end(ending.exit_code, recordings_.size() > 1 ? std::string() : ending.reason);
    return ending.exit_code;
  }

  void handle(Recording& recording, const RecordingEvent& event) {
    display_->event(recording, event);
    if (const auto* stall = std::get_if<StallTold>(&event)) {
      const std::string words = in_words(recording, event);
      net::notify_service_manager(fmt::format("STATUS={}: {}", recording.number(), words));
      if (!options_.exec_on_stall.empty()) run_hook(recording, *stall);
    } else if (std::holds_alternative<StallOver>(event)) {
      net::notify_service_manager(fmt::format("STATUS={}: recording again", recording.number()));
    }
  }

  void run_hook(const Recording& recording, const StallTold& stall) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(stall.lasts).count();
    const libreceiver::Target& target = recording.context().target;
    Hook hook{Hook::Why::stall, target.group, target.interface, options_.exec_on_stall, {}};
    hook.environment = {"JOINCAST_SERVICE=" + recording.number(), "JOINCAST_GROUP=" + recording.context().group,
                        "JOINCAST_INTERFACE=" + target.interface,
                        std::string("JOINCAST_REASON=") + (stall.silence ? "silence" : "nothing"),
                        "JOINCAST_SECONDS=" + std::to_string(seconds)};
    if (!hooks_->run(std::move(hook))) display_->say("too many commands wait to be run: one is left out");
  }

  void handle(int signal) {
    if (signal == SIGTSTP) {
      display_->suspend();
      raise(SIGSTOP);
      display_->resume();
    } else if (signal == SIGWINCH) {
      display_->resized();
    } else if (signal == SIGUSR1) {
      for (const auto& recording : recordings_) recording->trigger();
    } else if (signal == SIGHUP && !options_.schedule.empty()) {
      reload();
    } else {
      signal_ = signal;
      loop_.stop();
    }
  }

  void read_key() {
    char keys[64];
    const ssize_t count = ::read(STDIN_FILENO, keys, sizeof keys);
    if (count <= 0) return enter_.cancel();
    for (const auto& recording : recordings_) recording->trigger();
  }

  void tick() {
    if (const auto slept = sleep_.look(time_asleep())) {
      display_->say(
          fmt::format("the machine slept for {} s", std::chrono::duration_cast<std::chrono::seconds>(*slept).count()));
      for (const auto& recording : recordings_) recording->wake(*slept);
    }
    const Now now = loop_.now();
    Duration until_next = kTick;
    for (const auto& recording : recordings_) {
      recording->tick(now);
      if (const auto moment = recording->next_moment(); moment && *moment > now.wall)
        until_next = std::min(until_next, *moment - now.wall);
    }
    if (!options_.schedule.empty())
      keep_schedule(now, until_next);
    else if (std::ranges::all_of(recordings_, [](const auto& one) { return one->ended(); }))
      loop_.stop();
    ticker_.expires_at(now.mono + until_next);
  }

  void paint() {
    display_->figures(recordings_);
    painter_.expires_at(loop_.now().mono + display_->tick());
  }

  /// A programme of the schedule, and what is recorded of it at present.
  struct Planned {
    Programme programme;
    Recording* recording = nullptr;
    WallTime done{};       // up to here everything was recorded
    TimePoint next_try{};  // after a failure
  };

  int run_schedule() {
    auto schedule = load_schedule(options_.schedule);
    if (!schedule) return refuse(kUsage, schedule.error());
    for (Programme& programme : schedule->programmes) planned_.push_back({std::move(programme), nullptr, {}, {}});
    terminal_ = !options_.json && is_terminal(stream_);
    lock_.emplace(options_.schedule);
    written_ = time_of_schedule();
    return serve();
  }

  std::filesystem::file_time_type time_of_schedule() const {
    std::error_code ignored;
    return std::filesystem::last_write_time(options_.schedule, ignored);
  }

  /// Begins what is due, and forgets what has ended.
  void keep_schedule(Now now, Duration& until_next) {
    const bool waits = !lock_->take();
    if (waits && !std::exchange(waits_, waits))
      display_->say("another program records by this schedule, such as joincast-browser: waiting until it ends");
    waits_ = waits;
    if (waits) return;
    if (const auto written = time_of_schedule(); written != std::exchange(written_, written)) return reload();
    for (Planned& one : planned_) {
      if (one.recording && one.recording->ended()) {
        std::erase_if(recordings_, [&](const auto& recording) { return recording.get() == one.recording; });
        one.recording = nullptr;
      }
      if (one.recording || now.mono < one.next_try) continue;
      const Occurrence next = next_occurrence(one.programme, std::max(now.wall, one.done));
      if (next.begins > now.wall + kAhead) {
        until_next = std::min(until_next, next.begins - kAhead - now.wall);
        continue;
      }
      begin(one, next, now);
    }
    std::erase_if(recordings_, [&](const auto& recording) {  // of programmes that are no more
      return recording->ended() &&
             std::ranges::none_of(planned_, [&](const Planned& one) { return one.recording == recording.get(); });
    });
  }

  void begin(Planned& one, const Occurrence& next, Now now) {
    one.next_try = now.mono + kTryAgain;
    RecordingWishes wishes = one.programme.wishes;
    wishes.at = next.begins;
    wishes.until = next.ends;
    const auto place = find_place(wishes.output);
    if (!place) return display_->say(place.error());
    if (add(one.programme.service, std::move(wishes), *place, planned_.size()) != kOk) return;
    if (const auto error = recordings_.back()->open()) {
      cannot_join(recordings_.back()->context(), error);
      recordings_.pop_back();
      return;
    }
    one.recording = recordings_.back().get();
    one.done = next.ends;
  }

  /// SIGHUP, or another text: what is in both files as it was goes on.
  void reload() {
    net::notify_service_manager("RELOADING=1");
    auto schedule = load_schedule(options_.schedule);
    if (!schedule) {
      display_->say("the schedule stays as it was: " + schedule.error());
    } else {
      std::vector<Planned> before = std::exchange(planned_, {});
      for (Programme& programme : schedule->programmes) {
        const auto same =
            std::ranges::find(before, programme.text, [](const Planned& one) { return one.programme.text; });
        planned_.push_back({std::move(programme), nullptr, {}, {}});
        if (same == before.end()) continue;
        planned_.back() = std::move(*same);
        before.erase(same);
      }
      for (const Planned& one : before)
        if (one.recording) one.recording->finish();
      display_->say(fmt::format("the schedule was read again: {} programmes", planned_.size()));
      tick();
    }
    net::notify_service_manager("READY=1");
  }

  static int refuse(int code, const std::string& why) {
    fmt::print(stderr, "joincast: {}\n", why);
    return code;
  }

  const RecordOptions& options_;
  TimePoint began_;
  net::EventLoop loop_;
  libreceiver::FileSyncer syncer_;
  std::FILE* stream_ = stdout;
  bool terminal_ = false;
  std::unique_ptr<RecordDisplay> display_;
  std::optional<HookRunner> hooks_;
  std::vector<std::unique_ptr<Recording>> recordings_;
  net::SignalWatch signals_;
  net::Watch enter_;
  net::Timer ticker_, painter_;
  SleepWatch sleep_{time_asleep()};
  std::vector<Planned> planned_;
  std::optional<ScheduleLock> lock_;
  std::filesystem::file_time_type written_;  // the schedule
  bool waits_ = false;                       // for another program that records by it
  int signal_ = 0;
};

}  // namespace

int run(const RecordOptions& options, TimePoint began) { return RecordRun(options, began).run(); }

}  // namespace joincast::app
