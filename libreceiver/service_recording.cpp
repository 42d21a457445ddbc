// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/service_recording.h"

#include <algorithm>
#include <utility>

#include "net/interfaces.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kReceiveBuffer = 16u << 20;  // octets: 60 ms of 2 Gbit/s, as far as the system grants it
constexpr Duration kGather = std::chrono::milliseconds(2);
constexpr Duration kLead = std::chrono::seconds(5);     // joins so long before --at
constexpr Duration kUnheard = std::chrono::seconds(3);  // then the interface is looked at
constexpr Duration kLookEvery = std::chrono::seconds(2);
constexpr Duration kLongestNotRunning = std::chrono::hours(24 * 7);

Recorder::Settings recorder_settings(const RecordingWishes& wishes) {
  Recorder::Settings settings;
  settings.split = wishes.split;
  settings.split_duration = wishes.split_duration;
  settings.split_octets = wishes.split_octets;
  settings.skip_first = wishes.skip_first;
  settings.songs = wishes.songs;
  settings.title_offset = wishes.title_offset;
  settings.quiet_radius = wishes.quiet_radius;
  if (wishes.from_song_start) settings.keep = wishes.time_shift;
  return settings;
}

SessionRunner::Options runner_options(const ServiceRecording::Setup& setup) {
  SessionRunner::Options options;
  options.tool = setup.tool;
  options.reports = setup.reports;
  options.receive_buffer = kReceiveBuffer;
  options.gather = kGather;
  return options;
}

RecordingFiles::Settings file_settings(const ServiceRecording::Setup& setup, const std::string& number) {
  RecordingFiles::Settings settings;
  settings.folder = setup.folder;
  settings.name = setup.name;
  settings.plain_name = setup.plain_name;
  settings.type = setup.type;
  settings.sidecars = setup.wishes.sidecars;
  settings.number = number;
  settings.group = setup.group;
  settings.syncer = setup.syncer;
  return settings;
}

RecordingOutcome outcome_of(const SrtpTrouble& trouble) {
  using Kind = SrtpTrouble::Kind;
  switch (trouble.kind) {
    case Kind::wrong_key: return RecordingOutcome::wrong_key;
    case Kind::no_key:
    case Kind::in_clear: return RecordingOutcome::key_mismatch;
    case Kind::no_library: break;
  }
  return RecordingOutcome::no_srtp;
}

}  // namespace

std::string default_recording_name(Split split) {
  return split == Split::titles ? "{service}/{date} {time} {title}" : "{service} {date} {time}";
}

std::string why_unheard(Phase phase, const std::string& group, Duration waited) {
  const std::string seconds = std::to_string(std::chrono::round<std::chrono::seconds>(waited).count()) + " s";
  switch (phase) {
    case Phase::silent:
      return "joined " + group + ", and nothing came in " + seconds +
             ": is there a headend on this link, with this prefix and service?";
    case Phase::undescribed:
      return "packets come, but in " + seconds + " no session description that says what they are";
    case Phase::stalled: return "nothing came any more for " + seconds;
    case Phase::playing: break;
  }
  return {};
}

ServiceRecording::ServiceRecording(net::EventLoop& loop, Setup setup, Handler on_event)
    : loop_(loop),
      setup_(std::move(setup)),
      on_event_(std::move(on_event)),
      number_(short_name(setup_.target)),
      files_(file_settings(setup_, number_), [this](const RecordingFiles::Change& change) { tell(change); }),
      recorder_(recorder_settings(setup_.wishes), files_),
      runner_(loop, runner_options(setup_), *this) {
  station_ = setup_.station;
  files_.set_station(station_);
}

ServiceRecording::~ServiceRecording() = default;

std::error_code ServiceRecording::open() {
  const Now now = loop_.now();
  if (const auto before = files_.recover(); before && *before < now.wall && now.wall - *before < kLongestNotRunning)
    recorder_.explain_gap(Gap::not_running, now.wall - *before);
  waiting_since_ = last_unit_ = last_sound_ = now.mono;
  const bool later = setup_.wishes.at && !setup_.wishes.from_song_start && *setup_.wishes.at - kLead > now.wall;
  if (later) return {};
  if (const auto error = join()) return error;
  tick(now);
  return {};
}

std::error_code ServiceRecording::join() {
  first_stream_ = stream_;
  position_.reset();
  if (const auto error = runner_.start(setup_.target)) return error;
  joined_ = true;
  runner_.settle();
  return {};
}

std::optional<WallTime> ServiceRecording::next_moment() const {
  if (ended_) return std::nullopt;
  if (!began_ && setup_.wishes.at) return joined_ ? *setup_.wishes.at : *setup_.wishes.at - kLead;
  return setup_.wishes.until;
}

void ServiceRecording::tick(Now now) {
  if (ended_) return;
  const RecordingWishes& wishes = setup_.wishes;
  if (!joined_ && wishes.at && now.wall + kLead >= *wishes.at) {
    waiting_since_ = last_unit_ = last_sound_ = now.mono;
    if (const auto error = join()) {
      gone_ = joined_ = true;
      tell(InterfaceGone{error.message()});
    }
  }
  if (!joined_) return;
  if (!began_ && (wishes.at ? now.wall >= *wishes.at : !wishes.from_song_start)) begin(now, wishes.from_song_start);
  if (began_) recorder_.handle_turn(now);
  files_.refresh(now);
  if (decoder_) level_ = meter_.take();
  look_for_stall(now);
  look_for_interface(now);
  const Duration patience = setup_.patience;
  impatient_ = patience > Duration::zero() && now.mono - std::max(waiting_since_, last_unit_) >= patience;
  const bool long_enough = began_ && wishes.duration > Duration::zero() && now.mono - began_at_ >= wishes.duration;
  const bool late_enough = wishes.until && now.wall >= *wishes.until;
  if (impatient_ || long_enough || late_enough || recorder_.done() || files_.broken()) finish();
}

void ServiceRecording::begin(Now now, bool from_song_start) {
  began_ = true;
  began_at_ = last_sound_ = now.mono;
  const auto remembered = recorder_.history().end();
  recorder_.start(now, from_song_start);
  Duration heard{};
  if (from_song_start && remembered != recorder_.history().first()) {
    const auto song = recorder_.history().song_start(remembered - 1).value_or(recorder_.history().first());
    heard = now.mono - recorder_.history().at(song).arrived.mono;
  }
  tell(RecordingBegan{from_song_start, heard});
  recorder_.handle_turn(now);
}

void ServiceRecording::trigger() {
  if (!began_ && !ended_ && setup_.wishes.from_song_start) begin(loop_.now(), true);
}

void ServiceRecording::wake(Duration slept) {
  if (ended_ || !joined_) return;
  recorder_.explain_gap(Gap::suspended, slept);
  if (!gone_) gone_ = static_cast<bool>(join());  // switches and routers have forgotten us
}

void ServiceRecording::finish() {
  if (ended_) return;
  last_ = snapshot();
  ended_ = true;
  recorder_.finish(loop_.now());
  runner_.stop();
  const Duration waited = loop_.now().mono - std::max(waiting_since_, last_unit_);
  if (!joined_ || !began_) {
    said_.clear();
  } else if (recorder_.totals().frames == 0 || impatient_) {
    said_ = locked_ ? locked_->message : why_unheard(last_.session.phase, setup_.group, waited);
    if (said_.empty()) said_ = "nothing was recorded";
  }
  if (!trouble_.empty() && !said_.empty()) said_ += "; the headend says: " + trouble_;
  tell(RecordingEnded{});
}

RecordingOutcome ServiceRecording::outcome() const {
  using Outcome = RecordingOutcome;
  if (files_.broken() || files_.blocked()) return Outcome::not_written;
  if (began_ && (recorder_.totals().frames == 0 || impatient_)) {
    if (locked_) return outcome_of(*locked_);
    const Phase phase = last_.session.phase;
    return phase == Phase::silent        ? Outcome::nothing_came
           : phase == Phase::undescribed ? Outcome::undescribed
                                         : Outcome::stalled;
  }
  return stalling_ ? Outcome::stalled : Outcome::ok;
}

std::string ServiceRecording::reason() const {
  if (files_.broken() || files_.blocked()) return files_.error();
  if (began_ && (recorder_.totals().frames == 0 || impatient_)) return said_;
  return stalling_ ? "nothing was there to record when it ended" : std::string();
}

void ServiceRecording::handle_stream(const Session::Stream& stream, Now) {
  Session::Stream numbered = stream;
  numbered.number = stream_ = first_stream_ + stream.number;
  recorder_.handle_stream(numbered);
  decoder_.reset();
  if (!setup_.level && !setup_.silence_dbfs) return;
  if (auto decoder = media::make_decoder(stream.format)) decoder_ = std::move(*decoder);
}

void ServiceRecording::handle_unit(Session::Unit unit, Now now) {
  position_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
  if (std::exchange(gone_, false)) {  // the system joined again by itself
    recorder_.explain_gap(Gap::unreachable, now.mono - last_unit_);
    tell(InterfaceBack{});
  }
  last_unit_ = now.mono;
  locked_.reset();
  if (decoder_) measure(unit.unit);
  unit.stream += first_stream_;
  recorder_.handle_unit(std::move(unit), now);
}

void ServiceRecording::handle_announced(const Session::Announced& announced, Now now) {
  recorder_.handle_announced(announced, now);
}

void ServiceRecording::handle_turn(Now now) { recorder_.handle_turn(now); }

std::optional<Session::Position> ServiceRecording::position(TimePoint) { return position_; }

void ServiceRecording::handle_event(const Event& event) {
  if (const auto* described = std::get_if<Described>(&event.what)) {
    station_ = described->name;
    files_.set_station(described->name);
  }
  if (const auto* came = std::get_if<MediaCame>(&event.what)) files_.set_source(to_string(came->source.address));
  if (const auto* state = std::get_if<StateChanged>(&event.what)) trouble_ = state->reason;
  if (const auto* trouble = std::get_if<SrtpTrouble>(&event.what)) locked_ = *trouble;
  tell(event);
}

void ServiceRecording::measure(const payload::AccessUnit& unit) {
  frames_.clear();
  decoder_->decode(unit, frames_);
  media::LevelMeter now;
  for (const media::AudioFrame& frame : frames_) {
    meter_.add(frame);
    now.add(frame);
  }
  if (!setup_.silence_dbfs || frames_.empty() || now.take().rms_dbfs >= *setup_.silence_dbfs) last_sound_ = last_unit_;
}

void ServiceRecording::look_for_stall(Now now) {
  if (setup_.stall_after == Duration::zero() || !began_) return;
  const Duration nothing = now.mono - std::max(last_unit_, began_at_);
  const Duration silence = setup_.silence_dbfs ? now.mono - std::max(last_sound_, began_at_) : nothing;
  const bool stalls = std::max(nothing, silence) >= setup_.stall_after;
  if (stalls && !stalling_) {
    stalling_ = true;
    tell(StallTold{nothing < setup_.stall_after, std::max(nothing, silence)});
  } else if (!stalls && stalling_) {
    stalling_ = false;
    tell(StallOver{});
  }
}

/// Where nothing comes, the interface may have gone, or have come back as another one.
void ServiceRecording::look_for_interface(Now now) {
  if (now.mono - last_unit_ < kUnheard || now.mono < next_look_) return;
  next_look_ = now.mono + kLookEvery;
  const auto interfaces = net::list_interfaces();
  if (!interfaces) return;
  Wishes wishes = setup_.looked_for;
  wishes.interface = setup_.target.interface;
  auto target = resolve(setup_.reference, wishes, *interfaces);
  if (!target) {
    if (!std::exchange(gone_, true)) tell(InterfaceGone{target.error().message});
    return;
  }
  const bool other = target->group.interface != setup_.target.group.interface;
  if (!gone_ && !other) return;
  target->srtp_key = setup_.target.srtp_key;
  target->description = setup_.target.description;
  setup_.target = *target;
  setup_.group = net::to_string(target->group, *interfaces);
  files_.set_group(setup_.group);
  if (join()) return;
  gone_ = false;
  recorder_.explain_gap(Gap::unreachable, now.mono - last_unit_);
  tell(InterfaceBack{});
}

Snapshot ServiceRecording::snapshot() const {
  if (ended_) return last_;
  Snapshot now;
  now.session = runner_.statistics();
  now.item = recorder_.item() ? recorder_.item() : runner_.item();
  now.socket_drops = runner_.socket_drops();
  return now;
}

RecordingStatus ServiceRecording::status() {
  RecordingStatus status;
  status.recording = began_ && !ended_;
  status.ended = ended_;
  status.blocked = files_.blocked() || files_.broken();
  status.station = station_;
  status.snapshot = snapshot();
  status.item = status.snapshot.item;
  status.path = files_.path();
  status.error = files_.error().empty() ? trouble_ : files_.error();
  if (gone_) status.error = "the interface is gone";
  status.file_time = files_.file_time();
  status.octets = files_.octets_in_all();
  status.files = files_.files();
  status.totals = recorder_.totals();
  if (status.totals.media == Duration::zero() && status.totals.frames != 0)  // a transport stream has no frames
    status.totals.media = last_unit_ - began_at_;
  status.level = decoder_ ? level_ : std::nullopt;
  return status;
}

}  // namespace joincast::libreceiver
