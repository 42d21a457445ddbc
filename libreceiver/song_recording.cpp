// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/song_recording.h"

#include <algorithm>
#include <utility>

namespace joincast::libreceiver {
namespace {

constexpr Duration kLead = std::chrono::seconds(20);  // a mark is told when the frames have come so near to it

Recorder::Settings song_settings() {
  Recorder::Settings settings;
  settings.split = Split::titles;
  return settings;
}

}  // namespace

/// The first part of a recording: what follows is another song.
struct SongRecording::OneFile final : RecordingSink {
  explicit OneFile(RecordingFiles::Settings settings)
      : files(std::move(settings), [this](const RecordingFiles::Change& change) {
          if (change.kind == RecordingFiles::Change::Kind::began) path = change.path;
          if (!change.message.empty()) error = change.message;
        }) {}

  void begin_part(const Part& part, Now now) override {
    if (!ended) files.begin_part(part, now);
  }
  void note_gap(const GapNote& gap) override {
    if (!ended) files.note_gap(gap);
  }
  void note_title(const TitleNote& title) override {
    if (!ended) files.note_title(title);
  }
  void write(std::span<const TimeShift::Frame* const> frames, Now now) override {
    if (ended) return;
    files.write(frames, now);
    length = files.file_time();
  }
  void end_part(Now now) override {
    if (!std::exchange(ended, true)) files.end_part(now);
  }
  std::uint64_t octets() const override { return files.octets(); }

  RecordingFiles files;
  std::string path, error;
  Duration length{};
  bool ended = false;
};

SongRecording::SongRecording(RecordingFiles::Settings files, const std::string& station, const TimeShift& kept,
                             TimeShift::Index index, Now now)
    : file_(std::make_unique<OneFile>(std::move(files))), recorder_(song_settings(), *file_) {
  file_->files.set_station(station);
  const auto song = kept.song_start(index);
  from_song_start_ = song.has_value();
  const TimeShift::Index begin = song ? *song : kept.mark_at(index) ? kept.first() : index;
  next_ = begin > kept.first() && song ? begin - 1 : begin;  // the frame in front shows that the song begins here
  feed(kept, index + 1);
  recorder_.start(now, true);
  follow(kept, now);
}

SongRecording::~SongRecording() = default;

void SongRecording::follow(const TimeShift& kept, Now now) {
  if (done()) return;
  next_ = std::max(next_, kept.first());
  feed(kept, kept.end());
  recorder_.handle_turn(now);
  file_->files.refresh(now);
}

void SongRecording::feed(const TimeShift& kept, TimeShift::Index end) {
  for (; next_ < end; ++next_) {
    const TimeShift::Frame& frame = kept.at(next_);
    const Session::Stream* stream = kept.stream(frame.stream);
    if (frame.stream != stream_ && stream) recorder_.handle_stream(*stream);
    stream_ = frame.stream;
    recorder_.handle_unit({frame.stream, frame.unit, frame.lost_packets}, frame.arrived);
    for (const TimeShift::Mark& mark : kept.marks()) {
      if (mark.order <= order_) continue;
      const bool here = mark.stream == frame.stream;
      const auto ahead = payload::ticks_to_time(mark.timestamp - frame.unit.timestamp, kept.clock_rate_hz(mark.stream));
      if (mark.stream > frame.stream || (here && ahead > kLead)) break;
      order_ = mark.order;
      const auto begins = static_cast<std::uint32_t>(mark.timestamp);
      recorder_.handle_announced({mark.item, here ? std::optional(begins) : std::nullopt}, frame.arrived);
    }
  }
}

void SongRecording::finish(Now now) {
  if (!done()) recorder_.finish(now);
  finished_ = true;
}

bool SongRecording::done() const noexcept { return finished_ || file_->ended; }

const std::string& SongRecording::path() const noexcept { return file_->path; }

const std::string& SongRecording::error() const noexcept { return file_->error; }

Duration SongRecording::length() const { return file_->length; }

}  // namespace joincast::libreceiver
