// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "gateway/client_stream.h"
#include "gateway/relay.h"
#include "http/server.h"

// Private to the room.
namespace joincast::gateway {

/// One client of a relay: waits for the first sound, then takes its own stream of it.
class Listener final : public http::LiveBody {
 public:
  struct Settings {
    Endpoint from;
    std::string agent;
    bool icy = false;  ///< takes titles between the sound
    std::size_t most_octets = 1u << 20;
  };

  Listener(std::shared_ptr<Relay> relay, Settings settings, TimePoint now);

  // From the relay.
  void push(const Piece& piece);
  void tell() { wake(); }
  void tick(Now now);
  void end();
  ClientStatus status(TimePoint now) const;

  // From the server.
  std::optional<http::Answer> head() override;
  std::size_t read(std::span<std::uint8_t> room) override;
  bool ended() const override { return ended_; }
  void closed() noexcept override;

 private:
  std::optional<http::Answer> begin(const Sound& sound);

  std::shared_ptr<Relay> relay_;
  Settings settings_;
  TimePoint asked_;
  TimePoint now_;
  std::unique_ptr<ClientStream> stream_;  // null: it waits
  bool ended_ = false;
  std::uint64_t octets_ = 0;
};

}  // namespace joincast::gateway
