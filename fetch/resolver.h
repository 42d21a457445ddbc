// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/export.h"
#include "base/time.h"
#include "fetch/client.h"
#include "fetch/step.h"

namespace joincast::fetch {

/// How far a walk from an address to sound may go.
struct ResolveLimits {
  unsigned depth = 5;                            ///< playlists and pages above each other
  std::size_t requests = 32;                     ///< in all, redirects not counted
  Duration document = std::chrono::seconds{10};  ///< for one whole playlist or page, from its header
  Duration total = std::chrono::seconds{60};     ///< from start() or reject() to sound
};

struct ResolveRequest {
  std::string url;  ///< http or https
  /// What played last time: tried first, when it is an address at all.
  std::string remembered{};
  StreamLimits limits{};
  ResolveLimits walk{};
  bool inside_allowed = false;  ///< as Request::inside_redirects, for playlists and pages as well
  bool from_outside = false;    ///< as Request::from_outside
};

/// Walks from a URL to sound: asks, sees what it is, follows playlists and pages candidate by candidate, and hands on
/// the stream that it arrives at, over the connection that is there already. HLS comes out as one endless stream.
/// To the handler it looks like one stream of the client: Headers once sound is found, then Octets and IcyMetadata,
/// then Ended; Ended alone when nothing was found. Lives on the client's thread.
class JOINCAST_EXPORT Resolver {
 public:
  /// `on_step` hears each step when it is over; not called from within the constructor or start(). Client and handler
  /// outlive the resolver.
  Resolver(Client& client, ResolveRequest request, StreamHandler& handler,
           std::function<void(const Step&)> on_step = {});
  /// Drops whatever is open, without an event. Not from within the handler or on_step.
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  void start();

  /// As Client::pause() and resume().
  void pause();
  void resume();

  /// Drops the sound that was found, as it is none, and walks on: Headers come again. False: there is nothing left to
  /// try, and no event follows. From the handler too, Ended included.
  bool reject(std::string_view reason);

  /// No event from now on. From the handler too.
  void close();

  /// Since Headers: the address that was asked for the sound, to be remembered. A playlist's own for HLS.
  const std::string& found_url() const noexcept;
  ContentKind found_kind() const noexcept;
  std::uint32_t found_kbps() const noexcept;        ///< as a playlist promised; zero: it did not
  const std::string& found_title() const noexcept;  ///< as a playlist called it; may be empty
  /// As long as nothing may come although all is well: zero but for HLS.
  Duration longest_silence() const noexcept;

 private:
  class Walk;
  std::shared_ptr<Walk> walk_;  // its callbacks may outlive us by a moment
};

}  // namespace joincast::fetch
