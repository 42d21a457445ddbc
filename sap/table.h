// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/time.h"

namespace joincast::sap {

/// Names one session of a table; never used again for another one.
using SessionId = std::uint64_t;

/// One payload as it was announced. Never changes: an announcement that does gets a new one.
struct Announcement {
  SessionId id = 0;
  IpAddress source;  ///< of the datagrams, from their IP header
  IpAddress origin;  ///< the sender by its own words
  std::uint16_t id_hash = 0;
  std::string payload_type;  ///< MIME type, in lower case
  Bytes payload;
};

/// What became of a session.
struct Event {
  enum class Kind : std::uint8_t {
    added,    ///< first heard
    changed,  ///< announced again with another payload
    deleted,  ///< taken back by its announcer
    expired,  ///< not heard for too long
  };

  Kind kind = Kind::added;
  std::shared_ptr<const Announcement> announcement;  ///< never null; of `deleted` and `expired` the last one
};

struct TableOptions {
  std::size_t sessions = 10'000;                  ///< in all; new ones beyond are refused
  std::size_t sessions_per_source = 1'000;        ///< of one address
  std::size_t payload_octets = 16'384;            ///< of one announcement
  std::size_t total_octets = 33'554'432;          ///< of all payloads
  Duration min_timeout = std::chrono::hours(1);   ///< a session is forgotten after this or ten times its interval
  Duration max_interval = std::chrono::hours(1);  ///< a longer silence is not taken for a sender's interval
};

/// What the table did with datagrams.
struct TableCounters {
  std::uint64_t announcements = 0;                       ///< accepted: new, changed and repeated ones
  std::uint64_t deletions = 0;                           ///< that deleted something
  std::uint64_t unknown_deletions = 0;                   ///< of sessions that this source never announced
  std::uint64_t full = 0;                                ///< new sessions refused because of a cap
  std::array<std::uint64_t, kParseErrcCount> refused{};  ///< by ParseErrc
};

/// The announcements heard on one SAP group (RFC 2974 sections 4 and 5): sessions, told apart by their `o=` line
/// and by the address that announces them, so that nobody can replace or delete another's. Sans I/O.
class JOINCAST_EXPORT Table {
 public:
  explicit Table(const TableOptions& options = {});
  ~Table();
  Table(Table&&) noexcept;
  Table& operator=(Table&&) noexcept;

  /// Takes any datagram: what is no good is counted.
  void handle_datagram(ByteView datagram, const Endpoint& from, Now now);

  /// This source always finds room, whoever floods: beyond `sessions_per_source` its longest silent session makes
  /// way for a new one, and the caps on all together do not hold for it. None: nobody has this.
  void keep_room_for(std::optional<IpAddress> source) noexcept;

  /// Forgets sessions that were silent for too long. Early or repeated calls do nothing.
  void handle_deadline(Now now);

  /// What happened, in order; nothing: all is told. Events wait until they are fetched.
  std::optional<Event> poll_output();

  /// When handle_deadline() has something to look after; kNever: nothing is known.
  TimePoint deadline() const noexcept;

  std::size_t size() const noexcept;    ///< sessions known
  std::size_t octets() const noexcept;  ///< of their payloads
  const TableCounters& counters() const noexcept;

  /// The latest announcement of a session; null: gone.
  std::shared_ptr<const Announcement> find(SessionId id) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::sap
