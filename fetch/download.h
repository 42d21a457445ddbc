// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/time.h"

namespace joincast::fetch {

/// A whole document that may be large, and that may be there already.
struct DownloadRequest {
  std::string url;              ///< http or https
  std::string etag{};           ///< of what is there already; empty: nothing
  std::string last_modified{};  ///< of the same, as the server wrote it
  std::string user_agent = "Joincast/0.1";
  std::string ca_file{};  ///< PEM; empty: the system's certificates
  Duration connect = std::chrono::seconds{10};
  Duration total = std::chrono::minutes{10};
  Duration stall = std::chrono::seconds{30};       ///< nothing at all for that long ends it
  std::uint64_t most_octets = 256u * 1024 * 1024;  ///< after decompression
  int redirects = 5;
};

enum class DownloadOutcome : std::uint8_t {
  taken,      ///< all of it was handed over
  unchanged,  ///< 304: what is there already is up to date
  failed,     ///< what was handed over is a part at best
};

struct Download {
  DownloadOutcome outcome = DownloadOutcome::failed;
  std::string reason{};  ///< of a failure, for people
  std::string etag{};
  std::string last_modified{};
};

/// GETs a document on the calling thread, which waits for it: compressed where the server can, conditional where
/// something is there already. Hands it over in pieces; the sink's false ends it, and so does `stop`, within a second.
/// A server outside does not lead to an address inside. No proxy.
JOINCAST_EXPORT Download download(const DownloadRequest& request, const std::function<bool(std::string_view)>& sink,
                                  const std::atomic<bool>& stop);

}  // namespace joincast::fetch
