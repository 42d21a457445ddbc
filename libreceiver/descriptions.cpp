// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/descriptions.h"

#include <algorithm>
#include <utility>

#include "sap/packet.h"
#include "sdp/attributes.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"

namespace joincast::libreceiver {
namespace {

sap::TableOptions one_group() {
  sap::TableOptions options;
  options.sessions = Descriptions::kMost;
  options.sessions_per_source = 8;
  options.total_octets = 262'144;
  return options;
}

bool goes_to(const sdp::Session& session, const sdp::Media& media, const IpAddress& group, std::uint16_t port) {
  if (!sdp::is_rtp(media) || media.port != port) return false;
  const sdp::Connection* connection = sdp::connection_of(session, media);
  return connection && connection->host.ip == group;
}

bool is_of(const Description& known, const sap::Announcement& announcement) {
  return !known.is_given() && known.id == announcement.id;
}

}  // namespace

int Description::binds(const IpAddress& sender) const noexcept {
  if (is_given() && senders.empty()) return 2;
  if (std::find(senders.begin(), senders.end(), sender) == senders.end()) return 0;
  return announcer == sender ? 3 : is_given() ? 2 : 1;
}

Descriptions::Descriptions(const Group& group, std::uint16_t port) : group_(group), port_(port), table_(one_group()) {}

void Descriptions::handle_datagram(ByteView octets, const Endpoint& from, Now now) {
  table_.handle_datagram(octets, from, now);
  drain();
}

void Descriptions::handle_deadline(Now now) {
  table_.handle_deadline(now);
  drain();
}

void Descriptions::set_sender(std::optional<IpAddress> sender) {
  if (sender == sender_) return;
  sender_ = sender;
  table_.keep_room_for(sender);
  ++revision_;
}

const Description* Descriptions::current() const noexcept {
  const Description* best = nullptr;
  int best_binds = 0;
  for (const Description& candidate : known_) {
    const int binds = sender_ ? candidate.binds(*sender_) : 0;
    if (best && (best_binds > binds || (best_binds == binds && best->order > candidate.order))) continue;
    best = &candidate;
    best_binds = binds;
  }
  return best;
}

bool Descriptions::is_bound() const noexcept {
  const Description* best = current();
  return best && sender_ && best->binds(*sender_) > 0;
}

std::vector<IpAddress> Descriptions::senders() const {
  std::vector<IpAddress> all;
  for (const Description& description : known_)
    for (const IpAddress& sender : description.senders)
      if (std::find(all.begin(), all.end(), sender) == all.end()) all.push_back(sender);
  return all;
}

std::optional<IpAddress> Descriptions::take_withdrawn() noexcept { return std::exchange(withdrawn_, std::nullopt); }

void Descriptions::drain() {
  while (const auto event = table_.poll_output()) {
    switch (event->kind) {
      case sap::Event::Kind::added:
      case sap::Event::Kind::changed: remember(*event->announcement); break;
      case sap::Event::Kind::deleted:
      case sap::Event::Kind::expired: forget(*event->announcement); break;
    }
  }
}

void Descriptions::give(std::string_view text) {
  auto description = read(text);
  if (!description) return;
  known_.push_back(std::move(*description));
  ++revision_;
}

/// None: it is not about our group, which is counted.
std::optional<Description> Descriptions::read(std::string_view text) {
  auto parsed = sdp::parse(text);
  if (!parsed) {
    ++counters_.refused[static_cast<std::size_t>(parsed.error().code)];
    return std::nullopt;
  }
  Description description;
  description.session = std::move(parsed->session);
  const auto& media = description.session.media;
  const auto ours = std::find_if(media.begin(), media.end(), [&](const sdp::Media& one) {
    return goes_to(description.session, one, group_.address, port_);
  });
  if (ours == media.end()) {
    ++counters_.other_group;
    return std::nullopt;
  }
  description.medium = static_cast<std::size_t>(ours - media.begin());
  description.order = ++order_;
  description.senders = sdp::included_sources(description.session, *ours, group_.address);
  description.text = text;
  return description;
}

void Descriptions::remember(const sap::Announcement& announcement) {
  if (announcement.payload_type != sap::kSdpType) {
    ++counters_.not_sdp;
    return;
  }
  auto description = read(as_text(announcement.payload));
  if (!description) return;
  description->id = announcement.id;
  description->announcer = announcement.source;
  if (description->senders.empty()) description->senders.push_back(announcement.source);

  const auto same =
      std::find_if(known_.begin(), known_.end(), [&](const Description& known) { return is_of(known, announcement); });
  if (same != known_.end()) {
    *same = std::move(*description);
  } else if (known_.size() < kMost || announcement.source == sender_) {
    known_.push_back(std::move(*description));
  } else {
    ++counters_.over_limit;
    return;
  }
  ++revision_;
}

void Descriptions::forget(const sap::Announcement& announcement) {
  const Description* before = current();
  const bool held = before && is_of(*before, announcement);
  if (std::erase_if(known_, [&](const Description& known) { return is_of(known, announcement); }) == 0) return;
  if (held) withdrawn_ = announcement.source;
  ++revision_;
}

}  // namespace joincast::libreceiver
