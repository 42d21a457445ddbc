// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/record_display.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "app/joincast/json_lines.h"
#include "app/joincast/live_block.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

constexpr std::size_t kMostDetailed = 4;  ///< services with several lines each

Duration since(TimePoint began) { return std::chrono::steady_clock::now() - began; }

class Json final : public RecordDisplay {
 public:
  explicit Json(TimePoint began) : began_(began) {}

  void event(Recording& recording, const RecordingEvent& event) override {
    put(to_json(recording, event, since(began_)));
  }
  void waits(const Recording& recording, WallTime until) override {
    put(wait_to_json(recording.number(), until, since(began_)));
  }
  void say(const std::string& text) override { fmt::print(stderr, "joincast: {}\n", text); }
  void figures(const std::vector<std::unique_ptr<Recording>>& recordings) override {
    for (const auto& recording : recordings)
      if (!recording->ended()) put(to_json(recording->number(), recording->status(), since(began_)));
  }
  Duration tick() const noexcept override { return std::chrono::seconds(1); }
  void end(int exit_code, const std::string& reason) override { put(end_to_json(exit_code, reason, since(began_))); }

 private:
  static void put(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }
  TimePoint began_;
};

class Lines final : public RecordDisplay {
 public:
  Lines(std::FILE* stream, bool many) : stream_(stream), many_(many) {}

  void event(Recording& recording, const RecordingEvent& event) override {
    const std::string words = in_words(recording, event);
    if (!words.empty()) tell(recording, words);
  }
  void waits(const Recording& recording, WallTime until) override { tell(recording, wait_in_words(until)); }
  void say(const std::string& text) override {
    fmt::print(stream_, "{}\n", text);
    std::fflush(stream_);
  }
  void figures(const std::vector<std::unique_ptr<Recording>>& recordings) override {
    std::size_t running = 0;
    std::uint64_t octets = 0, lost = 0, gaps = 0;
    Duration longest{};
    for (const auto& recording : recordings) {
      const RecordingStatus status = recording->status();
      running += status.recording;
      octets += status.octets;
      lost += status.totals.lost_packets;
      gaps += status.totals.gaps;
      longest = std::max(longest, status.totals.media);
    }
    if (running == 0 || octets == 0 || !is_progress_due(++ticks_)) return;
    say(fmt::format("{}{}, {}, lost {} packet{}, {} gap{}",
                    many_ ? fmt::format("{} service{}, ", running, running == 1 ? "" : "s") : "", elapsed(longest),
                    size_in_words(octets), lost, lost == 1 ? "" : "s", gaps, gaps == 1 ? "" : "s"));
  }
  Duration tick() const noexcept override { return kProgressTick; }
  void end(int, const std::string&) override {}  // each one's end was told

 private:
  void tell(const Recording& recording, const std::string& words) {
    say(many_ ? fmt::format("{}: {}", recording.number(), words) : words);
  }

  std::FILE* stream_;
  bool many_;
  std::uint64_t ticks_ = 0;
};

class Block final : public RecordDisplay {
 public:
  Block(std::FILE* stream, bool colour) : stream_(stream), colour_(colour), block_(stream) {}

  void event(Recording& recording, const RecordingEvent& event) override {
    std::string words = in_words(recording, event);
    if (!words.empty()) last_ = fmt::format("{}: {}", recording.number(), words);
  }
  void waits(const Recording& recording, WallTime until) override {
    last_ = fmt::format("{}: {}", recording.number(), wait_in_words(until));
  }
  void say(const std::string& text) override { last_ = text; }
  void figures(const std::vector<std::unique_ptr<Recording>>& recordings) override {
    lines_.clear();
    const std::size_t width = LiveBlock::width(stream_);
    const std::size_t height = LiveBlock::height(stream_) - 1;  // the last line is for the last event
    for (const auto& recording : recordings)
      for (std::string& line :
           render(recording->status(), recording->number(), width, colour_, recordings.size() > kMostDetailed))
        lines_.push_back(std::move(line));
    if (lines_.size() > height) {
      const std::size_t hidden = lines_.size() - height + 1;
      lines_.resize(height - 1);
      lines_.push_back(fit(fmt::format("... and {} more", hidden), width));
    }
    lines_.push_back(colour_ ? "\x1b[2m" + fit(last_, width) + "\x1b[0m" : fit(last_, width));
    block_.draw(lines_);
  }
  Duration tick() const noexcept override { return std::chrono::milliseconds(500); }
  void resized() override { block_.resized(); }
  void suspend() override { block_.suspend(); }
  void resume() override {
    block_.resume();
    block_.draw(lines_);
  }
  void end(int, const std::string& reason) override {
    block_.end();
    if (!reason.empty()) block_.put(reason + "\n");
  }

 private:
  std::FILE* stream_;
  bool colour_;
  LiveBlock block_;
  std::vector<std::string> lines_;
  std::string last_;
};

}  // namespace

bool is_progress_due(std::uint64_t tick) noexcept {
  constexpr std::uint64_t kMinute = 6, kHour = 60 * kMinute;
  return tick <= kMinute || (tick <= kHour ? tick % kMinute == 0 : tick % (10 * kMinute) == 0);
}

std::unique_ptr<RecordDisplay> make_record_block(std::FILE* stream, TimePoint, bool colour) {
  return std::make_unique<Block>(stream, colour);
}
std::unique_ptr<RecordDisplay> make_record_lines(std::FILE* stream, TimePoint, bool many) {
  return std::make_unique<Lines>(stream, many);
}
std::unique_ptr<RecordDisplay> make_record_json(TimePoint began) { return std::make_unique<Json>(began); }

}  // namespace joincast::app
