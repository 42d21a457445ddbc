// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/queue.h"
#include "base/random.h"
#include "libreceiver/descriptions.h"
#include "libreceiver/item_timeline.h"
#include "libreceiver/reception_reporter.h"
#include "libreceiver/rtcp_listener.h"
#include "libreceiver/session.h"
#include "libreceiver/unlocking.h"
#include "rtcp/bandwidth.h"
#include "sap/packet.h"

namespace joincast::libreceiver {

/// What a session knows. What packets do to it stands in session.cpp, what descriptions do in session_descriptions.cpp.
struct Session::Impl {
  Impl(const Config& config, Now now)
      : config_(config),
        rtcp_port_(static_cast<std::uint16_t>(config.port + 1)),
        rtp_(config.reception),
        descriptions_(config.group, config.port),
        path_(config.hold),
        unlocking_(config.srtp_key),
        rtcp_(make_rtcp(now)),
        listener_(config.seed) {
    if (config.source) rtp_.selector().only_from(std::span(&*config.source, 1));
    join(Channel::rtp, config.port);
    join(Channel::rtcp, rtcp_port_);
    join(Channel::sap, sap::kPort);
    tell(now, Joined{});
    if (config.description.empty()) return;
    descriptions_.give(config.description);
    review(now);
  }

  rtcp::Receiver make_rtcp(Now now);
  bool is_source_specific() const noexcept { return config_.source || config_.group.address.is_source_specific(); }
  rtcp::Bandwidth bandwidth(const Description* description, std::uint64_t& session_bps) const;

  void join(Channel channel, std::uint16_t port) {
    outputs_.push_back(Join{channel, config_.group, port, config_.source});
  }
  void tell(Now now, Event::What what) { outputs_.push_back(Event{now.mono, std::move(what)}); }

  void handle_rtp(ByteView octets, const IpAddress& from, Now now);
  void drain_rtp(Now now);
  void begin_stream(Now now);
  void drain_path(Now now);
  void drain_rtcp(Now now);
  void review(Now now);
  void apply(const Description& description, Now now);
  void place_rtcp(const Description& description);
  void tell_state(const sdp::Media& media, Now now);
  void tell_item(Now now) {
    if (auto item = timeline_.poll()) tell(now, ItemChanged{std::move(*item)});
  }
  void tell_trouble(Now now) {
    if (auto trouble = unlocking_.poll_trouble()) tell(now, std::move(*trouble));
  }
  void note_media(Now now);
  Phase phase() const noexcept;

  Config config_;
  std::uint16_t rtcp_port_;
  rtp::Receiver rtp_;
  Descriptions descriptions_;
  PayloadPath path_;
  Unlocking unlocking_;
  bool locked_ = false;  // what comes is enciphered, and there is no key
  ItemTimeline timeline_;
  ReceptionReporter reporter_;
  sdp::ExtendedReports asked_;     // by the description that holds
  bool unicast_feedback_ = false;  // the same: reports go to the source alone
  rtcp::Receiver rtcp_;
  RtcpListener listener_;
  ArrivalSpacing spacing_;  // of the present source
  Queue<Output> outputs_;

  std::uint64_t reviewed_ = 0;          // revision of the descriptions
  std::uint64_t applied_ = 0;           // order of the description that holds
  std::optional<IpAddress> announcer_;  // of that one
  std::string text_;                    // and its words
  bool path_described_ = false;         // the payload path goes by it
  sdp::State state_ = sdp::State::playing;
  std::string reason_;
  bool has_media_ = false;               // a source was chosen
  std::optional<rtp::SourceId> source_;  // it
  TimePoint last_media_{};
  std::optional<rtp::SourceId> known_to_rtcp_;  // as one that sends
  TimePoint told_rtcp_{};
  bool stalled_ = false;
  std::uint32_t streams_before_ = 0;  // numbered so by earlier sources: positions in them say nothing now
  std::uint64_t reports_ = 0;
  std::uint64_t other_group_ = 0;
  bool left_ = false;
};

}  // namespace joincast::libreceiver
