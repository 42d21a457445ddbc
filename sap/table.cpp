// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/table.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sap/packet.h"

namespace joincast::sap {
namespace {

/// A session by its announcer and its own name, seen in a datagram.
struct KeyView {
  IpAddress source;
  std::string_view before;
  std::string_view after;
};

struct Key {
  IpAddress source;
  std::string before;
  std::string after;
};

struct KeyHash {
  using is_transparent = void;

  std::size_t operator()(const KeyView& key) const noexcept {
    const std::hash<std::string_view> hash;
    return (hash(key.before) * 31 + hash(key.after)) * 31 + std::hash<IpAddress>{}(key.source);
  }
  std::size_t operator()(const Key& key) const noexcept { return (*this)(KeyView{key.source, key.before, key.after}); }
};

struct KeyEqual {
  using is_transparent = void;

  template <typename A, typename B>
  bool operator()(const A& a, const B& b) const noexcept {
    return a.source == b.source && a.before == b.before && a.after == b.after;
  }
};

struct Session {
  std::shared_ptr<const Announcement> announcement;
  TimePoint last{};     ///< heard
  Duration interval{};  ///< between the last two announcements
  TimePoint look_at{};  ///< its place in the order of deadlines
};

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool same_payload(const Announcement& announcement, const PacketView& packet) noexcept {
  return std::equal(announcement.payload.begin(), announcement.payload.end(), packet.payload.begin(),
                    packet.payload.end());
}

}  // namespace

struct Table::Impl {
  using Sessions = std::unordered_map<Key, Session, KeyHash, KeyEqual>;

  explicit Impl(const TableOptions& chosen) : options(chosen) {}

  void announce(const KeyView& key, const PacketView& packet, TimePoint now);
  void add(const KeyView& key, const PacketView& packet, TimePoint now);
  void change(Session& session, const PacketView& packet);
  void make_room(const IpAddress& source);
  void remove(Sessions::iterator at, Event::Kind kind);
  std::shared_ptr<const Announcement> copy(SessionId id, const IpAddress& source, const PacketView& packet) const;
  Duration timeout(const Session& session) const { return std::max(options.min_timeout, 10 * session.interval); }

  TableOptions options;
  TableCounters counters;
  std::optional<IpAddress> favoured;
  Sessions sessions;
  std::unordered_map<SessionId, Sessions::value_type*> by_id;  // nodes stay where they are
  std::unordered_map<IpAddress, std::size_t> per_source;
  std::set<std::pair<TimePoint, SessionId>> deadlines;
  std::deque<Event> events;
  std::size_t octets = 0;
  SessionId last_id = 0;
  Bytes inflated;
};

std::shared_ptr<const Announcement> Table::Impl::copy(SessionId id, const IpAddress& source,
                                                      const PacketView& packet) const {
  auto announcement = std::make_shared<Announcement>();
  announcement->id = id;
  announcement->source = source;
  announcement->origin = packet.origin;
  announcement->id_hash = packet.id_hash;
  announcement->payload_type = in_lower_case(packet.payload_type);
  announcement->payload.assign(packet.payload.begin(), packet.payload.end());
  return announcement;
}

void Table::Impl::add(const KeyView& key, const PacketView& packet, TimePoint now) {
  const bool has_room = favoured == key.source;
  if (has_room) make_room(key.source);
  const auto known = per_source.find(key.source);
  const std::size_t from_source = known == per_source.end() ? 0 : known->second;
  const bool full = sessions.size() >= options.sessions || from_source >= options.sessions_per_source ||
                    packet.payload.size() > options.total_octets - std::min(options.total_octets, octets);
  if (full && !has_room) {
    ++counters.full;
    return;
  }
  ++counters.announcements;
  const SessionId id = ++last_id;
  Session session{.announcement = copy(id, key.source, packet), .last = now, .interval = {}, .look_at = {}};
  session.look_at = now + timeout(session);
  octets += packet.payload.size();
  ++per_source[key.source];
  deadlines.emplace(session.look_at, id);
  events.push_back({Event::Kind::added, session.announcement});
  const auto at =
      sessions.emplace(Key{key.source, std::string(key.before), std::string(key.after)}, std::move(session));
  by_id.emplace(id, &*at.first);
}

/// One more session of a source that is favoured: its longest silent one gives way.
void Table::Impl::make_room(const IpAddress& source) {
  const auto known = per_source.find(source);
  if (known == per_source.end() || known->second < options.sessions_per_source) return;
  auto oldest = sessions.end();
  for (auto at = sessions.begin(); at != sessions.end(); ++at)
    if (at->first.source == source && (oldest == sessions.end() || at->second.last < oldest->second.last)) oldest = at;
  if (oldest != sessions.end()) remove(oldest, Event::Kind::expired);
}

void Table::Impl::change(Session& session, const PacketView& packet) {
  const std::size_t others = octets - session.announcement->payload.size();
  if (favoured != session.announcement->source &&
      packet.payload.size() > options.total_octets - std::min(options.total_octets, others)) {
    ++counters.full;
    return;
  }
  octets = others + packet.payload.size();
  session.announcement = copy(session.announcement->id, session.announcement->source, packet);
  events.push_back({Event::Kind::changed, session.announcement});
}

void Table::Impl::announce(const KeyView& key, const PacketView& packet, TimePoint now) {
  const auto at = sessions.find(key);
  if (at == sessions.end()) return add(key, packet, now);
  Session& session = at->second;
  ++counters.announcements;
  const Duration silence = now - session.last;
  if (silence > Duration::zero() && silence <= options.max_interval) session.interval = silence;
  session.last = std::max(session.last, now);
  if (!same_payload(*session.announcement, packet)) change(session, packet);
}

void Table::Impl::remove(Sessions::iterator at, Event::Kind kind) {
  const Session& session = at->second;
  const SessionId id = session.announcement->id;
  octets -= session.announcement->payload.size();
  deadlines.erase({session.look_at, id});
  by_id.erase(id);
  const auto source = per_source.find(at->first.source);
  if (--source->second == 0) per_source.erase(source);
  events.push_back({kind, session.announcement});
  sessions.erase(at);
}

Table::Table(const TableOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Table::~Table() = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;

void Table::handle_datagram(ByteView datagram, const Endpoint& from, Now now) {
  Impl& table = *impl_;
  const auto refuse = [&table](ParseErrc code) { ++table.counters.refused[static_cast<std::size_t>(code)]; };
  const auto packet = parse(datagram, table.inflated, {.inflated_octets = table.options.payload_octets});
  if (!packet) return refuse(packet.error().code);
  if (packet->payload.size() > table.options.payload_octets) return refuse(ParseErrc::over_limit);

  const SessionKey origin = session_key(packet->payload);
  KeyView key{from.address, origin.before, origin.after};
  std::string other;  // what has no o= line is known by its type and hash
  if (origin.before.empty()) {
    other = std::to_string(packet->id_hash);
    key.before = {};
    key.after = other;
  }
  if (!packet->deletion) return table.announce(key, *packet, now.mono);
  const auto at = table.sessions.find(key);
  if (at == table.sessions.end()) {
    ++table.counters.unknown_deletions;
    return;
  }
  ++table.counters.deletions;
  table.remove(at, Event::Kind::deleted);
}

void Table::keep_room_for(std::optional<IpAddress> source) noexcept { impl_->favoured = source; }

void Table::handle_deadline(Now now) {
  Impl& table = *impl_;
  while (!table.deadlines.empty() && table.deadlines.begin()->first <= now.mono) {
    const SessionId id = table.deadlines.begin()->second;
    auto& [key, session] = *table.by_id.find(id)->second;
    const TimePoint due = session.last + table.timeout(session);
    if (due <= now.mono) {
      table.remove(table.sessions.find(key), Event::Kind::expired);
      continue;
    }
    table.deadlines.erase(table.deadlines.begin());
    session.look_at = due;
    table.deadlines.emplace(due, id);
  }
}

std::optional<Event> Table::poll_output() {
  if (impl_->events.empty()) return std::nullopt;
  Event event = std::move(impl_->events.front());
  impl_->events.pop_front();
  return event;
}

TimePoint Table::deadline() const noexcept {
  return impl_->deadlines.empty() ? kNever : impl_->deadlines.begin()->first;
}
std::size_t Table::size() const noexcept { return impl_->sessions.size(); }
std::size_t Table::octets() const noexcept { return impl_->octets; }
const TableCounters& Table::counters() const noexcept { return impl_->counters; }

std::shared_ptr<const Announcement> Table::find(SessionId id) const {
  const auto at = impl_->by_id.find(id);
  return at == impl_->by_id.end() ? nullptr : at->second->second.announcement;
}

}  // namespace joincast::sap
