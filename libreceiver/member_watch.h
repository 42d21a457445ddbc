// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "libreceiver/member_event.h"
#include "libreceiver/member_watch_core.h"
#include "net/event_loop.h"

namespace joincast::libreceiver {

/// Who is a member of what on this machine's links, by MLD and IGMP as they are heard. Passive unless told to query
/// or to advertise: it joins nothing and sends nothing. All calls and all events are on the loop's thread.
///
///     net::EventLoop loop;
///     auto watch = MemberWatch::open(loop, {}, [](const WatchEvent& event) { ... });
///     if (!watch) return std::puts(watch.error().message.c_str());
///     loop.run();
///
/// What can and what cannot be heard: docs/members.md. Whatever keeps a watch from hearing all is an event too.
class JOINCAST_EXPORT MemberWatch {
 public:
  using Handler = std::function<void(const WatchEvent& event)>;

  struct Options {
    /// Names or indices; a port of a bridge may be named as well. One that is not there yet is watched when it comes.
    /// Empty: all that are fit for multicast, as they come and go.
    std::vector<std::string> interfaces{};
    WatchRules rules{};
  };

  struct Error {
    enum class Kind : std::uint8_t {
      not_permitted,  ///< CAP_NET_RAW is missing
      no_interface,   ///< one that was named is not there, or none is fit
      system,
    };
    Kind kind = Kind::system;
    std::string message;  ///< for people: what is missing and how to give it; may have several lines
  };

  /// `loop` must outlive the watch. Events come from within open() already, for the interfaces that are there.
  /// Only open() needs CAP_NET_RAW: privileges may be dropped after it.
  static Result<std::unique_ptr<MemberWatch>, Error> open(net::EventLoop& loop, Options options, Handler on_event);

  /// Takes back what was advertised.
  ~MemberWatch();
  MemberWatch(const MemberWatch&) = delete;
  MemberWatch& operator=(const MemberWatch&) = delete;

  MembershipSnapshot snapshot() const;

  struct Impl;

 private:
  explicit MemberWatch(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::libreceiver

namespace joincast {
using MemberWatch = libreceiver::MemberWatch;
}
