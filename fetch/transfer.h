// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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
};

/// One GET by a libcurl easy handle: sets it up, reads the response, judges it. Fetch thread only. The
/// handler is never called from outside of libcurl's callbacks but by finish(), the owner's call.
class Transfer {
 public:
  Transfer(StreamId id, const Request& request, StreamHandler& handler, TransferShared& shared, TimePoint now);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  StreamId id() const noexcept { return id_; }
  void* easy() const noexcept { return easy_.get(); }  ///< CURL*
  static Transfer* of(void* easy) noexcept;            ///< none for a handle of libcurl's own

  /// No event from now on; libcurl's next callback makes the transfer fail.
  void silence() noexcept { handler_ = nullptr; }

  /// What libcurl waits on for input: the last one so named is the connection's.
  void reads_from(int socket) noexcept { socket_ = socket; }

  /// Takes effect at once, or when the callback that runs is over.
  void set_paused(bool paused, TimePoint now);

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
  bool take_line(std::string_view line);
  bool take_body(ByteView octets);
  bool take_raw(std::string_view octets);
  bool refuse_raw();
  bool accept();
  bool sound(ByteView octets);
  bool refuse(EndReason reason, std::string text = {});
  void emit(const StreamEvent& event);
  void read_in_larger_pieces(std::uint32_t bitrate_kbps);
  Ended verdict_of(int code) const;
  std::string effective_url() const;
  bool allowed(const void* socket_address);

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept;

  struct CloseEasy {
    void operator()(void* easy) const noexcept;
  };

  StreamId id_;
  StreamHandler* handler_;
  int socket_ = -1;  // CURLINFO_ACTIVESOCKET knows none before the transfer is over
  TransferShared& shared_;
  StreamLimits limits_;
  ResponseHead head_;
  IcyDemuxer demuxer_;
  Phase phase_ = Phase::waiting_for_header;
  bool judged_ = false;           // the first octets are no web page
  bool address_refused_ = false;  // the policy said no, at least once
  bool wants_pause_ = false;
  bool paused_ = false;
  bool in_callback_ = false;
  std::string start_;  // the first octets, until judged
  std::optional<Ended> verdict_;
  TimePoint phase_began_;
  std::uint64_t octets_ = 0;  // of body, since phase_began_
  std::array<char, 256> error_{};
  std::unique_ptr<void, CloseEasy> easy_;  // last: its callbacks use all of the above
};

}  // namespace joincast::fetch
