// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/payload_path.h"

#include <cstdlib>
#include <utility>

#include "payload/binding.h"

namespace joincast::libreceiver {

void PayloadPath::describe(const sdp::Media* media) {
  media_ = media ? std::optional(*media) : std::nullopt;
  if (binding_) {
    const std::uint8_t in_use = binding_->payload_type;
    const auto before = std::exchange(binding_, std::nullopt);
    auto depacketizer = std::exchange(depacketizer_, nullptr);
    const auto now = media_ ? payload::bind(*media_, in_use) : payload::static_binding(in_use);
    if (!now || *now == *before) {  // a description that has forgotten a type in use does not stop it
      binding_ = before;
      depacketizer_ = std::move(depacketizer);
    } else {
      bind(in_use);
    }
  }
  release(TimePoint::min());
}

void PayloadPath::forget() {
  media_.reset();
  binding_.reset();
  depacketizer_.reset();
}

/// Makes `payload_type` the one in use; false if nobody knows what it means.
bool PayloadPath::bind(std::uint8_t payload_type) {
  if (binding_ && binding_->payload_type == payload_type) return true;
  auto binding = media_ ? payload::bind(*media_, payload_type) : std::nullopt;
  const bool by_description = binding.has_value();
  if (!binding) binding = payload::static_binding(payload_type);
  if (!binding) return false;

  binding_ = binding;
  depacketizer_ = payload::make_depacketizer(*binding);
  announced_ = false;
  outputs_.push_back(Bound{*binding, by_description});
  if (!depacketizer_) {
    const std::string name = binding->format.encoding_name.empty() ? std::string(to_string(binding->format.codec))
                                                                   : binding->format.encoding_name;
    outputs_.push_back(Unplayable{payload_type, "no way to take " + name + " out of RTP"});
  }
  return true;
}

void PayloadPath::push(const rtp::OrderedPacket& ordered, TimePoint now) {
  const rtp::PacketView& view = ordered.packet.view;
  Held packet;
  packet.timestamp = ordered.packet.timestamp;
  packet.since = now;
  packet.payload_type = view.payload_type;
  packet.marker = view.marker;
  packet.lost_before = ordered.lost_before;
  packet.first = ordered.first;
  if (held_.empty() && bind(packet.payload_type))
    take(packet, view.payload);
  else
    hold(std::move(packet), view.payload);
}

void PayloadPath::hold(Held packet, ByteView payload) {
  ++counters_.held;
  packet.payload.assign(payload.begin(), payload.end());
  held_octets_ += payload.size();
  held_.push_back(std::move(packet));
  while (held_.size() > kMostHeld || held_octets_ > kMostHeldOctets) {
    held_octets_ -= held_.front().payload.size();
    held_.pop_front();
    ++counters_.undescribed;
    gap_ = true;
    ++lost_;
  }
}

void PayloadPath::take(const Held& packet, ByteView payload) {
  if (packet.first) {
    begins_anew_ = true;
    announced_ = false;
    gap_ = false;
    lost_ = 0;
    if (depacketizer_) depacketizer_->reset();
  }
  if (!depacketizer_) {
    ++counters_.unplayable;
    return;
  }
  const bool lost = std::exchange(gap_, false) || packet.lost_before != 0;
  lost_ += packet.lost_before;
  const auto taken = depacketizer_->push({payload, packet.timestamp, packet.marker, lost});
  if (!taken) {
    ++counters_.malformed[static_cast<std::size_t>(taken.error().code)];
    ++lost_;
  }
  while (auto unit = depacketizer_->poll()) {
    if (!std::exchange(announced_, true)) {
      ends_.reset();
      outputs_.push_back(Stream{++stream_, depacketizer_->format(), !std::exchange(begins_anew_, false)});
    }
    ++counters_.units;
    tell_jump(*unit);
    const std::uint64_t lost_packets = unit->after_loss ? std::exchange(lost_, 0) : 0;
    outputs_.push_back(Unit{stream_, std::move(*unit), lost_packets});
  }
}

/// A station's gap has no packet missing, but its timestamps jump.
void PayloadPath::tell_jump(payload::AccessUnit& unit) {
  const std::int64_t away = ends_ ? std::abs(unit.timestamp - *ends_) : 0;
  if (away > unit.duration / 2) unit.after_loss = true;
  ends_.reset();
  if (unit.duration != 0) ends_ = unit.timestamp + unit.duration;
}

/// Lets out what is understood, and drops what has waited since before `now` less the time to hold.
void PayloadPath::release(TimePoint now) {
  while (!held_.empty()) {
    const Held& packet = held_.front();
    if (bind(packet.payload_type)) {
      take(packet, packet.payload);
    } else if (now >= packet.since + hold_) {
      ++counters_.undescribed;
      gap_ = true;
      ++lost_;
    } else {
      return;
    }
    held_octets_ -= packet.payload.size();
    held_.pop_front();
  }
}

void PayloadPath::handle_deadline(TimePoint now) { release(now); }

TimePoint PayloadPath::deadline() const noexcept { return held_.empty() ? kNever : held_.front().since + hold_; }

std::optional<PayloadPath::Output> PayloadPath::poll_output() { return outputs_.pop(); }

const payload::Format& PayloadPath::format() const noexcept {
  static const payload::Format kNothing;
  return depacketizer_ ? depacketizer_->format() : binding_ ? binding_->format : kNothing;
}

}  // namespace joincast::libreceiver
