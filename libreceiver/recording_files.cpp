// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/recording_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "media/file_type.h"
#include "media/level.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kNumberRoom = 24;  // octets left in a name for ` (12345)` and the extension
constexpr Duration kSidecarPause = std::chrono::seconds(1);

std::string local_date(WallTime time) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm when{};
  localtime_r(&seconds, &when);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &when));
}

std::string read_all(int fd, std::size_t most) {
  std::string text;
  char buffer[4096];
  ssize_t count = 0;
  while (text.size() < most && (count = ::pread(fd, buffer, sizeof buffer, static_cast<off_t>(text.size()))) > 0)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

WallTime written_last(const struct stat& status) {
  return WallTime{std::chrono::seconds(status.st_mtim.tv_sec) + Duration(status.st_mtim.tv_nsec)};
}

}  // namespace

/// One file being written.
struct RecordingFiles::File {
  OutputFolder::File place;
  std::unique_ptr<media::FdSink> sink;
  std::unique_ptr<media::ContainerWriter> writer;
  Sidecar sidecar;
  bool changed = true;  // the sidecar does not say everything yet
  TimePoint told{};     // when it was written
  TimePoint synced{};
};

RecordingFiles::RecordingFiles(Settings settings, std::function<void(const Change&)> on_change)
    : settings_(std::move(settings)), on_change_(std::move(on_change)) {}

RecordingFiles::~RecordingFiles() {
  if (state_ && !file_) settings_.folder->remove(state_name_);
}

void RecordingFiles::set_station(std::string station) {
  station_ = std::move(station);
  if (!file_ || !file_->sidecar.station.empty()) return;
  file_->sidecar.station = station_;
  file_->changed = true;
}

void RecordingFiles::set_source(std::string source) {
  source_ = std::move(source);
  if (!file_ || !file_->sidecar.source.empty()) return;
  file_->sidecar.source = source_;
  file_->changed = true;
}

std::optional<WallTime> RecordingFiles::recover() {
  if (!settings_.folder || !settings_.sidecars) return std::nullopt;
  state_name_ = "." + safe_name("joincast-" + settings_.number, 64) + ".state";
  auto state = settings_.folder->lock(state_name_);
  if (!state) return std::nullopt;  // another one records it here, or nothing can be written anyway
  state_ = std::move(*state);
  const std::string before = read_all(state_.value(), kMaxPath);
  if (before.empty() || before.front() == '/' || before.find("..") != std::string::npos) return std::nullopt;
  const std::string path = settings_.folder->path() + "/" + before;
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;

  const net::Descriptor json(::open((path + ".json").c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  std::string text = json ? read_all(json.value(), 16u << 20) : std::string();
  constexpr std::string_view kRecording = "\n  \"state\": \"recording\"";
  const std::size_t at = text.find(kRecording);
  if (at != std::string::npos) {
    text.replace(at, kRecording.size(), "\n  \"state\": \"interrupted\"");
    const std::size_t slash = path.rfind('/');
    const net::Descriptor folder(::open(path.substr(0, slash).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder) replace_file(folder.value(), path.substr(slash + 1) + ".json", text);
  }
  return written_last(status);
}

NameFields RecordingFiles::name_fields(std::uint32_t index) const {
  NameFields fields;
  fields.number = settings_.number;
  fields.station = station_;
  fields.title = part_->item.title;
  fields.codec = payload::to_string(part_->format.codec);
  fields.index = index;
  fields.began = part_->began;
  return fields;
}

bool RecordingFiles::has_room() const {
  struct statvfs status {};
  if (::statvfs(settings_.folder->path().c_str(), &status) != 0) return true;  // the attempt will tell
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize >= kEnoughRoom;
}

void RecordingFiles::begin_part(const Part& part, Now now) {
  part_ = part;
  pending_gaps_.clear();
  if (blocked_since_ && now.mono < next_try_) return;
  open(now);
}

void RecordingFiles::open(Now now) {
  auto type = media::choose_file_type(part_->format, settings_.type);
  if (!type) {
    if (!std::exchange(type_told_, true)) tell({Change::Kind::refused, {}, type.error(), {}, 0});
    type = media::choose_file_type(part_->format, {});
    if (!type) return block(type.error(), now);
  }
  auto file = std::make_unique<File>();
  int fd = STDOUT_FILENO;
  if (settings_.folder) {
    if (!has_room())
      return block(settings_.folder->path() + ": " + std::make_error_code(std::errc::no_space_on_device).message(),
                   now);
    const std::string name =
        settings_.plain_name ? settings_.name : make_name(settings_.name, name_fields(files_ + 1), kNumberRoom);
    auto place = settings_.folder->create(name, "." + std::string(media::info(*type).extension));
    if (!place) return block(settings_.folder->path() + "/" + name + ": " + place.error().message(), now);
    file->place = std::move(*place);
    fd = file->place.descriptor.value();
  }
  media::Tags tags;
  const std::size_t dash = part_->item.title.find(" - ");
  tags.title = dash == std::string::npos ? part_->item.title : part_->item.title.substr(dash + 3);
  if (dash != std::string::npos) tags.artist = part_->item.title.substr(0, dash);
  tags.station = station_;
  tags.date = local_date(part_->began);
  tags.link = part_->item.link;
  tags.track = files_ + 1;
  file->sink = std::make_unique<media::FdSink>(fd);
  auto writer = media::make_container_writer(part_->format, *type, tags, *file->sink, settings_.writer);
  if (!writer) return block(writer.error(), now);
  file->writer = std::move(*writer);

  Sidecar& sidecar = file->sidecar;
  sidecar.file = file->place.name;
  sidecar.container = media::info(*type).name;
  sidecar.codec = payload::to_string(part_->format.codec);
  sidecar.service = settings_.number;
  sidecar.group = settings_.group;
  sidecar.station = station_;
  sidecar.source = source_;
  sidecar.part = files_ + 1;
  sidecar.began = sidecar.seen = part_->began;
  sidecar.timestamp = part_->timestamp;
  sidecar.clock_rate_hz = part_->format.clock_rate_hz;
  sidecar.whole_song = part_->whole_song;
  file->synced = now.mono;
  file_ = std::move(file);
  path_ = settings_.folder ? settings_.folder->path() + "/" + file_->place.path : "-";
  ++files_;
  if (blocked_since_) {
    pending_gaps_.insert(pending_gaps_.begin(),
                         GapNote{Gap::disk, part_->timestamp, 0, now.mono - *blocked_since_, part_->began});
    blocked_since_.reset();
    error_.clear();
    tell({Change::Kind::recovered, path_, {}, {}, 0});
  }
  if (!part_->item.title.empty())
    file_->sidecar.add(Sidecar::Title{place(part_->timestamp, part_->began), part_->item});
  for (const GapNote& gap : std::exchange(pending_gaps_, {})) note_gap(gap);
  remember_path();
  pay();
  write_sidecars(now);
  tell({Change::Kind::began, path_, {}, {}, 0});
}

/// For whoever comes after a crash.
void RecordingFiles::remember_path() {
  if (!state_) return;
  const std::string& path = file_->place.path;
  if (::ftruncate(state_.value(), 0) == 0 && ::pwrite(state_.value(), path.data(), path.size(), 0) < 0) state_.close();
}

/// There is no room, or no way: what comes is dropped until there is.
void RecordingFiles::block(const std::string& why, Now now) {
  next_try_ = now.mono + kRetry;
  if (!std::exchange(blocked_since_, blocked_since_.value_or(now.mono)) || error_ != why)
    tell({Change::Kind::failed, path_, why, {}, 0});
  error_ = why;
}

Sidecar::Place RecordingFiles::place(std::int64_t timestamp, WallTime at) const {
  return {file_->writer->duration(), file_->writer->octets(), timestamp, at};
}

void RecordingFiles::note_gap(const GapNote& gap) {
  if (!file_) {
    if (pending_gaps_.size() < 16) pending_gaps_.push_back(gap);
    return;
  }
  file_->sidecar.add(Sidecar::Loss{place(gap.timestamp, gap.at), gap.reason, gap.packets, gap.length});
  file_->changed = true;
}

void RecordingFiles::note_title(const TitleNote& title) {
  if (part_) part_->item = title.item;
  if (!file_) return;
  const auto& titles = file_->sidecar.titles;
  if (title.item.title.empty() && (titles.empty() || titles.back().item.title.empty())) return;  // nothing ends by it
  file_->sidecar.add(Sidecar::Title{place(title.timestamp, title.at), title.item});
  file_->changed = true;
}

void RecordingFiles::name_part(const Item& item, Now now) {
  if (!part_) return;
  const std::string before =
      settings_.folder && !settings_.plain_name ? make_name(settings_.name, name_fields(files_), kNumberRoom) : "";
  part_->item = item;
  if (!file_) return;
  auto& titles = file_->sidecar.titles;
  titles.insert(titles.begin(), Sidecar::Title{{{}, 0, part_->timestamp, part_->began}, item});
  file_->changed = true;
  if (before.empty()) return;
  const std::string name = make_name(settings_.name, name_fields(files_), kNumberRoom);
  if (name != before) rename(name, now);
}

/// The file goes on under another name; where that cannot be, under its own.
void RecordingFiles::rename(const std::string& name, Now now) {
  const std::string_view extension = media::info(file_->writer->file_type()).extension;
  auto place = settings_.folder->create(name, "." + std::string(extension));
  if (!place) return;
  OutputFolder::File& old = file_->place;
  if (::renameat(old.folder.value(), old.name.c_str(), place->folder.value(), place->name.c_str()) != 0) {
    ::unlinkat(place->folder.value(), place->name.c_str(), 0);
    return;
  }
  for (const char* sidecar : {".json", ".cue"}) ::unlinkat(old.folder.value(), (old.name + sidecar).c_str(), 0);
  place->descriptor = std::move(old.descriptor);  // of the file itself, whatever it is called
  old = std::move(*place);
  file_->sidecar.file = old.name;
  path_ = settings_.folder->path() + "/" + old.path;
  remember_path();
  write_sidecars(now);
  tell({Change::Kind::renamed, path_, {}, {}, 0});
}

void RecordingFiles::write(std::span<const TimeShift::Frame* const> frames, Now now) {
  if (broken_ || !part_ || frames.empty()) return;
  if (!file_) {
    if (now.mono < next_try_) return;
    part_->timestamp = frames.front()->unit.timestamp;
    part_->began = frames.front()->arrived.wall;
    part_->whole_song = false;
    open(now);
    if (!file_) return;
  }
  static thread_local std::vector<media::FrameView> views;
  views.clear();
  for (const TimeShift::Frame* frame : frames) views.emplace_back(frame->unit);
  const auto took = file_->writer->put(views);
  file_->sidecar.seen = frames.back()->arrived.wall;
  if (!took.error) {
    if (!error_.empty()) {
      error_.clear();
      tell({Change::Kind::recovered, path_, {}, {}, 0});
    }
    return;
  }
  const std::string why = took.error.message();
  if (!settings_.folder) {
    broken_ = true;
    error_ = why;
    return tell({Change::Kind::failed, path_, why, {}, 0});
  }
  if (took.error != std::errc::no_buffer_space && error_ != why) tell({Change::Kind::failed, path_, why, {}, 0});
  if (took.error != std::errc::no_buffer_space) error_ = why;
  if (took.frames == frames.size()) return;  // held, and tried again
  const std::string reason = error_.empty() ? why : error_;
  close(Sidecar::State::interrupted, reason, now);
  block(reason, now);
}

void RecordingFiles::end_part(Now now) {
  close(Sidecar::State::complete, {}, now);
  part_.reset();
}

void RecordingFiles::close(Sidecar::State state, const std::string& why, Now now) {
  if (!file_) return;
  std::error_code error = file_->writer->finish();
  file_->sidecar.state = error ? Sidecar::State::interrupted : state;
  file_->sidecar.ended_by = error && why.empty() ? error.message() : why;
  octets_before_ += file_->writer->written();
  if (settings_.folder) {
    write_sidecars(now);
    if (file_->changed && settings_.sidecars && owed_.size() < 16)
      owed_.push_back({std::move(file_->place.folder), file_->sidecar});
    if (state_ && ::ftruncate(state_.value(), 0) != 0) state_.close();
    if (settings_.syncer) settings_.syncer->sync(std::move(file_->place.descriptor));
  }
  tell({Change::Kind::ended, path_, file_->sidecar.ended_by, file_->writer->duration(), file_->writer->written()});
  file_.reset();
  path_.clear();
}

std::uint64_t RecordingFiles::octets() const { return file_ ? file_->writer->most_octets() : 0; }

Duration RecordingFiles::file_time() const { return file_ ? file_->writer->duration() : Duration{}; }

std::uint64_t RecordingFiles::octets_in_all() const { return octets_before_ + (file_ ? file_->writer->octets() : 0); }

std::optional<Duration> RecordingFiles::quietest(std::span<const TimeShift::Frame* const> frames,
                                                 const payload::Format& format, Duration near) {
  auto decoder = media::make_decoder(format);
  if (!decoder) return std::nullopt;
  std::vector<media::AudioFrame> sound;
  for (const TimeShift::Frame* frame : frames) (*decoder)->decode(frame->unit, sound);
  const auto moment = media::quietest_moment(sound, near);
  return moment ? std::optional(moment->middle) : std::nullopt;
}

void RecordingFiles::pay() {
  while (!owed_.empty()) {
    const Owed& one = owed_.front();
    const int folder = one.folder.value();
    if (replace_file(folder, one.sidecar.file + ".json", to_json(one.sidecar))) return;
    replace_file(folder, one.sidecar.file + ".cue", to_cue(one.sidecar));
    owed_.pop_front();
  }
}

void RecordingFiles::refresh(Now now) {
  pay();
  if (!file_ || !settings_.folder) return;
  if (file_->changed ? now.mono - file_->told >= kSidecarPause : now.mono - file_->told >= kRefresh)
    write_sidecars(now);
  if (settings_.syncer && now.mono - file_->synced >= kSyncEvery) {
    file_->synced = now.mono;
    settings_.syncer->sync(net::Descriptor(::fcntl(file_->place.descriptor.value(), F_DUPFD_CLOEXEC, 0)));
  }
}

void RecordingFiles::write_sidecars(Now now) {
  if (!settings_.folder || !settings_.sidecars) return;
  Sidecar& sidecar = file_->sidecar;
  sidecar.length = file_->writer->duration();
  sidecar.octets = file_->writer->written();
  file_->told = now.mono;
  const int folder = file_->place.folder.value();
  const auto json = replace_file(folder, file_->place.name + ".json", to_json(sidecar));
  const auto cue = replace_file(folder, file_->place.name + ".cue", to_cue(sidecar));
  file_->changed = json || cue;
}

}  // namespace joincast::libreceiver
