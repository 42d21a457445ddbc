// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/relay.h"

#include <algorithm>
#include <utility>

#include "gateway/client_stream.h"
#include "gateway/listener.h"
#include "libreceiver/version.h"
#include "payload/mpa_header.h"
#include "sdp/attributes.h"
#include "sdp/parse.h"

namespace joincast::gateway {
namespace {

using namespace libreceiver;

constexpr Duration kForDescription = std::chrono::milliseconds(300);  // sound is there; its name comes in that time
constexpr Duration kRest = std::chrono::milliseconds(40);             // one look at the socket serves several packets
constexpr std::size_t kReceiveBuffer = 1u << 20;                      // octets
constexpr std::size_t kTsPacket = 188;                                // octets
constexpr std::uint8_t kTsSync = 0x47;

SessionRunner::Options runner_options() {
  SessionRunner::Options options;
  options.tool = "joincast-gateway " + std::string(version());
  options.receive_buffer = kReceiveBuffer;
  return options;
}

std::string_view name_of(Phase phase) noexcept {
  switch (phase) {
    case Phase::silent: return "silent";
    case Phase::undescribed: return "undescribed";
    case Phase::playing: return "playing";
    case Phase::stalled: break;
  }
  return "stalled";
}

bool same(const payload::Format& a, const payload::Format& b) {
  return a.codec == b.codec && a.clock_rate_hz == b.clock_rate_hz && a.sample_rate_hz == b.sample_rate_hz &&
         a.channels == b.channels && a.config == b.config;
}

bool is_bare_ts(ByteView octets) {
  if (octets.empty() || octets.size() % kTsPacket != 0) return false;
  for (std::size_t at = 0; at < octets.size(); at += kTsPacket)
    if (octets[at] != kTsSync) return false;
  return true;
}

}  // namespace

Relay::Relay(net::EventLoop& loop, Setup setup, const Settings& settings)
    : loop_(loop), setup_(std::move(setup)), settings_(settings), runner_(loop, runner_options(), *this) {}

Relay::~Relay() = default;

std::error_code Relay::start() {
  began_ = deserted_ = last_unit_ = loop_.now().mono;
  if (setup_.wanted.maybe_raw) return start_raw();
  if (const auto error = runner_.start(setup_.target)) return error;
  runner_.settle();
  return {};
}

std::error_code Relay::start_raw() {
  net::ReceiverOptions options;
  options.group = setup_.target.group;
  options.port = setup_.target.port;
  options.source = setup_.target.source;
  options.receive_buffer = kReceiveBuffer;
  auto socket =
      net::MulticastReceiver::open(loop_, options, [this](std::span<const net::Datagram> batch) { handle_raw(batch); });
  if (!socket) return socket.error();
  raw_.emplace(std::move(*socket));
  return {};
}

/// What comes first decides: RTP is a session's business, which joins before this socket leaves.
void Relay::handle_raw(std::span<const net::Datagram> batch) {
  for (const net::Datagram& datagram : batch) {
    const Now now{datagram.arrived, datagram.wall};
    if (is_bare_ts(datagram.octets)) {
      if (!std::exchange(raw_comes_, true)) {
        set_format(payload::mp2t_format());
        raw_->rest_between_reads(kRest);
      }
      ++units_;
      hand_out({Bytes(datagram.octets.begin(), datagram.octets.end()), 0, 0, false}, now);
    } else if (!raw_comes_ && !datagram.octets.empty() && datagram.octets[0] >> 6 == 2) {
      if (const auto error = runner_.start(setup_.target)) {
        hopeless_ = Refusal{503, "The group cannot be joined: " + error.message() + ".\n"};
        return wake_all();
      }
      raw_.reset();
      return runner_.settle();
    }
  }
  handle_turn(loop_.now());
}

void Relay::add(Listener& listener) { listeners_.push_back(&listener); }

void Relay::remove(Listener& listener) {
  std::erase(listeners_, &listener);
  if (listeners_.empty()) deserted_ = loop_.now().mono;
}

bool Relay::tick(Now now) {
  if (listeners_.empty() && now.mono - deserted_ >= settings_.linger) {
    raw_.reset();
    runner_.stop();
    return true;
  }
  look_whether_ready(now);
  const bool silent = ready_ && now.mono - last_unit_ >= settings_.stall;
  for (Listener* listener : std::vector<Listener*>(listeners_)) {
    if (silent)
      listener->end();
    else
      listener->tick(now);
  }
  return false;
}

void Relay::handle_stream(const Session::Stream& stream, Now) {
  rebase_ = true;
  set_format(stream.format);
}

void Relay::set_format(const payload::Format& format) {
  if (sound_ && same(sound_->format, format)) return;
  if (sound_ && ready_)
    for (Listener* listener : listeners_) listener->end();
  if (!sound_) sound_.emplace();
  sound_->format = format;
  recent_.clear();
  recent_octets_ = 0;
  ready_ = false;
  first_unit_.reset();
  hopeless_.reset();
  if (!stream_type(format))
    hopeless_ = Refusal{501, "The service's format (" + std::string(payload::to_string(format.codec)) +
                                 ") has no container that players read over HTTP.\n"};
}

void Relay::handle_unit(Session::Unit unit, Now now) {
  taken_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
  if (std::exchange(rebase_, false)) {
    offset_ = next_time_ - unit.unit.timestamp;
    runner_.rest_between_reads(kRest);
  }
  unit.unit.timestamp += offset_;
  next_time_ = unit.unit.timestamp + unit.unit.duration;
  hand_out(std::move(unit.unit), now);
}

void Relay::hand_out(payload::AccessUnit unit, Now now) {
  if (!first_unit_) {
    first_unit_ = now.mono;
    if (const auto header = payload::parse_mpa_header(unit.octets);
        header && sound_->format.codec == payload::Codec::mpa)
      sound_->kbps = header->bit_rate / 1000;
  }
  last_unit_ = now.mono;
  news_ = true;
  recent_octets_ += unit.octets.size();
  recent_.push_back({std::make_shared<const payload::AccessUnit>(std::move(unit)), item_, now.mono});
  for (Listener* listener : listeners_) listener->push(recent_.back());
  while (recent_octets_ > settings_.burst_octets || now.mono - recent_.front().arrived > settings_.burst) {
    recent_octets_ -= recent_.front().unit->octets.size();
    recent_.pop_front();
    if (recent_.empty()) break;
  }
}

void Relay::handle_turn(Now now) {
  look_whether_ready(now);
  if (!std::exchange(news_, false)) return;
  for (Listener* listener : listeners_) listener->tell();
}

void Relay::look_whether_ready(Now now) {
  if (ready_ || !sound_ || !first_unit_ || hopeless_) return;
  if (!described_ && !raw_comes_ && now.mono - *first_unit_ < kForDescription) return;
  ready_ = true;
  if (sound_->station.empty()) sound_->station = setup_.entry.name;
  if (sound_->genre.empty()) sound_->genre = setup_.entry.genre;
  if (sound_->kbps == 0) sound_->kbps = setup_.entry.kbps;
  wake_all();
}

void Relay::wake_all() {
  for (Listener* listener : listeners_) listener->tell();
}

void Relay::handle_event(const Event& event) {
  if (const auto* described = std::get_if<Described>(&event.what)) take_description(*described);
  if (const auto* changed = std::get_if<ItemChanged>(&event.what)) {
    item_ = std::make_shared<const Item>(changed->item);
    for (Piece& piece : recent_)
      if (!piece.item) piece.item = item_;  // it began before we came
  }
  if (const auto* state = std::get_if<StateChanged>(&event.what)) trouble_ = state->reason;
  if (const auto* unplayable = std::get_if<Unplayable>(&event.what); unplayable && !first_unit_)
    hopeless_ = Refusal{501, "Media come that cannot be taken apart: " + unplayable->reason + ".\n"};
  if (const auto* locked = std::get_if<SrtpTrouble>(&event.what); locked && !first_unit_)
    hopeless_ = Refusal{501, "The service is enciphered (SRTP), and a gateway would hand it out in clear.\n"};
  if (hopeless_) wake_all();
}

void Relay::take_description(const Described& described) {
  if (!sound_) sound_.emplace();
  sound_->station = described.name;
  if (const auto parsed = sdp::parse(described.text)) {
    sound_->genre = sdp::category(parsed->session);
    std::replace(sound_->genre.begin(), sound_->genre.end(), '.', ',');
  }
  described_ = true;
  look_whether_ready(loop_.now());
}

std::optional<Refusal> Relay::refusal(Duration waited) const {
  if (hopeless_) return hopeless_;
  if (waited < settings_.patience) return std::nullopt;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(settings_.patience).count();
  std::string text = to_path(setup_.wanted).substr(1) + ": ";
  const bool comes = runner_.statistics().phase == Phase::undescribed;
  text += comes ? "packets come, but no description says what they are" : "joined, and nothing came";
  text += " within " + std::to_string(seconds) + " s in " + setup_.group + ".\n";
  if (!trouble_.empty()) text += "The headend says: " + trouble_ + ".\n";
  return Refusal{504, std::move(text)};
}

ServiceStatus Relay::status(Now now) const {
  const Statistics figures = runner_.statistics();
  ServiceStatus status;
  status.path = to_path(setup_.wanted);
  status.name = sound_ && !sound_->station.empty() ? sound_->station : setup_.entry.name;
  if (item_) status.title = item_->title;
  status.group = setup_.group;
  status.state = raw_comes_ ? "playing" : name_of(figures.phase);
  if (sound_)
    if (const auto type = stream_type(sound_->format)) status.type = mime_type(*type);
  status.since = now.mono - began_;
  status.bit_rate = figures.bit_rate;
  status.missing = figures.missing;
  for (const Listener* listener : listeners_) status.clients.push_back(listener->status(now.mono));
  return status;
}

}  // namespace joincast::gateway
