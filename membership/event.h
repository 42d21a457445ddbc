// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <variant>
#include <vector>

#include "base/address.h"

namespace joincast::membership {

/// Nobody wanted the group before; now `host` does.
struct FirstMember {
  Group group{};
  IpAddress host{};                  ///< its link-local address for MLD; 0.0.0.0 if it has none yet
  std::vector<IpAddress> sources{};  ///< that it asks for; empty: any

  friend bool operator==(const FirstMember&, const FirstMember&) = default;
};

/// One more host wants the group, or one came back without having said goodbye.
struct NewMember {
  Group group{};
  IpAddress host{};
  std::vector<IpAddress> sources{};  ///< that it asks for; empty: any

  friend bool operator==(const NewMember&, const NewMember&) = default;
};

/// A host left, or fell silent; others still want the group, or are being asked whether they do.
struct MemberLeft {
  Group group{};
  IpAddress host{};
  bool expired = false;  ///< it never said goodbye

  friend bool operator==(const MemberLeft&, const MemberLeft&) = default;
};

/// Nobody wants the group any more. Hosts still on record are forgotten without a MemberLeft of their own.
struct LastMemberGone {
  Group group{};
  bool expired = false;  ///< by a timer of the general query, not by a leave

  friend bool operator==(const LastMemberGone&, const LastMemberGone&) = default;
};

using Event = std::variant<FirstMember, NewMember, MemberLeft, LastMemberGone>;

}  // namespace joincast::membership
