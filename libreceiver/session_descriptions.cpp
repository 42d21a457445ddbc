// SPDX-License-Identifier: LGPL-2.1-or-later
// What a session makes of descriptions: which one holds, and what it says of media, item, state and RTCP.
#include <algorithm>
#include <utility>

#include "libreceiver/session_impl.h"
#include "sdp/attributes.h"
#include "sdp/joincast.h"
#include "sdp/rtp.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint64_t kUsualBps = 128'000;               // before a description says better
constexpr std::uint64_t kMostUnicastBps = 10'000'000'000;  // of all receivers together, to the source alone

Item item_of(const Description& description) {
  const sdp::Session& session = description.session;
  Item item;
  item.title = sdp::clean_text(sdp::readable(session, session.information));
  if (sdp::is_web_link(session.uri)) item.link = session.uri;
  const std::uint64_t start = session.timings.empty() ? 0 : session.timings.front().start;
  if (start != 0) item.since = to_wall(NtpTime{start << 32});
  return item;
}

}  // namespace

/// RFC 3550's share, or what the description grants; nothing where a receiver may not send to the group.
rtcp::Bandwidth Session::Impl::bandwidth(const Description* description, std::uint64_t& session_bps) const {
  session_bps = kUsualBps;
  const bool any_source = !is_source_specific();
  if (!config_.reports || (!any_source && !unicast_feedback_)) return {};
  if (!description) return rtcp::default_bandwidth(session_bps, any_source);
  const sdp::Media& media = description->media();
  for (const auto* list : {&media.bandwidths, &description->session.bandwidths}) {
    const auto kilobits = sdp::bandwidth(*list, "AS");
    if (!kilobits || *kilobits == 0) continue;
    session_bps = std::min<std::uint64_t>(*kilobits, 10'000'000) * 1'000;
    break;
  }
  rtcp::Bandwidth granted = rtcp::default_bandwidth(session_bps, any_source);
  const std::uint64_t most = any_source ? rtcp::kAnySourceLimitBps : kMostUnicastBps;
  const auto said = sdp::rtcp_bandwidth(description->session, media);
  if (said.senders_bps) granted.senders_bps = std::min(*said.senders_bps, most);
  if (said.receivers_bps) granted.receivers_bps = std::min(*said.receivers_bps, most);
  return granted;
}

/// Looks again which description holds, after any input that could have changed it.
void Session::Impl::review(Now now) {
  if (descriptions_.revision() == reviewed_) return;
  reviewed_ = descriptions_.revision();
  rtp_.selector().set_announced(descriptions_.senders());
  if (const auto announcer = descriptions_.take_withdrawn()) tell(now, Withdrawn{*announcer});

  const Description* current = descriptions_.current();
  const bool bound = descriptions_.is_bound();
  // While a source is heard only a description of its own says anything; others wait until it falls silent.
  const bool counts = bound || !source_ || stalled_;
  const bool other = current && counts && current->order != applied_;
  if (other) apply(*current, now);
  if (bound || other) {
    const bool understood = unlocking_.describe(current->media());
    locked_ = bound && !understood;
    tell_trouble(now);
  }
  if (bound && !locked_ && (other || !path_described_)) path_.describe(&current->media());
  // A description that was taken back leaves what it bound: its packets may still come.
  if (!bound && current && path_described_) path_.describe(nullptr);
  path_described_ = bound && !locked_;
  drain_path(now);
  tell_item(now);
}

void Session::Impl::apply(const Description& description, Now now) {
  const bool changed = std::exchange(applied_, description.order) != 0;
  if (announcer_ != description.announcer) timeline_.forget();
  announcer_ = description.announcer;
  text_ = description.text;
  std::string name = sdp::clean_text(sdp::readable(description.session, description.session.name));
  if (name == "-") name.clear();
  tell(now, Described{std::move(name), description.announcer, description.text, changed});

  const auto feedback = sdp::unicast_feedback(description.session, description.media());
  unicast_feedback_ = is_source_specific() && feedback != sdp::UnicastFeedback::none;
  asked_ = sdp::extended_reports(description.session, description.media());
  place_rtcp(description);
  std::uint64_t session_bps = 0;
  const rtcp::Bandwidth granted = bandwidth(&description, session_bps);
  rtcp_.set_bandwidth(granted, session_bps, now);
  tell_state(description.media(), now);
  Announced announced{item_of(description), sdp::item_timestamp(description.media())};
  outputs_.push_back(announced);
  timeline_.announce(std::move(announced.item), announced.begins);
}

void Session::Impl::place_rtcp(const Description& description) {
  const std::uint16_t port = sdp::rtcp_port(description.media());
  if (port == 0 || port == rtcp_port_ || port == sap::kPort) return;
  if (rtcp_port_ != config_.port) outputs_.push_back(Leave{Channel::rtcp});
  rtcp_port_ = port;
  if (rtcp_port_ != config_.port) join(Channel::rtcp, rtcp_port_);
}

void Session::Impl::tell_state(const sdp::Media& media, Now now) {
  const sdp::State state = sdp::state(media).value_or(sdp::State::playing);
  std::string reason = sdp::clean_text(sdp::reason(media));
  if (state == state_ && reason == reason_) return;
  state_ = state;
  reason_ = reason;
  tell(now, StateChanged{state, std::move(reason)});
}

}  // namespace joincast::libreceiver
