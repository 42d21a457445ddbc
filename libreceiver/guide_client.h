// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "libreceiver/guide_core.h"
#include "libreceiver/guide_list.h"
#include "net/event_loop.h"
#include "net/interfaces.h"

namespace joincast::libreceiver {

/// What is on offer, as it is told just now: by headends' guides on some interfaces and over HTTP, and by whoever
/// announces on the standard SAP groups. While it lives, headends send it their guide. On the loop's thread.
class JOINCAST_EXPORT GuideClient {
 public:
  /// Takes the body of an answer, or none and the reason, on the loop's thread.
  using Done = std::function<void(std::optional<std::string> body, std::string reason)>;

  struct Options {
    std::vector<net::Interface> interfaces = {};  ///< that are fit
    std::vector<Prefix> prefixes =
        {};  ///< of headends, IPv6 /64s or IPv4 pools; empty: the interfaces' own, the default pool
    std::optional<Family> family = {};   ///< none: both
    bool announcements = true;           ///< whether to hear the standard SAP groups
    std::vector<std::string> urls = {};  ///< guides over HTTP: `http://192.0.2.1:9581`
    /// GETs, one answer of at most 4 MiB a call; empty: no HTTP. May call back later or never.
    std::function<void(const std::string& url, Done done)> get = {};
    GuideCore::Options core = {};
  };

  using Changed = std::function<void()>;                  ///< list() or complete() may be different
  using Noted = std::function<void(const std::string&)>;  ///< something could not be had: a line for people

  /// Joins at once. The loop must outlive it.
  GuideClient(net::EventLoop& loop, Options options, Changed on_change, Noted on_note);
  ~GuideClient();
  GuideClient(const GuideClient&) = delete;
  GuideClient& operator=(const GuideClient&) = delete;

  /// One more guide over HTTP, or a known one that may have changed.
  void add_url(const std::string& url);
  /// One more headend, by its prefix (IPv6) or pool, on each interface or on the one of that index. Known ones are
  /// passed over.
  void add_prefix(const Prefix& prefix, std::uint32_t interface = 0);

  /// Leaves the guides by multicast, since headends send them for as long as anybody is a member; what they told stays.
  void rest();
  /// Joins them again, and asks those over HTTP for what has changed since.
  void wake();
  bool resting() const noexcept;
  /// Asks those over HTTP that answered before for what has changed since.
  void ask_again();

  GuideList& list() noexcept;
  bool complete() const;  ///< as GuideCore::complete()

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::libreceiver
