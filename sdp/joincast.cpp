// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/joincast.h"

#include <array>

#include "sdp/attributes.h"
#include "sdp/grammar.h"
#include "sdp/text.h"

namespace joincast::sdp {
namespace {

constexpr std::string_view kItem = "joincast-item";
constexpr std::string_view kState = "joincast-state";
constexpr std::string_view kReason = "joincast-reason";
constexpr std::string_view kRepeat = "joincast-repeat";
constexpr std::string_view kRoc = "joincast-roc";

constexpr std::array<std::string_view, static_cast<std::size_t>(State::failed) + 1> kStates = {"playing", "starting",
                                                                                               "waiting", "failed"};

std::optional<std::uint32_t> number_of(const Media& media, std::string_view name) noexcept {
  const auto text = value_of(media.attributes, name);
  std::uint32_t value = 0;
  if (!text || !to_number(*text, value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::uint32_t> item_timestamp(const Media& media) noexcept { return number_of(media, kItem); }
void set_item_timestamp(Media& media, std::uint32_t rtp_timestamp) {
  set(media.attributes, kItem, std::to_string(rtp_timestamp));
}

std::string_view to_string(State state) noexcept { return kStates[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kStates.size(); ++i)
    if (word == kStates[i]) return static_cast<State>(i);
  return std::nullopt;
}

std::optional<State> state(const Media& media) noexcept {
  const auto word = value_of(media.attributes, kState);
  return word ? parse_state(*word) : std::nullopt;
}
void set_state(Media& media, State state) { set(media.attributes, kState, to_string(state)); }

std::string_view reason(const Media& media) noexcept { return value_of(media.attributes, kReason).value_or(""); }
void set_reason(Media& media, std::string_view text) {
  const std::string cleaned = clean_text(text, 200);
  if (cleaned.empty()) return remove(media.attributes, kReason);
  set(media.attributes, kReason, cleaned);
}

std::uint32_t start_repeat(const Media& media) noexcept { return number_of(media, kRepeat).value_or(0); }
void set_start_repeat(Media& media, std::uint32_t packets) {
  if (packets == 0) return remove(media.attributes, kRepeat);
  set(media.attributes, kRepeat, std::to_string(packets));
}

std::optional<RolloverCounter> rollover_counter(const Media& media) noexcept {
  auto rest = value_of(media.attributes, kRoc);
  RolloverCounter counter;
  if (!rest || !to_number(split(*rest, ' '), counter.ssrc) || !to_number(*rest, counter.count)) return std::nullopt;
  return counter;
}
void set_rollover_counter(Media& media, RolloverCounter counter) {
  set(media.attributes, kRoc, std::to_string(counter.ssrc) + ' ' + std::to_string(counter.count));
}

}  // namespace joincast::sdp
