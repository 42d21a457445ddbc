// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "libreceiver/guide_client.h"
#include "net/event_loop.h"

namespace joincast::ui {

/// A headend that tells of itself by DNS-SD.
struct FoundHeadend {
  std::string name;
  std::uint32_t interface = 0;  ///< the system's index of the link it was found on
  std::vector<Prefix> prefixes;
  std::string guide;           ///< its guide over HTTP, as in `http://192.0.2.1:9581`; empty: by multicast alone
  std::uint64_t revision = 0;  ///< of its guide: another one means that it has changed; 0: not told
  bool gone = false;           ///< it is not there any more
};

/// What the program gives and the toolkit has not: HTTP, and headends found by DNS-SD. Made, called and destroyed on
/// the guide's thread.
class Outside {
 public:
  virtual ~Outside() = default;

  /// GETs; `done` is called on the same thread, later, or never.
  virtual void get(const std::string& url, libreceiver::GuideClient::Done done) = 0;

  /// From now on. `on_note`: why none can be found, for people; empty: again they can. Once.
  virtual void find_headends(std::function<void(const FoundHeadend&)> on_headend,
                             std::function<void(const std::string&)> on_note) = 0;
};

using OutsideMaker = std::function<std::unique_ptr<Outside>(net::EventLoop& loop)>;

}  // namespace joincast::ui
