// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"
#include "rtp/packet.h"
#include "rtp/source_validator.h"

namespace joincast::rtp {

/// Who sends: an SSRC counts only together with its IP source, so a stranger cannot speak for another.
struct SourceId {
  IpAddress address;
  std::uint32_t ssrc = 0;

  friend constexpr auto operator<=>(const SourceId&, const SourceId&) noexcept = default;
};

/// Chooses the one source of a group that is played, and keeps it as long as it is heard.
///
/// - The first source that ends its probation (RFC 3550 A.1) is chosen.
/// - A source that is heard is never displaced, whatever others send: neither by another SSRC of its own
///   address nor by another address.
/// - When the chosen one has been silent for a while (or said BYE), another takes its place: at
///   `same_address_silence` from the same address (a headend that restarted, RFC 7160's new clock), at
///   `other_silence` from an announced address, at `stranger_silence` from any other. While some address is
///   announced, one that is not is never chosen.
/// - Packets in probation, and those of a source about to be chosen, are held up to `hold` and handed out in
///   order when their source is chosen, not lost.
///
/// Sans I/O; the number of sources and of held octets is capped.
class JOINCAST_EXPORT SourceSelector {
 public:
  struct Settings {
    SourceValidator::Settings validation{};
    std::size_t max_sources = 16;       ///< remembered at once; the chosen one is never forgotten
    std::size_t max_held_packets = 64;  ///< of all sources together
    std::size_t max_held_octets = 128u << 10;
    Duration hold = std::chrono::milliseconds(500);
    Duration same_address_silence = std::chrono::milliseconds(300);
    Duration other_silence = std::chrono::seconds(1);
    Duration stranger_silence = std::chrono::seconds(2);
    Duration forget = std::chrono::seconds(30);  ///< a source not chosen and silent so long is forgotten
  };

  enum class Verdict : std::uint8_t {
    play,       ///< of the chosen source
    chosen,     ///< its source is the chosen one from now on: first take_held(), then this packet
    restarted,  ///< the chosen source's numbers begin anew: first take_held(), then this packet
    held,       ///< kept for later
    refused,    ///< not played: another source is, or the source may not be
  };

  /// Packets since the start, by what became of them.
  struct Counters {
    std::uint64_t played = 0;
    std::uint64_t held = 0;        ///< kept at first, whatever became of them then
    std::uint64_t expired = 0;     ///< held in vain: too long, or beyond the cap
    std::uint64_t strangers = 0;   ///< from an address that is not the chosen one's
    std::uint64_t rivals = 0;      ///< from the chosen one's address, with another SSRC
    std::uint64_t doubtful = 0;    ///< of the chosen source, but far out of its sequence
    std::uint64_t unexpected = 0;  ///< from an address outside only_from()
    std::uint64_t changes = 0;     ///< of the chosen source, the first choice not counted
    std::uint64_t restarts = 0;    ///< of the chosen source's sequence numbers

    friend bool operator==(const Counters&, const Counters&) = default;
  };

  SourceSelector();
  explicit SourceSelector(const Settings& settings);

  /// Takes note of one packet; it is copied when it is held.
  Verdict handle_packet(const PacketView& packet, const IpAddress& from, TimePoint now);

  /// After `chosen` and `restarted`: the next of the source's earlier packets, oldest sequence number first.
  /// `packet` is valid until the next call that is not const.
  struct Held {
    PacketView packet;
    TimePoint arrival{};
  };
  std::optional<Held> take_held();

  /// The addresses that session descriptions heard at present come from (or name in `a=source-filter`).
  /// Empty: no description yet, any address may be chosen. At most 16 count.
  void set_announced(std::span<const IpAddress> addresses);

  /// Refuses all other addresses, as the user or an SSM join wants it; empty: none.
  void only_from(std::span<const IpAddress> addresses);

  /// RTCP BYE: the chosen source need not fall silent first. Does nothing unless both match.
  void handle_bye(const SourceId& source);

  std::optional<SourceId> chosen() const noexcept;
  bool is_silent(TimePoint now) const noexcept;  ///< nothing chosen, or not heard for same_address_silence
  std::size_t sources() const noexcept { return sources_.size(); }  ///< remembered at present
  const Counters& counters() const noexcept { return counters_; }

 private:
  struct Source {
    SourceId id;
    SourceValidator validator;
    TimePoint last_heard{};
  };
  struct HeldPacket {
    SourceId source;
    Bytes octets;
    TimePoint arrival{};
    bool used = false;
  };

  Source* find(const SourceId& id) noexcept;
  Source* remember(const SourceId& id, TimePoint now);
  bool is_announced(const IpAddress& address) const noexcept;
  bool may_take_over(const Source& source, TimePoint now) const noexcept;
  Verdict handle_chosen(Source& source, const PacketView& packet, TimePoint now);
  Verdict handle_other(Source& source, const PacketView& packet, TimePoint now);
  void hold(const SourceId& id, const PacketView& packet, TimePoint now);
  void choose(Source& source);
  void expire_held(TimePoint now);
  void release_held(HeldPacket& held) noexcept;
  void queue_held(const SourceId& id, std::uint16_t sequence);
  bool belongs(const IpAddress& address) const noexcept;

  Settings settings_;
  Counters counters_;
  std::vector<Source> sources_;  // [0] is the chosen one once there is one
  bool has_chosen_ = false;
  bool said_bye_ = false;
  std::vector<IpAddress> announced_;
  std::vector<IpAddress> only_from_;
  std::vector<HeldPacket> held_;
  std::size_t held_octets_ = 0;
  std::vector<std::size_t> turn_;  // indices into held_, in the order of take_held(), from next_turn_ on
  std::size_t next_turn_ = 0;
};

}  // namespace joincast::rtp
