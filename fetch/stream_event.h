// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/export.h"
#include "fetch/icy.h"

namespace joincast::fetch {

/// What the final response said of the station. Texts are UTF-8 without control characters, at most
/// 1,024 octets each; empty: not said.
struct Headers {
  std::string url;                 ///< after redirects, without user name and password
  std::string content_type;        ///< lower case, without parameters: `audio/mpeg`
  std::string name;                ///< icy-name, else ice-name
  std::string description;         ///< icy-description
  std::string genre;               ///< icy-genre
  std::string station_url;         ///< icy-url: the station's page
  std::string server;              ///< Server
  std::uint32_t bitrate_kbps = 0;  ///< icy-br; zero: not said
  std::uint32_t metaint = 0;       ///< icy-metaint; zero: no blocks in the stream
  int status = 0;                  ///< 200, or 206 where a range was asked for
  bool outside = false;            ///< some host that was asked on the way is outside, or what named the first one

  friend bool operator==(const Headers&, const Headers&) = default;
};

/// The next octets of sound, metadata blocks already out. Die with the call that hands them over.
struct Octets {
  ByteView octets;
};

/// Why a stream is over.
enum class EndReason : std::uint8_t {
  end_of_stream,        ///< the server closed it in good order
  connection_lost,      ///< it broke in the middle
  bad_url,              ///< not http or https, or not a URL
  name_not_found,       ///< the host name does not resolve
  connect_failed,       ///< refused, unreachable
  address_refused,      ///< the address policy forbids where the name points
  tls_failed,           ///< handshake or certificate
  connect_timeout,      ///< no connection in time
  header_timeout,       ///< connected, but no whole response header in time
  first_octet_timeout,  ///< a header, but no sound in time
  stalled,              ///< fewer octets than a stream can live on
  http_error,           ///< a status other than 200; the text names it
  too_many_redirects,
  bad_redirect,      ///< to something that is not http or https
  header_too_large,  ///< more octets of header than allowed, over all redirects
  not_http,          ///< the answer is no HTTP and no ICY
  web_page,          ///< HTML, by its type or by its content
  playlist,          ///< names streams instead of being one, by its type
  failed,            ///< something else; the text says what
};

/// A few English words such as "sends a web page", for listeners and logs.
JOINCAST_EXPORT std::string_view to_string(EndReason reason) noexcept;

/// The stream is over; nothing follows.
struct Ended {
  EndReason reason = EndReason::failed;
  std::string text;  ///< the reason in full, one line for people: "sends a web page (text/html)"

  friend bool operator==(const Ended&, const Ended&) = default;
};

/// Headers once, then Octets and IcyMetadata as they stand in the stream, then Ended once. Ended may come alone.
using StreamEvent = std::variant<Headers, Octets, IcyMetadata, Ended>;

}  // namespace joincast::fetch
