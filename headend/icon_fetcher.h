// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/address.h"
#include "base/export.h"
#include "net/event_loop.h"

namespace joincast::headend {

/// Fetches small files one by one, on a thread that begins with the first one. What strangers name never leads inside:
/// each address is checked, after each redirect, when the connection is made.
class JOINCAST_EXPORT IconFetcher {
 public:
  /// Called on the loop's thread; empty: it failed, or was too long.
  using Done = std::function<void(const std::string& url, std::string octets)>;

  /// Whether a connection to an address may be made; called on the fetch thread.
  using Policy = std::function<bool(const Endpoint&)>;

  /// `policy`: empty: not to inside addresses.
  IconFetcher(net::EventLoop& loop, std::size_t most_octets, Done done, Policy policy = {});
  ~IconFetcher();
  IconFetcher(const IconFetcher&) = delete;
  IconFetcher& operator=(const IconFetcher&) = delete;

  void fetch(const std::string& url);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::headend
