// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headend/config.h"
#include "headend/group_senders.h"
#include "headend/link.h"
#include "net/interfaces.h"

namespace joincast::headend {

/// The interfaces that are served: follows the system's list and the configuration, and opens and closes the
/// sending sockets.
class LinkTable {
 public:
  /// `senders` must outlive the table.
  explicit LinkTable(GroupSenders& senders) noexcept : senders_(senders) {}

  struct Change {
    std::vector<std::uint32_t> added;   ///< indices newly served
    std::vector<std::uint32_t> gone;    ///< no longer served
    std::vector<std::string> problems;  ///< news only, such as "eth1 is not served: it is down"
  };
  Change update(std::span<const net::Interface> interfaces, const Config& config);

  const std::vector<Link>& links() const noexcept { return links_; }
  std::string_view name(std::uint32_t interface) const noexcept;  ///< empty: not served
  std::string names() const;  ///< for people; where nothing is served, what is waited for

 private:
  Link link_of(const net::Interface& interface, const Config& config, std::vector<std::string>& problems);

  GroupSenders& senders_;
  std::vector<Link> links_;
  std::map<std::string, std::string> told_;  ///< problem by interface, so that each is told once
};

/// Why an interface is not served; empty: it is.
std::string why_not_served(std::span<const net::Interface> interfaces, std::string_view name);

}  // namespace joincast::headend
