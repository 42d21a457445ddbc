// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/transfer.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;

namespace {

constexpr long kReadSize = 2048;      // octets of libcurl's buffer, one for each stream
constexpr int kLowWater = 1400;       // octets that a wake is worth
constexpr std::size_t kMaxRaw = 512;  // of an answer that is no HTTP

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

long milliseconds(Duration time) {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

std::optional<Endpoint> to_endpoint(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    const auto* in = reinterpret_cast<const sockaddr_in*>(address);
    const auto* octets = reinterpret_cast<const std::uint8_t*>(&in->sin_addr);
    return Endpoint{IpAddress::v4(std::span<const std::uint8_t, 4>{octets, 4}), htons(in->sin_port)};
  }
  if (address->sa_family == AF_INET6) {
    const auto* in = reinterpret_cast<const sockaddr_in6*>(address);
    const auto* octets = reinterpret_cast<const std::uint8_t*>(&in->sin6_addr);
    return Endpoint{IpAddress::v6(std::span<const std::uint8_t, 16>{octets, 16}), htons(in->sin6_port)};
  }
  return std::nullopt;
}

}  // namespace

void Transfer::CloseEasy::operator()(void* easy) const noexcept { curl_easy_cleanup(easy); }

Transfer::Transfer(StreamId id, const Request& request, StreamHandler& handler, TransferShared& shared, TimePoint time)
    : id_(id),
      handler_(&handler),
      shared_(shared),
      limits_(request.limits),
      head_(request.limits.header_octets),
      easy_(curl_easy_init()) {
  inside_redirects_ = request.inside_redirects;
  from_outside_ = outside_ = request.from_outside;
  any_content_ = judged_ = request.any_content;
  ranged_ = request.range_size != 0;
  set_up(request);
  enter(Phase::waiting_for_header, time);
}

Transfer::~Transfer() {
  if (own_socket_ >= 0) ::close(own_socket_);
}

Transfer* Transfer::of(void* easy) noexcept {
  char* self = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
  return reinterpret_cast<Transfer*>(self);
}

void Transfer::set_up(const Request& request) {
  CURL* easy = easy_.get();
  const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, static_cast<long>(limits_.redirects));
  set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  set(CURLOPT_PROXY, "");  // not even from the environment
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_HTTP200ALIASES, shared_.icy_status);
  set(CURLOPT_HTTP09_ALLOWED, 1L);  // `ICY 400 Server Full` looks like it: see take_raw()
  set(CURLOPT_HTTPHEADER, shared_.request_headers);
  set(CURLOPT_USERAGENT, shared_.options.user_agent.c_str());
  if (!shared_.options.ca_file.empty()) set(CURLOPT_CAINFO, shared_.options.ca_file.c_str());
  if (ranged_) {
    const std::uint64_t last = request.range_offset + request.range_size - 1;
    set(CURLOPT_RANGE, (std::to_string(request.range_offset) + '-' + std::to_string(last)).c_str());
  }
  set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits_.connect));
  set(CURLOPT_BUFFERSIZE, kReadSize);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(
      easy, CURLOPT_OPENSOCKETFUNCTION, +[](void* self, curlsocktype, curl_sockaddr* address) -> curl_socket_t {
        if (!static_cast<Transfer*>(self)->allowed(&address->addr)) return CURL_SOCKET_BAD;
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
      });
  set(CURLOPT_PREREQDATA, this);
  curl_easy_setopt(
      easy, CURLOPT_PREREQFUNCTION, +[](void* self, char* address, char*, int port, int) -> int {
        const std::string_view text(address);
        const auto host = parse_address(text.substr(0, text.find('%')));
        const bool go = host && static_cast<Transfer*>(self)->asks({*host, static_cast<std::uint16_t>(port)});
        return go ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
      });
}

bool Transfer::allowed(const void* socket_address) {
  const auto endpoint = to_endpoint(static_cast<const sockaddr*>(socket_address));
  if (endpoint && leads_inside(*endpoint)) return false;
  if (endpoint && (!shared_.options.address_policy || shared_.options.address_policy(*endpoint))) return true;
  address_refused_ = true;
  return false;
}

bool Transfer::is_inside(const Endpoint& endpoint) const {
  return shared_.options.is_inside ? shared_.options.is_inside(endpoint) : is_private(endpoint.address);
}

/// Whether this hop is a way from outside to inside that is not allowed.
bool Transfer::leads_inside(const Endpoint& endpoint) {
  if (inside_redirects_ || !outside_ || !is_inside(endpoint)) return false;
  led_to_ = to_string(endpoint.address);
  return true;
}

/// Before each request, over a connection that may have been there before and was not asked about.
bool Transfer::asks(const Endpoint& endpoint) {
  if (leads_inside(endpoint)) return false;
  outside_ = outside_ || !is_inside(endpoint);
  return true;
}

void Transfer::enter(Phase phase, TimePoint time) {
  phase_ = phase;
  phase_began_ = time;
  octets_ = 0;
  shared_.limits_deadline = std::min(shared_.limits_deadline, deadline());
}

void Transfer::set_paused(bool paused, TimePoint time) {
  wants_pause_ = paused;
  if (!in_callback_) apply_pause();
  if (!paused) enter(phase_, time);
}

void Transfer::apply_pause() {
  if (endless_ || paused_ == wants_pause_) return;
  paused_ = wants_pause_;
  curl_easy_pause(easy_.get(), paused_ ? CURLPAUSE_RECV : CURLPAUSE_CONT);
}

TimePoint Transfer::deadline() const noexcept {
  if (wants_pause_) return kNever;
  switch (phase_) {
    case Phase::waiting_for_header: return phase_began_ + limits_.headers;
    case Phase::waiting_for_sound: return phase_began_ + limits_.first_octet;
    case Phase::sounding: return phase_began_ + limits_.stall;
  }
  return kNever;
}

std::optional<Ended> Transfer::expired(TimePoint time) {
  if (time < deadline()) return std::nullopt;
  const auto ended = [](EndReason reason) { return Ended{reason, std::string(to_string(reason))}; };
  if (phase_ == Phase::waiting_for_sound) return ended(EndReason::first_octet_timeout);
  if (phase_ == Phase::waiting_for_header) {
    curl_off_t connected = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &connected);
    return ended(connected > 0 || head_.any() ? EndReason::header_timeout : EndReason::connect_timeout);
  }
  const double seconds = std::chrono::duration<double>(time - phase_began_).count();
  if (static_cast<double>(octets_) < seconds * limits_.min_octets_per_second) return ended(EndReason::stalled);
  enter(Phase::sounding, time);
  return std::nullopt;
}

void Transfer::emit(const StreamEvent& event) {
  if (handler_) handler_->handle(event);
}

bool Transfer::refuse(EndReason reason, std::string text) {
  if (text.empty()) text = to_string(reason);
  verdict_ = Ended{reason, std::move(text)};
  return false;
}

bool Transfer::take_line(std::string_view line) {
  if (phase_ != Phase::waiting_for_header) return true;  // trailers of a chunked body
  switch (head_.line(line)) {
    case ResponseHead::Progress::more: return true;
    case ResponseHead::Progress::too_large: return refuse(EndReason::header_too_large);
    case ResponseHead::Progress::complete: return accept();
  }
  return false;
}

/// Judges the final header.
bool Transfer::accept() {
  Headers headers = head_.headers();
  if (headers.status != (ranged_ ? 206 : 200))
    return refuse(EndReason::http_error, "answers " + std::string(head_.status_text()));
  const std::string type = " (" + headers.content_type + ')';
  if (!any_content_ && is_page_type(headers.content_type))
    return refuse(EndReason::web_page, std::string(to_string(EndReason::web_page)) + type);
  if (!any_content_ && is_playlist_type(headers.content_type))
    return refuse(EndReason::playlist, std::string(to_string(EndReason::playlist)) + type);
  headers.url = effective_url();
  headers.outside = outside_;
  demuxer_ = IcyDemuxer(headers.metaint);
  enter(Phase::waiting_for_sound, now());
  if (is_plain()) {
    endless_ = true;
    shared_.endless.push_back(id_);
    bitrate_kbps_ = headers.bitrate_kbps;
  }
  emit(headers);
  return true;
}

/// No TLS, no chunks, no length: the body is what comes until the connection ends.
bool Transfer::is_plain() const {
  curl_off_t length = -1;
  curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  curl_header* coding = nullptr;
  const bool coded = curl_easy_header(easy_.get(), "Transfer-Encoding", 0, CURLH_HEADER, -1, &coding) == CURLHE_OK;
  char* scheme = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_SCHEME, &scheme);
  return length < 0 && !coded && socket_ >= 0 && scheme && curl_strequal(scheme, "http");
}

/// Waking for each frame of a station costs more than handling it. Only where nothing ends in the middle of a
/// connection: a body of known length may end, and TLS say so, in fewer octets than would wake us. Only from the
/// first octet on, so that a drip is told from silence.
void Transfer::read_in_larger_pieces() const {
  const auto tenth_of_a_second = static_cast<int>(std::min(bitrate_kbps_, 10'000u) * 1000 / 8 / 10);
  const int low_water = bitrate_kbps_ == 0 ? kLowWater : std::clamp(tenth_of_a_second, 1, kLowWater);
  ::setsockopt(own_socket_ >= 0 ? own_socket_ : socket_, SOL_SOCKET, SO_RCVLOWAT, &low_water, sizeof low_water);
}

/// After the octets that came with the header: libcurl would go on for a hundred reads, whoever wants a pause or waits.
void Transfer::hold() {
  held_ = true;
  curl_easy_pause(easy_.get(), CURLPAUSE_RECV);
}

bool Transfer::adopt(void* multi) {
  own_socket_ = ::fcntl(socket_, F_DUPFD_CLOEXEC, 0);
  curl_multi_remove_handle(multi, easy_.get());  // closes its own descriptor of the connection
  easy_.reset();
  socket_ = -1;
  return own_socket_ >= 0;
}

Transfer::Read Transfer::read(std::span<std::uint8_t> buffer) {
  const ssize_t size = ::recv(own_socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (size == 0) return Read::ended;
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return errno == EINTR ? Read::more : Read::drained;
  if (size < 0) {
    const std::string reason = std::system_category().message(errno);
    std::snprintf(error_.data(), error_.size(), "Recv failure: %s", reason.c_str());
    return Read::failed;
  }
  const auto count = static_cast<std::size_t>(size);
  if (!take_body(buffer.first(count))) return Read::refused;
  return closing || count == buffer.size() ? Read::more : Read::drained;
}

bool Transfer::take_body(ByteView octets) {
  if (phase_ == Phase::waiting_for_sound) {
    enter(Phase::sounding, now());
    if (endless_) read_in_larger_pieces();
  }
  octets_ += octets.size();
  if (judged_) return sound(octets);
  start_ += as_text(octets);
  switch (looks_like_page(start_)) {
    case PageVerdict::need_more: return true;
    case PageVerdict::page: return refuse(EndReason::web_page);
    case PageVerdict::no: break;
  }
  judged_ = true;
  const std::string start = std::exchange(start_, {});
  return sound(as_bytes(start));
}

bool Transfer::sound(ByteView octets) {
  while (handler_) {
    auto piece = demuxer_.next(octets);
    if (!piece) break;
    if (auto* metadata = std::get_if<IcyMetadata>(&*piece)) {
      emit(std::move(*metadata));
    } else {
      emit(Octets{std::get<ByteView>(*piece)});
    }
  }
  return handler_ != nullptr;
}

/// An answer without an HTTP status line: SHOUTcast's `ICY 400 Server Full`, or another protocol.
bool Transfer::take_raw(std::string_view octets) {
  start_ += octets.substr(0, kMaxRaw - std::min(start_.size(), kMaxRaw));
  const std::size_t end = start_.find('\n');
  if (end == std::string::npos && start_.size() < kMaxRaw) return true;
  return refuse_raw();
}

bool Transfer::refuse_raw() {
  constexpr std::string_view kIcy = "ICY ";
  const std::string_view line = std::string_view(start_).substr(0, start_.find('\n'));
  if (!line.starts_with(kIcy)) return refuse(EndReason::not_http);
  return refuse(EndReason::http_error, "answers " + clean_text(line.substr(kIcy.size())));
}

void Transfer::finish(int code) {
  const auto result = static_cast<CURLcode>(code);
  if (!verdict_ && result == CURLE_OK) {
    if (phase_ == Phase::waiting_for_header && !start_.empty()) {
      refuse_raw();
    } else if (!start_.empty()) {
      const std::string start = std::exchange(start_, {});
      sound(as_bytes(start));
    }
  }
  finish(verdict_ ? *verdict_ : verdict_of(result));
}

void Transfer::finish(const Ended& ended) {
  if (auto* handler = std::exchange(handler_, nullptr)) handler->handle(ended);
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.in_callback_ = true;
  const bool good = transfer.take_line({data, size * count}) && transfer.handler_;
  transfer.in_callback_ = false;
  return good ? size * count : 0;
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::string_view octets(data, size * count);
  transfer.in_callback_ = true;
  const bool good =
      transfer.phase_ == Phase::waiting_for_header ? transfer.take_raw(octets) : transfer.take_body(as_bytes(octets));
  transfer.in_callback_ = false;
  if (!good || !transfer.handler_) return 0;
  transfer.endless_ ? transfer.hold() : transfer.apply_pause();
  return octets.size();
}

}  // namespace joincast::fetch
