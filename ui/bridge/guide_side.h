// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libreceiver/guide_client.h"
#include "net/event_loop.h"
#include "net/interface_monitor.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/outside.h"
#include "ui/model/station.h"

namespace joincast::ui {

/// The guide as it is told while the program runs. A headend sends its guide by multicast for as long as anybody is a
/// member, so that this one is not for long: until all has been heard, or kLook; then now and then (kLookAgain), and
/// when something has changed: a headend, the links, or a person asks for it. Guides over HTTP are asked for what has
/// changed every kAskAgain. Lives on the guide's thread; the calls are made there too.
class GuideSide {
 public:
  static constexpr Duration kLook = std::chrono::seconds(30);
  static constexpr Duration kLookLeast = std::chrono::seconds(5);  ///< another headend may be heard
  static constexpr Duration kLookAgain = std::chrono::minutes(10);
  static constexpr Duration kAskAgain = std::chrono::minutes(1);

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
  /// Looks once more.
  void refresh();
  /// What is known of a station, and who told it; none: nothing is.
  std::optional<libreceiver::GuideItem> find(const QString& key) const;
  /// The station that each of these numbers and addresses means; none: it is not known, or several are. Goes through
  /// the guide once.
  std::vector<std::optional<Station>> known(const QStringList& references) const;
  void get(const std::string& url, libreceiver::GuideClient::Done done) { outside_->get(url, std::move(done)); }

 private:
  void handle_headend(const FoundHeadend& headend);
  void wake();
  void watch();
  void rest_when_complete();
  void changed();
  void tell();

  net::EventLoop& loop_;
  Calls calls_;
  NetworkChoice choice_;
  std::vector<FoundHeadend> found_;
  std::optional<net::InterfaceMonitor> monitor_;  // none: the system has none to give
  std::unique_ptr<libreceiver::GuideClient> client_;
  TimePoint woken_{};
  Duration told_in_{};  // the last tell()
  net::Timer telling_, saving_, resting_, waking_, asking_;
  bool unsaved_ = false;              // since the cache was written
  std::unique_ptr<Outside> outside_;  // last: its answers may still come while it ends
};

}  // namespace joincast::ui
