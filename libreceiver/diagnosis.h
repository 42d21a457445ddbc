// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"
#include "net/host_facts.h"
#include "net/interfaces.h"

namespace joincast::libreceiver {

/// What changed between two snapshots of one service, a minute or so apart.
struct RecentFigures {
  Duration span{};                  ///< between the two; zero: there was no time yet
  std::uint64_t packets = 0;        ///< that came
  std::uint64_t expected = 0;       ///< packets
  std::uint64_t missing = 0;        ///< packets that never came, those the socket had no room for included
  std::uint64_t loss_runs = 0;      ///< gaps
  std::uint64_t duplicates = 0;     ///< packets
  std::uint64_t reordered = 0;      ///< packets
  std::uint64_t malformed = 0;      ///< datagrams that were no RTP
  std::uint64_t strangers = 0;      ///< packets of other senders in this group
  std::uint64_t socket_drops = 0;   ///< datagrams lost in this machine for want of room
  std::uint64_t underruns = 0;      ///< times the sound ran dry
  std::uint64_t damaged_units = 0;  ///< frames that could not be decoded
  std::uint64_t dropped_units = 0;  ///< frames that came faster than they could be decoded
  std::uint64_t batches = 0;        ///< packets that came together behind a pause
  std::uint64_t dtim_spaced = 0;    ///< of those, at the pace of an access point's beacons

  friend bool operator==(const RecentFigures&, const RecentFigures&) = default;
};

/// Of counters that began anew meanwhile, as with another source, what they show now.
JOINCAST_EXPORT RecentFigures recent_figures(const Snapshot& before, const Snapshot& now, Duration span);

/// Whether somebody asks on the link who wants which group. Only a MemberWatch hears it, with CAP_NET_RAW.
enum class QuerierFact : std::uint8_t { unknown, none, seen };

/// All that is known about why a service is heard, or is not. What is not known keeps its default.
struct DiagnosisFacts {
  bool asked = false;                                  ///< for a service
  std::string failure = {};                            ///< why nothing could be joined, for people; empty: it was
  std::optional<Target> target = {};                   ///< what was joined
  std::optional<net::Interface> interface = {};        ///< that of the target, as it is now; none: it has gone
  std::optional<net::GroupMembership> in_system = {};  ///< what the system says of the membership; none: not looked
  QuerierFact querier = QuerierFact::unknown;
  std::optional<net::HostCounters> host = {};  ///< of this machine: by how much they grew since the join
  Duration since_join{};
  std::vector<Prefix> headend_prefixes = {};   ///< that headends known here answer; empty: none is known
  std::optional<Duration> other_came = {};     ///< a packet of another service came here, so long ago
  Snapshot now = {};                           ///< of this service
  RecentFigures recent = {};                   ///< of the last minute
  Duration played{};                           ///< from the first packet to the last; zero: none came
  bool described = false;                      ///< a session description came, or was given
  bool sender_left = false;                    ///< it said goodbye
  sdp::State state = sdp::State::playing;      ///< what the headend says of the station
  std::string state_reason = {};               ///< empty: none
  std::optional<SrtpTrouble::Kind> srtp = {};  ///< none: no trouble
  std::string unplayable = {};                 ///< why the media cannot be played; empty: they can
  std::string sound_failure = {};              ///< why there is no sound; empty: there is
};

/// One thing that was found out. Stable, so that texts can be translated by it.
enum class Cause : std::uint8_t {
  // Nothing can come.
  nothing_asked,
  not_joined,          ///< %1: why
  interface_gone,      ///< %1: its name
  interface_down,      ///< %1: its name
  no_carrier,          ///< %1: its name
  no_address,          ///< %1: its name
  interface_unfit,     ///< %1: its name, %2: what it is, as in "is a loopback interface"
  membership_missing,  ///< %1: group, %2: interface
  // Nothing comes, or no more.
  just_joined,     ///< %1: seconds
  station_failed,  ///< %1: the headend's reason
  station_starting,
  station_waiting,
  wrong_prefix,     ///< %1: the group's, %2: those that headends answer
  firewall,         ///< %1: datagrams the machine took in
  reverse_path,     ///< %1: datagrams the system dropped
  source_filter,    ///< %1: the source that was joined
  service_unknown,  ///< %1: seconds since another came
  no_headend,       ///< %1: seconds since the join, %2: interface
  media_missing,    ///< described, but nothing is sent
  aged_out,         ///< %1: minutes it played; a snooping switch without a querier
  sender_left,
  silence,  ///< %1: seconds that it had played
  // It comes, and is not heard.
  wrong_key,
  no_key,
  in_clear,
  no_srtp,
  undescribed,
  unplayable,    ///< %1: why
  sound_failed,  ///< %1: why
  paused,
  // It is heard with faults.
  machine_busy,    ///< %1: datagrams
  decoder_slow,    ///< %1: frames
  wifi_batches,    ///< %1: ms between batches
  loss_in_bursts,  ///< %1: per cent, %2: packets in a row on average
  loss_even,       ///< %1: per cent
  loss_on_wifi,    ///< %1: per cent
  jitter,          ///< %1: ms
  sound_ran_dry,   ///< %1: times
  damaged,         ///< %1: frames
  malformed,       ///< %1: datagrams
  strangers,       ///< %1: packets
  duplicated,      ///< %1: per cent
  reordered,       ///< %1: per cent
  querier_missing,
  // What is well.
  all_well,
  interface_well,   ///< %1: its name
  membership_well,  ///< %1: group
  packets_well,     ///< %1: packets
  described_well,
};
inline constexpr std::size_t kCauses = static_cast<std::size_t>(Cause::described_well) + 1;

/// How things stand, in a word.
enum class Standing : std::uint8_t {
  idle,
  cannot_join,
  waiting,
  nothing_comes,
  stopped,
  unheard,
  paused,
  faulty,
  well
};
inline constexpr std::size_t kStandings = static_cast<std::size_t>(Standing::well) + 1;

/// A number or a text that stands for %1, %2 ... in a sentence.
using Argument = std::variant<std::string, std::int64_t, double>;

struct Finding {
  Cause cause = Cause::all_well;
  std::vector<Argument> arguments;

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Diagnosis {
  Standing standing = Standing::idle;
  std::vector<Finding> findings;  ///< never empty; the likeliest cause first, what is well last

  friend bool operator==(const Diagnosis&, const Diagnosis&) = default;
};

/// Why a service is heard, or is not: from the facts alone, so that the same ones always give the same answer.
JOINCAST_EXPORT Diagnosis diagnose(const DiagnosisFacts& facts);

/// The sentences of a cause, in plain English; %1, %2 ... stand where arguments go. An empty one has nothing to say.
struct CauseWords {
  std::string_view looked_at;
  std::string_view found;
  std::string_view means;
  std::string_view remedy;  ///< what to do
};
JOINCAST_EXPORT const CauseWords& words_of(Cause cause) noexcept;
JOINCAST_EXPORT std::string_view words_of(Standing standing) noexcept;  ///< one sentence
JOINCAST_EXPORT bool is_well(Cause cause) noexcept;                     ///< nothing has to be done about it

/// Puts arguments where %1, %2 ... stand.
JOINCAST_EXPORT std::string fill(std::string_view words, std::span<const Argument> arguments);

/// The whole as plain text, several lines.
JOINCAST_EXPORT std::string to_text(const Diagnosis& diagnosis);

}  // namespace joincast::libreceiver
