// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"
#include "fetch/stream_event.h"

namespace joincast::fetch {

/// How long and how much one stream may take before it counts as failed.
struct StreamLimits {
  Duration connect = std::chrono::seconds{10};      ///< to a connection (and TLS), each hop
  Duration headers = std::chrono::seconds{15};      ///< from the start to the final response's header, all hops
  Duration first_octet = std::chrono::seconds{10};  ///< from the header to the first octet
  Duration stall = std::chrono::seconds{10};        ///< the window over which the rate below is judged
  std::uint32_t min_octets_per_second = 16;         ///< less than this over the window is a stall
  std::size_t header_octets = 64 * 1024;            ///< in all, over all redirects
  int redirects = 8;
};

/// What to read. User name and password in the URL become HTTP Basic for that host only.
struct Request {
  std::string url;        ///< http or https
  StreamLimits limits{};  ///< see there
  /// Whether a host outside may redirect to an inside address; else that ends the stream, before anything is asked.
  /// The URL itself may name an inside host, which may redirect to another.
  bool inside_redirects = false;
  /// What named the URL is outside, as a directory is: the URL itself may not lead inside either, unless
  /// inside_redirects.
  bool from_outside = false;
  /// Web pages and playlists are handed over as all else, instead of ending the stream.
  bool any_content = false;
  std::uint64_t range_offset = 0;  ///< see range_size
  std::uint64_t range_size = 0;    ///< only so many octets from there on (status 206); zero: all of it
};

/// Whether a connection to that address may be made: asked for each one, after the name was resolved,
/// so that a redirect or a changing name cannot get past it. Empty: every address.
using AddressPolicy = std::function<bool(const Endpoint&)>;

/// Whether an address is one that strangers have no business with (RFC 6890): private, shared, loopback, link-local,
/// unspecified, multicast, benchmarking or reserved, and whatever IPv6 wraps around such an IPv4 address: mapped and
/// compatible (RFC 4291), translated (RFC 6052, RFC 7915), 6to4 (RFC 3056), Teredo (RFC 4380), ISATAP (RFC 5214).
JOINCAST_EXPORT bool is_private(const IpAddress& address) noexcept;

struct ClientOptions {
  std::string user_agent = "Joincast/0.1";
  std::string ca_file;             ///< PEM; empty: the system's certificates
  AddressPolicy address_policy;    ///< called on the fetch thread
  AddressPolicy is_inside;         ///< what counts as inside; empty: is_private(). Called on the fetch thread
  std::size_t max_streams = 4096;  ///< open at once; one more ends at once
};

/// Names one stream of one client; never used twice. Zero is none.
using StreamId = std::uint64_t;
using TimerId = std::uint64_t;

/// Takes the events of one stream, on the fetch thread. May call open, close, pause and resume of the client.
class StreamHandler {
 public:
  virtual ~StreamHandler() = default;
  virtual void handle(const StreamEvent& event) = 0;
};

/// Reads thousands of HTTP and HTTPS streams on one thread of its own: libcurl's multi interface on one
/// epoll, no thread and no timer a stream. Proxies from the environment are not used.
class JOINCAST_EXPORT Client {
 public:
  explicit Client(ClientOptions options = {});
  /// Ends the thread and drops all streams without a further event. Not from the fetch thread.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Any thread: runs the task on the fetch thread, tasks in the order posted. Tasks that are still
  /// waiting when the client ends are destroyed, on the thread that ends it, without having run.
  void post(std::function<void()> task);
  /// The same, but among many streams the task may wait some milliseconds for others: the thread is not woken for it.
  void post_lazily(std::function<void()> task);

  // The rest is for the fetch thread alone: posted tasks, handlers and timers.

  /// Starts reading. The first event comes later, never within the call. The handler must live until
  /// Ended was handled or close() returned.
  StreamId open(const Request& request, StreamHandler& handler);
  /// Drops a stream: no further event. An id that is over already is ignored.
  void close(StreamId id);
  /// Leaves the octets in the network until resume(): the handler's way of saying "not so fast". What
  /// has been read already (at most one read) still comes, now or later. A paused stream does not stall.
  void pause(StreamId id);
  void resume(StreamId id);

  /// Runs the task when all that is ready now has been handled: what many streams have to say can leave
  /// the thread together.
  void defer(std::function<void()> task);

  /// Calls back once, at or after the time.
  TimerId start_timer(TimePoint when, std::function<void()> callback);
  void cancel_timer(TimerId id);

  std::size_t open_streams() const noexcept;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace joincast::fetch
