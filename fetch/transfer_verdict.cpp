// SPDX-License-Identifier: LGPL-2.1-or-later
// How a transfer ended, in words that name no password.
#include <curl/curl.h>

#include <memory>
#include <string>
#include <utility>

#include "fetch/transfer.h"

#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;

namespace {

EndReason reason_of(CURLcode code, bool answered) {
  switch (code) {
    case CURLE_OK: return EndReason::end_of_stream;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return answered ? EndReason::bad_redirect : EndReason::bad_url;
    case CURLE_COULDNT_RESOLVE_HOST: return EndReason::name_not_found;
    case CURLE_COULDNT_CONNECT: return EndReason::connect_failed;
    case CURLE_OPERATION_TIMEDOUT: return EndReason::connect_timeout;
    case CURLE_TOO_MANY_REDIRECTS: return EndReason::too_many_redirects;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return EndReason::tls_failed;
    case CURLE_WEIRD_SERVER_REPLY: return EndReason::not_http;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE: return EndReason::connection_lost;
    default: return EndReason::failed;
  }
}

}  // namespace

Ended Transfer::verdict_of(int code) const {
  const auto result = static_cast<CURLcode>(code);
  if (!led_to_.empty()) {
    const std::string leads = from_outside_ ? "leads" : "redirects";
    return {EndReason::address_refused, leads + " to an inside address (" + led_to_ + ')'};
  }
  EndReason reason = reason_of(result, head_.any());
  if (reason == EndReason::connect_failed && address_refused_) reason = EndReason::address_refused;
  // libcurl has a limit of its own for one line.
  const bool in_header = phase_ == Phase::waiting_for_header;
  if (in_header && result == CURLE_OUT_OF_MEMORY) reason = EndReason::header_too_large;
  if (in_header && result == CURLE_OK) reason = EndReason::connection_lost;
  std::string text(to_string(reason));
  const bool tells_more = reason != EndReason::end_of_stream && reason != EndReason::header_too_large &&
                          reason != EndReason::too_many_redirects && reason != EndReason::address_refused;
  if (tells_more && error_[0] != '\0') text += " (" + clean_text(error_.data()) + ')';
  return {reason, std::move(text)};
}

std::string Transfer::effective_url() const {
  char* url = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_EFFECTIVE_URL, &url);
  if (!url) return {};
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
  if (curl_url_set(parts.get(), CURLUPART_URL, url, 0) != CURLUE_OK) return {};
  curl_url_set(parts.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(parts.get(), CURLUPART_PASSWORD, nullptr, 0);
  char* whole = nullptr;
  if (curl_url_get(parts.get(), CURLUPART_URL, &whole, 0) != CURLUE_OK) return {};
  std::string out = clean_text(whole);
  curl_free(whole);
  return out;
}

}  // namespace joincast::fetch
