// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libreceiver/guide_client.h"
#include "net/event_loop.h"
#include "net/interface_monitor.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/outside.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// The guide as it is told while the program runs. Lives on the guide's thread; the calls are made there too.
class GuideSide {
 public:
  struct Calls {
    std::function<void(StationTablePtr)> on_table;
    std::function<void(const FoundHeadend&)> on_headend;
    std::function<void(const std::string&)> on_note;                 ///< something could not be had: a line for people
    std::function<void(const std::string&)> on_dns_sd;               ///< why no headend can be found; empty: they can
    std::function<void(std::vector<net::Interface>)> on_interfaces;  ///< at first, and when they changed
  };

  /// The loop must outlive it.
  GuideSide(net::EventLoop& loop, const OutsideMaker& make_outside, Calls calls);
  ~GuideSide();
  GuideSide(const GuideSide&) = delete;
  GuideSide& operator=(const GuideSide&) = delete;

  /// Looks at these links and headends from now on; what was heard at others is remembered.
  void look(const NetworkChoice& choice);
  /// Asks the guides over HTTP once more.
  void refresh();
  void get(const std::string& url, libreceiver::GuideClient::Done done) { outside_->get(url, std::move(done)); }

 private:
  void handle_headend(const FoundHeadend& headend);
  void changed();
  void tell();

  net::EventLoop& loop_;
  Calls calls_;
  NetworkChoice choice_;
  std::vector<FoundHeadend> found_;
  std::optional<net::InterfaceMonitor> monitor_;  // none: the system has none to give
  std::unique_ptr<libreceiver::GuideClient> client_;
  net::Timer telling_, saving_;
  bool unsaved_ = false;              // since the cache was written
  std::unique_ptr<Outside> outside_;  // last: its answers may still come while it ends
};

}  // namespace joincast::ui
