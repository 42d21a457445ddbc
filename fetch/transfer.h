// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/client.h"
#include "fetch/icy.h"
#include "fetch/response_head.h"

struct curl_slist;

namespace joincast::fetch {

/// What all transfers of a client have in common; outlives them.
struct TransferShared {
  ClientOptions options;
  curl_slist* request_headers = nullptr;
  curl_slist* icy_status = nullptr;
  TimePoint limits_deadline = kNever;  ///< when the first limit of any of them may have passed
  std::vector<StreamId> endless;       ///< became so; the owner empties it
};

/// One GET by a libcurl easy handle: sets it up, reads the response, judges it. Fetch thread only. The
/// handler is never called from outside of libcurl's callbacks but by the owner's read() and finish().
class Transfer {
 public:
  Transfer(StreamId id, const Request& request, StreamHandler& handler, TransferShared& shared, TimePoint now);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  StreamId id() const noexcept { return id_; }
  void* easy() const noexcept { return easy_.get(); }  ///< CURL*; null after adopt()
  static Transfer* of(void* easy) noexcept;            ///< none for a handle of libcurl's own

  /// No event from now on; libcurl's next callback makes the transfer fail.
  void silence() noexcept { handler_ = nullptr; }

  /// What libcurl waits on for input: the last one so named is the connection's, until it no longer waits on it. After
  /// a redirect it names the new one before it takes back the old.
  void reads_from(int socket) noexcept { socket_ = socket; }
  void reads_no_longer_from(int socket) noexcept {
    if (socket_ == socket && !held_) socket_ = -1;
  }

  /// The answer is nothing but octets of sound until the connection ends, as most stations': libcurl is not needed for
  /// it, and costs memory and time. Known when the header is whole; then the owner calls adopt(), and read() when the
  /// socket is readable.
  bool endless() const noexcept { return endless_; }

  /// False: libcurl has seen the end already, or is about to tell what is wrong.
  bool connected() const noexcept { return socket_ >= 0; }
  /// Takes the connection over from libcurl (`multi`: CURLM*) and lets the easy handle go. False: no descriptor is
  /// free.
  bool adopt(void* multi);
  int socket() const noexcept { return own_socket_; }  ///< of an adopted connection, else -1

  enum class Read : std::uint8_t {
    drained,  ///< that was all there is
    more,     ///< perhaps not all
    ended,    ///< the server closed: finish() with CURLE_OK is next
    failed,   ///< finish() with CURLE_RECV_ERROR is next
    refused,  ///< what came is not wanted, or the handler wants no more: finish() with CURLE_WRITE_ERROR is next
  };
  /// One read of an adopted connection; `buffer` is scratch.
  Read read(std::span<std::uint8_t> buffer);

  /// Takes effect at once, or when the callback that runs is over; the owner does not read() while paused().
  void set_paused(bool paused, TimePoint now);
  bool paused() const noexcept { return wants_pause_; }

  bool queued = false;   ///< the owner's note: waits to be read
  bool closing = false;  ///< the owner's note: the end, or an error, stands behind what is there to be read

  /// When expired() is to be asked next.
  TimePoint deadline() const noexcept;
  /// The reason to give up, when a limit has been passed.
  std::optional<Ended> expired(TimePoint now);

  /// Hands out what is held back, then Ended. `code`: libcurl's CURLcode.
  void finish(int code);
  void finish(const Ended& ended);

 private:
  enum class Phase : std::uint8_t { waiting_for_header, waiting_for_sound, sounding };

  void set_up(const Request& request);
  void enter(Phase phase, TimePoint now);
  void apply_pause();
  void hold();
  bool take_line(std::string_view line);
  bool take_body(ByteView octets);
  bool take_raw(std::string_view octets);
  bool refuse_raw();
  bool accept();
  bool sound(ByteView octets);
  bool refuse(EndReason reason, std::string text = {});
  void emit(const StreamEvent& event);
  bool is_plain() const;
  void read_in_larger_pieces() const;
  Ended verdict_of(int code) const;
  std::string effective_url() const;
  bool allowed(const void* socket_address);
  bool is_inside(const Endpoint& endpoint) const;
  bool leads_inside(const Endpoint& endpoint);
  bool asks(const Endpoint& endpoint);

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;

  struct CloseEasy {
    void operator()(void* easy) const noexcept;
  };

  StreamId id_;
  StreamHandler* handler_;
  int socket_ = -1;      // CURLINFO_ACTIVESOCKET knows none before the transfer is over; libcurl's
  int own_socket_ = -1;  // the same connection, once adopted
  TransferShared& shared_;
  StreamLimits limits_;
  ResponseHead head_;
  IcyDemuxer demuxer_;
  Phase phase_ = Phase::waiting_for_header;
  bool judged_ = false;           // the first octets are no web page
  bool address_refused_ = false;  // the policy said no, at least once
  bool inside_redirects_ = false;
  bool from_outside_ = false;
  bool any_content_ = false;
  bool ranged_ = false;
  bool outside_ = false;  // some host that was asked is outside, or what named the first
  std::string led_to_;    // the inside address that such a host redirects to; empty: none
  bool wants_pause_ = false;
  bool paused_ = false;
  bool in_callback_ = false;
  bool endless_ = false;
  std::uint32_t bitrate_kbps_ = 0;  // as the station declares it; zero: it does not
  bool held_ = false;  // libcurl reads no further: the rest is for adopt()
  std::string start_;  // the first octets, until judged
  std::optional<Ended> verdict_;
  TimePoint phase_began_;
  std::uint64_t octets_ = 0;  // of body, since phase_began_
  std::array<char, 256> error_{};
  std::unique_ptr<void, CloseEasy> easy_;  // last: its callbacks use all of the above
};

}  // namespace joincast::fetch
