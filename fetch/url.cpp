// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/url.h"

#include <curl/curl.h>

#include <memory>

#include "playlist/text.h"

namespace joincast::fetch {

using playlist::lower;
using playlist::trim;

namespace {

struct CloseUrl {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, CloseUrl>;

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

bool set(const Url& url, std::string_view text, unsigned flags = 0) {
  if (text.find('\0') != std::string_view::npos) return false;
  return curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(), flags) == CURLUE_OK;
}

}  // namespace

std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
  reference = trim(reference);
  if (reference.empty() || reference.size() > kMaxUrl || base.size() > kMaxUrl) return std::nullopt;
  const Url url(curl_url());
  if (!base.empty() && !set(url, base)) return std::nullopt;
  if (!set(url, reference, CURLU_URLENCODE)) return std::nullopt;
  const std::string scheme = lower(part(url, CURLUPART_SCHEME));
  if ((scheme != "http" && scheme != "https") || part(url, CURLUPART_HOST).empty()) return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  std::string whole = part(url, CURLUPART_URL);
  if (whole.empty() || whole.size() > kMaxUrl) return std::nullopt;
  return whole;
}

std::string url_suffix(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t slash = url.find_last_of('/');
  if (slash == std::string_view::npos) return {};
  url.remove_prefix(slash + 1);
  const std::size_t dot = url.find_last_of('.');
  return dot == std::string_view::npos ? std::string() : lower(url.substr(dot + 1));
}

std::string url_host(std::string_view url) {
  const Url parts(curl_url());
  return set(parts, url) ? lower(part(parts, CURLUPART_HOST)) : std::string();
}

std::string url_to_show(std::string_view url) {
  const Url parts(curl_url());
  if (!set(parts, url)) return std::string(url.substr(0, url.find('@') == std::string_view::npos ? url.size() : 0));
  curl_url_set(parts.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(parts.get(), CURLUPART_PASSWORD, nullptr, 0);
  return part(parts, CURLUPART_URL);
}

}  // namespace joincast::fetch
