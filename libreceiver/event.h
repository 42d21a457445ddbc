// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/address.h"
#include "base/time.h"
#include "payload/binding.h"
#include "rtp/source_selector.h"
#include "sdp/joincast.h"

namespace joincast::libreceiver {

/// What is being played, for people. All texts are strangers' and already cleaned: UTF-8, no controls.
struct Item {
  std::string title;              ///< `i=`; empty: none
  std::string link;               ///< `u=`, http or https; empty: none. Never opened unasked
  std::optional<WallTime> since;  ///< `t=`: when it began

  friend bool operator==(const Item&, const Item&) = default;
};

/// Sockets are open, the system has told the network.
struct Joined {};

/// A session description holds: the first, or another in its place.
struct Described {
  std::string name;      ///< `s=`
  IpAddress announcer;   ///< the IP source of the announcement; unspecified: it was given (Target::description)
  std::string text;      ///< the description as it was announced
  bool changed = false;  ///< another one, or another version, held before
};

/// The announcer has taken the description back. Sound goes on while packets come.
struct Withdrawn {
  IpAddress announcer;
};

/// The first valid packet of a source.
struct MediaCame {
  rtp::SourceId source;
  bool again = false;  ///< there was a source before: a headend began anew, or another took its place
};

/// The packets of a payload type can be understood.
struct Bound {
  payload::Binding binding;
  bool by_description = false;  ///< else by RFC 3551's table
};

/// Media come that cannot be played.
struct Unplayable {
  std::uint8_t payload_type = 0;
  std::string reason;  ///< for people
};

/// What plays is another item: its first sound is heard now.
struct ItemChanged {
  Item item;
};

/// What the headend says of the station behind the service.
struct StateChanged {
  sdp::State state = sdp::State::playing;
  std::string reason;  ///< cleaned; empty: none
};

/// Nothing came for a while, or came again.
struct Stalled {
  Duration silence{};
};
struct Resumed {
  Duration silence{};
};

/// The source said goodbye by RTCP, from its own address.
struct SenderLeft {
  std::string reason;  ///< cleaned; empty: none
};

/// The first sound of a stream went to the sink.
struct SoundBegan {};

/// Sound cannot be made: no decoder, no sound card. The message says what to do.
struct SoundFailed {
  std::string message;
  bool device = false;  ///< the sink could not be made or opened: a decoder would not help. Opening is tried again
};

/// The service and the key do not belong together. Told once for each reason, until something was opened.
struct SrtpTrouble {
  enum class Kind : std::uint8_t {
    wrong_key,  ///< packets come, and the key opens none
    no_key,     ///< it is described as SRTP, and no key was given
    in_clear,   ///< it is described as plain RTP, and a key was given: nothing in clear is heard
    no_library  ///< SRTP does not work on this system
  };
  Kind kind = Kind::wrong_key;
  std::string message;  ///< for people: what, and what to do
};

struct Event {
  using What = std::variant<Joined, Described, Withdrawn, MediaCame, Bound, Unplayable, ItemChanged, StateChanged,
                            Stalled, Resumed, SenderLeft, SoundBegan, SoundFailed, SrtpTrouble>;

  TimePoint at{};
  What what;
};

}  // namespace joincast::libreceiver
