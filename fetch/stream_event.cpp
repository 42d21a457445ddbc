// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/stream_event.h"

namespace joincast::fetch {

std::string_view to_string(EndReason reason) noexcept {
  switch (reason) {
    case EndReason::end_of_stream: return "ended";
    case EndReason::connection_lost: return "connection lost";
    case EndReason::bad_url: return "not an http or https address";
    case EndReason::name_not_found: return "host name not found";
    case EndReason::connect_failed: return "no connection";
    case EndReason::address_refused: return "address not allowed";
    case EndReason::tls_failed: return "TLS failed";
    case EndReason::connect_timeout: return "no connection in time";
    case EndReason::header_timeout: return "no answer in time";
    case EndReason::first_octet_timeout: return "answers, but sends nothing";
    case EndReason::stalled: return "stalled";
    case EndReason::http_error: return "HTTP error";
    case EndReason::too_many_redirects: return "redirects for ever";
    case EndReason::bad_redirect: return "redirects to something that is not http or https";
    case EndReason::header_too_large: return "header too large";
    case EndReason::not_http: return "does not speak HTTP";
    case EndReason::web_page: return "sends a web page";
    case EndReason::playlist: return "sends a playlist, not a stream";
    case EndReason::failed: return "failed";
  }
  return "failed";
}

}  // namespace joincast::fetch
