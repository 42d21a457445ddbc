// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/download.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "fetch/client.h"

namespace joincast::fetch {
namespace {

constexpr long kNotModified = 304;
constexpr std::size_t kLongestField = 512;  // octets of an ETag or a date

struct FreeEasy {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

std::optional<IpAddress> address_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& in = reinterpret_cast<const sockaddr_in&>(address);
    return IpAddress::v4(std::span<const std::uint8_t, 4>{reinterpret_cast<const std::uint8_t*>(&in.sin_addr), 4});
  }
  if (address.sa_family == AF_INET6) {
    const auto& in = reinterpret_cast<const sockaddr_in6&>(address);
    return IpAddress::v6(std::span<const std::uint8_t, 16>{reinterpret_cast<const std::uint8_t*>(&in.sin6_addr), 16});
  }
  return std::nullopt;
}

long milliseconds(Duration time) {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

class Getting {
 public:
  Getting(const DownloadRequest& request, const std::function<bool(std::string_view)>& sink,
          const std::atomic<bool>& stop)
      : request_(request), sink_(sink), stop_(stop), easy_(curl_easy_init()) {}

  Download run() {
    set_up();
    const CURLcode code = curl_easy_perform(easy_.get());
    Download result;
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK && status == kNotModified && conditional()) {
      result.outcome = DownloadOutcome::unchanged;
    } else if (code == CURLE_OK && status == 200) {
      result.outcome = DownloadOutcome::taken;
      result.etag = header("ETag");
      result.last_modified = header("Last-Modified");
    } else {
      result.reason = reason_of(code, status);
    }
    return result;
  }

 private:
  bool conditional() const { return !request_.etag.empty() || !request_.last_modified.empty(); }

  void set_up() {
    CURL* easy = easy_.get();
    const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, static_cast<long>(request_.redirects));
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ACCEPT_ENCODING, "gzip");
    set(CURLOPT_USERAGENT, request_.user_agent.c_str());
    if (!request_.ca_file.empty()) set(CURLOPT_CAINFO, request_.ca_file.c_str());
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request_.connect));
    set(CURLOPT_TIMEOUT_MS, milliseconds(request_.total));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, std::max(milliseconds(request_.stall) / 1'000, 1L));
    set(CURLOPT_BUFFERSIZE, 64L * 1'024);
    set(CURLOPT_ERRORBUFFER, error_.data());
    add_field("If-None-Match: ", request_.etag);
    add_field("If-Modified-Since: ", request_.last_modified);
    set(CURLOPT_HTTPHEADER, fields_.get());
    set(CURLOPT_WRITEDATA, this);
    curl_easy_setopt(
        easy, CURLOPT_WRITEFUNCTION, +[](char* data, std::size_t size, std::size_t count, void* self) -> std::size_t {
          return static_cast<Getting*>(self)->take({data, size * count}) ? size * count : 0;
        });
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(
        easy, CURLOPT_XFERINFOFUNCTION, +[](void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) -> int {
          return static_cast<Getting*>(self)->stop_.load() ? 1 : 0;
        });
    set(CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(
        easy, CURLOPT_OPENSOCKETFUNCTION, +[](void* self, curlsocktype, curl_sockaddr* to) -> curl_socket_t {
          if (!static_cast<Getting*>(self)->may_ask(to->addr)) return CURL_SOCKET_BAD;
          return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
        });
  }

  void add_field(const char* name, const std::string& value) {
    if (value.empty()) return;
    if (curl_slist* longer = curl_slist_append(fields_.get(), (name + value).c_str())) {
      (void)fields_.release();
      fields_.reset(longer);
    }
  }

  /// The URL itself may name an inside address; what a server outside redirects to may not.
  bool may_ask(const sockaddr& to) {
    const auto address = address_of(to);
    if (!address) return false;
    const bool inside = is_private(*address);
    if (inside && outside_) {
      led_inside_ = true;
      return false;
    }
    outside_ = outside_ || !inside;
    return true;
  }

  bool take(std::string_view octets) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) return true;  // an error's page
    octets_ += octets.size();
    too_large_ = octets_ > request_.most_octets;
    return !too_large_ && sink_(octets);
  }

  std::string header(const char* name) const {
    curl_header* found = nullptr;
    if (curl_easy_header(easy_.get(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    const std::string_view value(found->value);
    return value.size() <= kLongestField ? std::string(value) : std::string();
  }

  std::string reason_of(CURLcode code, long status) const {
    if (stop_.load()) return "given up: the program ends";
    if (too_large_) return "larger than " + std::to_string(request_.most_octets >> 20) + " MiB";
    if (led_inside_) return "redirects to an address inside";
    if (code == CURLE_OK) return "answers " + std::to_string(status);
    if (error_[0] != '\0') return error_.data();
    return curl_easy_strerror(code);
  }

  const DownloadRequest& request_;
  const std::function<bool(std::string_view)>& sink_;
  const std::atomic<bool>& stop_;
  std::unique_ptr<curl_slist, FreeList> fields_;
  std::unique_ptr<CURL, FreeEasy> easy_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::uint64_t octets_ = 0;
  bool too_large_ = false;
  bool outside_ = false;
  bool led_inside_ = false;
};

}  // namespace

Download download(const DownloadRequest& request, const std::function<bool(std::string_view)>& sink,
                  const std::atomic<bool>& stop) {
  [[maybe_unused]] static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  return Getting(request, sink, stop).run();
}

}  // namespace joincast::fetch
