// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QMetaType>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libreceiver/diagnosis.h"
#include "libreceiver/member_watch.h"
#include "libreceiver/rtcp_facts.h"
#include "net/host_facts.h"
#include "net/interfaces.h"
#include "ui/bridge/player_side.h"

namespace joincast::ui {

/// What this machine knows of the service that plays, beyond what the receiver counts.
struct HostLook {
  std::optional<net::Interface> interface;         ///< none: it has gone, or nothing plays
  std::optional<net::GroupMembership> membership;  ///< none: the system does not say
  std::optional<net::HostCounters> counters;       ///< of the whole machine; none: nothing plays
  libreceiver::QuerierFact querier = libreceiver::QuerierFact::unknown;
  std::optional<libreceiver::QuerierView> asks;  ///< who, where one was heard
  std::string deaf;                              ///< why nobody can be heard asking, for people; empty: one can
  libreceiver::RtcpFacts rtcp;
};

/// Looks at all that, and listens for queriers from its first look on where the system permits. Made anywhere; used and
/// destroyed on the receiver's thread.
class HostEye {
 public:
  HostLook look(PlayerSide& player);

 private:
  void listen(PlayerSide& player, const std::string& interface);

  std::string interface_;  // that is listened on; empty: none yet
  std::unique_ptr<libreceiver::MemberWatch> watch_;
  TimePoint since_{};
  std::string deaf_;
};

}  // namespace joincast::ui

Q_DECLARE_METATYPE(joincast::ui::HostLook)
