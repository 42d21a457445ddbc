// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/export.h"
#include "base/time.h"
#include "guide/page.h"
#include "net/event_loop.h"

namespace joincast::gateway {

/// Reads a headend's `/guide.json`, page after page, and after that what changed in it, for as long as it lives. HTTP
/// has a thread of its own; everything that is told is told on the loop's.
class JOINCAST_EXPORT GuideClient {
 public:
  static constexpr Duration kInterval = std::chrono::seconds(15);  ///< between two looks at what changed
  static constexpr Duration kRetry = std::chrono::seconds(5);      ///< after a failure

  struct Calls {
    std::function<std::uint64_t()> begin;          ///< a reading begins; the revision that is here whole, or zero
    std::function<void(const guide::Page&)> take;  ///< an answer, in the order of offsets
    std::function<void(const std::string& trouble)> say;  ///< empty: the guide was read
  };

  /// `url`: of the guide, or of the headend's HTTP server alone: `http://192.0.2.1:9581`. The loop must outlive it.
  GuideClient(net::EventLoop& loop, std::string url, Calls calls);
  ~GuideClient();

  /// `http://192.0.2.1:9581`
  static std::string base_of(const std::string& url);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::gateway
