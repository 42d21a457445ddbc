// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "fetch/client.h"
#include "payload/format.h"

namespace joincast::headend {

/// What an upstream is doing, as listeners are told by `a=joincast-state` and `-reason`.
enum class UpstreamState : std::uint8_t {
  connecting,  ///< looking up, connecting, waiting for the first whole frame
  playing,     ///< access units come
  stalled,     ///< it played, and broke off: trying again
  failed,      ///< no URL gave sound in the last round; still trying, more and more slowly
};

/// `connecting`, `playing`, `stalled`, `failed`.
JOINCAST_EXPORT std::string_view to_string(UpstreamState state) noexcept;

/// What follows is of this format, until the next one. Comes before the first access unit.
struct FormatChange {
  payload::Format format;
  std::uint32_t declared_kbps = 0;  ///< what the station claims to be the rate of its sound; zero: nothing
};

/// What the station says of what is playing and of itself, in step with the sound: it belongs to the
/// access units behind it. Texts are UTF-8 and as the station sent them, controls included.
struct UpstreamMetadata {
  std::string title;         ///< "artist - title" where both are known; empty: none now
  std::string link;          ///< absolute http or https URL, else empty
  std::string station_name;  ///< empty: the station does not say
  std::string genre;
  Duration since{};  ///< so much of the sound handed over before is its item already; zero: it begins here

  friend bool operator==(const UpstreamMetadata&, const UpstreamMetadata&) = default;
};

struct UpstreamStateChange {
  UpstreamState state = UpstreamState::connecting;
  std::string reason;         ///< for people, when stalled or failed: "sends a web page (text/html)"
  std::size_t url_index = 0;  ///< which of the URLs this is about
  std::string played_url{};   ///< when playing: the address behind that URL that gives the sound
};

using UpstreamItem = std::variant<payload::AccessUnit, FormatChange, UpstreamMetadata, UpstreamStateChange>;

/// Names an upstream in its queue. Chosen by the switchboard, never used twice.
using UpstreamId = std::uint64_t;

/// Some items of one upstream, in order.
struct UpstreamBatch {
  UpstreamId upstream = 0;
  std::vector<UpstreamItem> items;
};

/// The way from the fetch thread to the I/O thread, shared by all upstreams. Bounded, because each
/// upstream waits when it is too far ahead of its consumer. All its upstreams are of one client.
class JOINCAST_EXPORT UpstreamQueue {
 public:
  UpstreamQueue();
  ~UpstreamQueue();
  UpstreamQueue(const UpstreamQueue&) = delete;
  UpstreamQueue& operator=(const UpstreamQueue&) = delete;

  /// An eventfd: readable while batches wait. Watch it on the I/O thread; do not read it.
  int wake_fd() const noexcept;

  /// Any thread.
  void push(UpstreamBatch batch);

  /// All that waits, in the order pushed; the wake is taken back. Batches of upstreams that no longer
  /// exist may still come: ignore ids you do not know.
  std::vector<UpstreamBatch> take();

 private:
  friend class Upstream;
  class Shared;
  std::shared_ptr<Shared> shared_;  // with the fetch thread, which may outlive the queue
};

struct UpstreamOptions {
  std::vector<std::string> urls;  ///< tried in turn; at least one
  std::size_t first_url = 0;      ///< where to begin: the one that worked last time
  std::string remembered{};       ///< and what it led to then, if it named others: UpstreamStateChange::played_url
  std::uint16_t programme = 0;    ///< of a transport stream, 1 to 65,535; zero: the first
  fetch::StreamLimits limits{};
  bool inside_redirects = false;  ///< see fetch::ResolveRequest::inside_allowed
  bool from_outside = false;      ///< see fetch::Request; a directory names the URLs

  Duration retry_first = std::chrono::milliseconds{500};  ///< pause after the first round without sound
  Duration retry_most = std::chrono::seconds{60};         ///< doubling ends here; each pause is jittered by a quarter
  Duration settled = std::chrono::seconds{30};            ///< playing that long makes the next pause the first again
  Duration no_sound = std::chrono::seconds{10};           ///< octets, but no whole frame for that long, is a failure

  Duration most_ahead = std::chrono::seconds{12};  ///< media handed over but not yet consumed; then the transfer waits
  std::size_t most_ahead_octets = std::size_t{1} << 20;  ///< the same in octets of sound, whatever comes first
  std::size_t most_ahead_video = std::size_t{16} << 20;  ///< the same of a transport stream
};

/// One station as it is read: tries its URLs in turn (each may be a playlist or a page that leads to the sound),
/// reconnects with growing, jittered pauses, frames what
/// comes and puts access units, formats, metadata and states into the queue in order. It works on the
/// client's thread; this face belongs to the I/O thread.
class JOINCAST_EXPORT Upstream {
 public:
  /// Starts at once. The client must outlive the upstream. `seed` jitters the pauses.
  Upstream(UpstreamId id, UpstreamOptions options, fetch::Client& client, UpstreamQueue& queue, std::uint64_t seed);
  /// Closes the connection soon; items already queued may still be taken.
  ~Upstream();
  Upstream(const Upstream&) = delete;
  Upstream& operator=(const Upstream&) = delete;

  /// Says that access units of so much sound and so many octets were sent or dropped. Without this the
  /// upstream stops reading at most_ahead: a station faster than real time fills no memory. Any thread.
  void consumed(Duration media, std::size_t octets) noexcept;

  /// Another UpstreamOptions::most_ahead. Any thread.
  void set_most_ahead(Duration media) noexcept;

 private:
  class Core;
  fetch::Client& client_;
  std::shared_ptr<Core> core_;
};

}  // namespace joincast::headend
