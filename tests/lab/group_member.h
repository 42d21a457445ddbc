// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/service_number.h"
#include "net/event_loop.h"
#include "net/multicast_receiver.h"
#include "tests/lab/harness.h"

namespace joincast::lab {

/// The group of a service in a lab whose addresses are "auto".
IpAddress group_of(std::string_view number, Family family);

/// An RTP packet that was heard.
struct HeardRtp {
  TimePoint at{};
  IpAddress from;
  std::uint32_t ssrc = 0;
  std::uint32_t timestamp = 0;
  std::uint16_t sequence = 0;
  std::uint8_t payload_type = 0;
  Bytes payload{};
};

/// A host's member of a service's group: joins with its making, leaves with its end, and keeps a record of all RTP, SAP
/// and RTCP that is heard meanwhile. Whoever serves the loop serves it.
class GroupMember {
 public:
  GroupMember(net::EventLoop& loop, const Host& host, const IpAddress& group, const std::string& interface = "eth0");
  GroupMember(const GroupMember&) = delete;
  GroupMember& operator=(const GroupMember&) = delete;

  const std::vector<HeardRtp>& rtp() const noexcept { return rtp_; }
  const std::string& description() const noexcept { return description_; }        ///< announced last; empty: none
  std::size_t deletions() const noexcept { return deletions_; }                   ///< of descriptions
  const std::set<std::uint32_t>& goodbyes() const noexcept { return goodbyes_; }  ///< SSRCs of RTCP BYEs

  /// The SSRC heard last; none: no packet yet.
  std::optional<std::uint32_t> ssrc() const;
  /// Sequence numbers of the present SSRC that never came between the first and the last one that did.
  std::size_t missing() const;

 private:
  void take_rtp(std::span<const net::Datagram> batch);
  void take_sap(std::span<const net::Datagram> batch);
  void take_rtcp(std::span<const net::Datagram> batch);

  std::vector<HeardRtp> rtp_;
  std::string description_;
  std::size_t deletions_ = 0;
  std::set<std::uint32_t> goodbyes_;
  std::vector<net::MulticastReceiver> sockets_;
};

}  // namespace joincast::lab
