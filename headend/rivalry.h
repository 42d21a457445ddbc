// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"

// Several headends on one link, of which one sends (docs/two-headends.md). Nothing is joined for that: what a rival
// sends is heard by the packet socket, as joins are.
namespace joincast::headend {

/// The number in whose groups headends tell each other that they are there. Nobody joins these groups.
inline constexpr ServiceNumber kHeadendsService{0x8000'00fe};

/// What a headend says of itself: RTCP's APP packet `JCHE` (RFC 3550 section 6.7) behind an empty RR and SDES.
struct Presence {
  std::uint32_t id = 0;  ///< the packet's SSRC: another one after each start
  IpAddress rank;        ///< its link-local address on this link, or its IPv4 address; the lowest goes first
  bool asks = false;     ///< whether the others are to say the same at once

  friend bool operator==(const Presence&, const Presence&) = default;
};

/// `cname`: 1 to 255 octets.
JOINCAST_EXPORT Bytes encode(const Presence& presence, std::string_view cname);
/// None: it is something else.
JOINCAST_EXPORT std::optional<Presence> parse_presence(ByteView rtcp);

/// The other headends on one link, and when to tell them of this one.
class JOINCAST_EXPORT Rivals {
 public:
  static constexpr std::size_t kMost = 16;  ///< more than these are not known
  static constexpr Duration kInterval = std::chrono::seconds(10);
  static constexpr Duration kForget = std::chrono::seconds(35);
  static constexpr Duration kAnswer = std::chrono::milliseconds(50);  ///< answers are gathered so long
  static constexpr unsigned kAskings = 3;                             ///< at the start, a second apart

  struct Rival {
    IpAddress source;  ///< where its datagrams come from; one for each family and prefix
    Presence presence;
    TimePoint heard{};
  };

  explicit Rivals(TimePoint now) noexcept : due_(now) {}

  /// True: it was not known.
  bool hear(const IpAddress& source, const Presence& presence, TimePoint now);
  /// Somebody sends who has not said who he is: all are asked, at most once a second.
  void ask(TimePoint now) noexcept;

  const Rival* find(const IpAddress& source, TimePoint now) const noexcept;
  std::vector<const Rival*> known(TimePoint now) const;
  /// Those of lower rank, so that they go first; each id once.
  std::vector<std::uint32_t> below(const IpAddress& rank, TimePoint now) const;

  TimePoint deadline() const noexcept { return due_; }
  /// Whether it is time to tell, and then whether to ask as well; early calls do nothing.
  struct Telling {
    bool asks = false;
  };
  std::optional<Telling> handle_deadline(TimePoint now) noexcept;

 private:
  std::vector<Rival> rivals_;
  TimePoint due_;
  unsigned asked_ = 0;  // of kAskings
  bool asks_next_ = false;
  std::optional<TimePoint> last_asked_;
};

/// Whether a group with members is ours to send to. The lowest headend starts at once; others wait and watch, and
/// take over from a sender that falls silent. Of two that send the higher one stops.
class JOINCAST_EXPORT Turn {
 public:
  static constexpr Duration kWait = std::chrono::milliseconds(300);      ///< for a lower one to begin
  static constexpr Duration kSilence = std::chrono::seconds(1);          ///< without RTP: the sender is gone
  static constexpr Duration kUnheard = std::chrono::milliseconds(1500);  ///< announced, but without any RTP

  enum class State : std::uint8_t {
    sending,   ///< ours
    waiting,   ///< a lower one may begin
    watching,  ///< another sends
  };

  /// Ours, without asking anybody.
  Turn() noexcept = default;
  /// The first member came. `sender`: who sent RTP there before, last at `heard`. `lower`: one that goes first is
  /// known.
  static Turn begin(const IpAddress& sender, std::optional<TimePoint> heard, bool lower, TimePoint now) noexcept;

  State state() const noexcept { return state_; }
  bool ours() const noexcept { return state_ == State::sending; }
  const IpAddress& sender() const noexcept { return sender_; }  ///< while watching

  /// A rival's RTP. True: it was ours, and is no longer.
  bool hear_rtp(const IpAddress& from, bool lower, TimePoint now) noexcept;
  /// A rival's announcement: it is about to send.
  void hear_announcement(const IpAddress& from, TimePoint now) noexcept;
  /// A rival takes its announcement back.
  void hear_goodbye(const IpAddress& from, TimePoint now) noexcept;

  TimePoint deadline() const noexcept { return deadline_; }  ///< kNever while sending
  /// The time is over, and `lower` says whether another that goes first is left. True: it is ours now.
  bool handle_deadline(bool lower, TimePoint now) noexcept;

 private:
  State state_ = State::sending;
  IpAddress sender_;
  TimePoint deadline_ = kNever;
};

}  // namespace joincast::headend
