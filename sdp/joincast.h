// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "sdp/session.h"

/// Joincast's own attributes, in a medium. A receiver works without them, and other players see valid SDP.
namespace joincast::sdp {

/// `a=joincast-item:<RTP timestamp>`: where the item that `i=`, `u=` and `t=` tell of began.
JOINCAST_EXPORT std::optional<std::uint32_t> item_timestamp(const Media& media) noexcept;
JOINCAST_EXPORT void set_item_timestamp(Media& media, std::uint32_t rtp_timestamp);

/// `a=joincast-state:<word>`: how the service is.
enum class State : std::uint8_t {
  playing,   ///< `playing`: media flow; what an absent attribute means
  starting,  ///< `starting`: asked for, the upstream has not answered yet
  waiting,   ///< `waiting`: it stopped answering, the headend tries again
  failed,    ///< `failed`: nothing will come; the reason says why
};

JOINCAST_EXPORT std::string_view to_string(State state) noexcept;
JOINCAST_EXPORT std::optional<State> parse_state(std::string_view word) noexcept;

/// None: the attribute is absent, or a word of a later time.
JOINCAST_EXPORT std::optional<State> state(const Media& media) noexcept;
JOINCAST_EXPORT void set_state(Media& media, State state);

/// `a=joincast-reason:<text>`: why the state is not `playing`, for people; a stranger's text. Empty: none.
JOINCAST_EXPORT std::string_view reason(const Media& media) noexcept;
/// The text is cleaned; an empty one erases the attribute.
JOINCAST_EXPORT void set_reason(Media& media, std::string_view text);

/// `a=joincast-repeat:<packets>`: how many RTP packets are sent again to a newcomer, so that diagnosis does
/// not take them for the network's duplicates. Zero: none.
JOINCAST_EXPORT std::uint32_t start_repeat(const Media& media) noexcept;
JOINCAST_EXPORT void set_start_repeat(Media& media, std::uint32_t packets);

/// `a=joincast-roc:<ssrc> <count>`: the SRTP rollover counter of a source (RFC 3711 section 3.3.1), which a late
/// joiner cannot know otherwise.
struct RolloverCounter {
  std::uint32_t ssrc = 0;
  std::uint32_t count = 0;

  friend bool operator==(const RolloverCounter&, const RolloverCounter&) = default;
};
JOINCAST_EXPORT std::optional<RolloverCounter> rollover_counter(const Media& media) noexcept;
JOINCAST_EXPORT void set_rollover_counter(Media& media, RolloverCounter counter);

}  // namespace joincast::sdp
