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
#include "base/result.h"
#include "base/time.h"
#include "rtp/srtp_key.h"

/// Secure RTP (RFC 3711) by libsrtp, which stays out of sight. Sans I/O, not thread-safe.
namespace joincast::rtp {

/// Enciphers what one participant sends. All of its sources and their RTCP share the master key, so SSRCs must
/// differ from everybody's who ever used that key (RFC 3711 section 9.1).
class JOINCAST_EXPORT SrtpSender {
 public:
  /// Octets that protection adds at most: to RTP the tag, to RTCP index and tag.
  static constexpr std::size_t kMostAdded = 20;

  /// Fails, with words for people, only where the system's library cannot work at all.
  static Result<std::unique_ptr<SrtpSender>, std::string> make(const SrtpKey& key);
  ~SrtpSender();
  SrtpSender(const SrtpSender&) = delete;
  SrtpSender& operator=(const SrtpSender&) = delete;

  /// Each packet once: a second time with the same sequence number is refused, since it would give the key stream
  /// away. The sequence of a source should begin below 32,768, so that nobody misses its first wrap. False: nothing
  /// that may be sent; `packet` is then spoilt.
  [[nodiscard]] bool protect_rtp(Bytes& packet);
  /// A compound packet; its first packet's SSRC is the sender's.
  [[nodiscard]] bool protect_rtcp(Bytes& packet);

  /// How often the sequence of a source has wrapped (RFC 3711 section 3.3.1). Zero before its first packet.
  std::uint32_t rollover_count(std::uint32_t ssrc) const noexcept;

 private:
  struct Impl;
  explicit SrtpSender(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Why a packet was not let through.
enum class SrtpDrop : std::uint8_t {
  not_authentic,  ///< another key, another rollover counter, a forgery, or no SRTP at all
  replayed,       ///< the same packet came before: a repeat, a network's duplicate or somebody's replay
  too_old,        ///< so far behind the newest that nobody can tell whether it is a replay
  malformed,      ///< no RTP or RTCP packet, or too short to hold a tag
  not_tried,      ///< of an unknown source, while the work for unknown sources is used up
};
inline constexpr std::size_t kSrtpDrops = 5;

/// For people: `not authentic`, ...
JOINCAST_EXPORT std::string_view to_string(SrtpDrop reason) noexcept;

/// What became of what came, since the beginning.
struct SrtpCounters {
  std::uint64_t rtp = 0;                                 ///< packets that were authentic
  std::uint64_t rtcp = 0;                                ///< the same, of RTCP
  std::array<std::uint64_t, kSrtpDrops> rtp_dropped{};   ///< by SrtpDrop
  std::array<std::uint64_t, kSrtpDrops> rtcp_dropped{};  ///< by SrtpDrop
  std::uint64_t searched = 0;                            ///< rollover counters tried

  friend bool operator==(const SrtpCounters&, const SrtpCounters&) = default;
};

/// Checks and deciphers what comes to one participant, from any number of sources.
///
/// The rollover counter of a source is half of what a packet is enciphered by, and not in the packet. A source that
/// began before us is known by what was announced, else it is searched for: the announced count, its neighbours
/// and zero with each packet, then 0 to 15, 0 to 63, and so on up to kMostRollovers. What strangers can make us do
/// has a limit a second; a source once authentic neither pays for it nor gives way to unknown ones. A source that
/// was away for more than half a sequence is searched for from where it was, forwards only: never back, so old
/// packets cannot be played to us again.
class JOINCAST_EXPORT SrtpReceiver {
 public:
  static constexpr std::uint32_t kMostRollovers = 65'535;  ///< searched for without an announcement
  static constexpr unsigned kTriesPerSecond = 1'000;       ///< for all unknown sources; as many for the announced one
  static constexpr unsigned kTriesPerPacket = 64;
  static constexpr std::size_t kMostSources = 4;       ///< authentic ones kept at once; the longest silent gives way
  static constexpr std::size_t kMostUnknown = 8;       ///< searched for at once
  static constexpr std::size_t kMostReporters = 4096;  ///< whose RTCP is remembered; then replays count from anew

  static Result<std::unique_ptr<SrtpReceiver>, std::string> make(const SrtpKey& key);
  ~SrtpReceiver();
  SrtpReceiver(const SrtpReceiver&) = delete;
  SrtpReceiver& operator=(const SrtpReceiver&) = delete;

  /// The packet in clear, which dies with the next call; nothing of a packet that is refused has any effect but in
  /// the counters and the search.
  Result<ByteView, SrtpDrop> unprotect_rtp(ByteView packet, const IpAddress& from, TimePoint now);
  /// Sources of RTCP carry their index with them: nothing is searched for.
  Result<ByteView, SrtpDrop> unprotect_rtcp(ByteView packet);

  /// What an announcement says of a source. Anybody can announce: it is tried first, and no more than that.
  void announce(std::uint32_t ssrc, std::uint32_t rollover_count);

  /// Of an authentic source; none: it is not.
  std::optional<std::uint32_t> rollover_count(std::uint32_t ssrc) const noexcept;
  const SrtpCounters& counters() const noexcept;

 private:
  struct Impl;
  explicit SrtpReceiver(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::rtp
