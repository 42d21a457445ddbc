// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "libreceiver/session.h"
#include "tests/sim/host.h"

namespace joincast::sim {

/// A session on a host, with a sink that plays at once what it is given; keeps all that comes out.
class Listener {
 public:
  using Send = std::function<void(Host& from, Datagram datagram)>;

  struct Heard {
    TimePoint at{};
    std::uint32_t stream = 0;
    std::int64_t timestamp = 0;
    std::uint64_t frame = 0;  ///< its number, see frame_number()
    bool after_loss = false;
  };

  Listener(Timeline& time, Host& host, const libreceiver::Session::Config& config, Send send);

  void handle(const Datagram& datagram);
  void leave();

  libreceiver::Session& session() noexcept { return session_; }
  libreceiver::Statistics statistics() const { return session_.statistics(time_.mono()); }
  Host& host() noexcept { return host_; }

  template <typename T>
  struct Told {
    TimePoint at{};
    T what;
  };
  template <typename T>
  std::vector<Told<T>> events() const {
    std::vector<Told<T>> found;
    for (const libreceiver::Event& event : told)
      if (const auto* what = std::get_if<T>(&event.what)) found.push_back({event.at, *what});
    return found;
  }
  /// When a frame was heard first; none: never.
  std::optional<Heard> find(std::uint64_t frame) const;

  std::vector<Heard> heard;
  std::vector<libreceiver::Session::Stream> streams;
  std::vector<libreceiver::Event> told;
  bool keeps = true;  ///< false: what is heard is not written down, as there is too much of it

 private:
  void settle();
  void perform(const libreceiver::Session::Join& join);
  void perform(const libreceiver::Session::Leave& leave);
  void perform(libreceiver::Session::Transmit& transmit);
  void perform(const libreceiver::Session::Stream& stream) { streams.push_back(stream); }
  void perform(const libreceiver::Session::Unit& unit);
  void perform(const libreceiver::Session::Announced&) {}
  void perform(const libreceiver::Event& event) { told.push_back(event); }

  Timeline& time_;
  Host& host_;
  Group group_;
  Send send_;
  libreceiver::Session session_;
  Alarm alarm_;
  std::map<libreceiver::Channel, std::uint16_t> ports_;
  std::optional<libreceiver::Session::Position> position_;  // of the sink
};

}  // namespace joincast::sim
