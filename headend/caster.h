// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "headend/capture_upstream.h"
#include "headend/core.h"
#include "headend/file_upstream.h"
#include "net/event_loop.h"

namespace joincast::headend {

struct CasterOptions {
  Config config;          ///< interfaces, scope, pool...; its services and the test service do not count
  ServiceConfig service;  ///< number and name; where it comes from stands below
  FileUpstreamOptions file;
  std::optional<CaptureOptions> device;  ///< in place of the files
  bool at_once = false;                  ///< sent whether anybody asks or not; else while there are members
};

/// One service from files, a pipe or a sound device: a headend without stations, configuration and status. All calls
/// and callbacks are on the loop's thread.
class JOINCAST_EXPORT Caster {
 public:
  using Teller = std::function<void(const Notice& notice, std::string_view interface)>;

  /// `loop` must outlive it.
  Caster(net::EventLoop& loop, CasterOptions options, Teller on_notice);
  ~Caster();
  Caster(const Caster&) = delete;
  Caster& operator=(const Caster&) = delete;

  /// The error is for people. Without CAP_NET_RAW only a cast at once can begin, and members are not known.
  Result<void, std::string> start();

  bool hears_members() const noexcept;
  std::string interfaces() const;  ///< for people
  std::vector<GroupStatus> groups() const;
  ServiceStatus status() const;

  /// What it sends is at its end and all of it was sent; or it cannot be read, or no further, then error() says why.
  bool ended();
  std::string error() const;

  /// Says goodbye: SAP deletions, RTCP BYE.
  void stop();

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::headend
