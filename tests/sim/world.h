// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "headend/core.h"
#include "tests/headend/example.h"
#include "tests/sim/host.h"
#include "tests/sim/listener.h"
#include "tests/sim/station.h"
#include "tests/sim/timeline.h"

namespace joincast::sim {

/// A headend or several, their stations and machines that listen, on one network that may lose, delay, reorder and
/// double what it carries to and from each machine. All in virtual time; a seed gives the same run again. The seed is
/// printed; JOINCAST_SIM_SEED overrides it.
class World : public headend::Example {
 public:
  static inline const IpAddress kStranger = *parse_address("2001:db8:d0be:f00d::bad");

  using Sent = std::function<void(const Datagram& datagram)>;
  using Carried = std::function<void(const Datagram& datagram, const Host& to, const std::vector<TimePoint>& arrivals)>;

  explicit World(headend::Config config = stations(2), std::uint64_t seed = 1);

  /// A configuration with the stations 1 to `count`, of each of which a second is held.
  static headend::Config stations(unsigned count);
  static Group group(std::uint32_t number, Family family = Family::ipv6);

  /// The station behind a number; its habits count when it is first named.
  Station& station(std::uint32_t number, const Station::Habits& habits = {});

  Host& add_host(membership::Dialect dialect = membership::Dialect::v3);
  Listener& listen(Host& host, std::uint32_t number, Family family = Family::ipv6);
  Listener& listen(Host& host, libreceiver::Session::Config config);
  Listener& listen(std::uint32_t number) { return listen(add_host(), number); }

  /// Anybody's datagram; `from`: the machine that sends it, if it is one of ours.
  void send(Datagram datagram, Host* from = nullptr);

  void run(Duration duration) { time.run(duration); }
  TimePoint now() const noexcept { return time.mono(); }

  /// One more headend on the link, of the same configuration and with stations of its own: `fe80::e1`, `fe80::e2`, ...,
  /// all higher than the first one. Its number.
  std::size_t add_headend();
  static IpAddress source_of(std::size_t which, Family family = Family::ipv6);

  headend::Core& core(std::size_t which = 0) { return *heads_[which]->core; }
  void kill_headend(std::size_t which = 0);   ///< without a goodbye
  void start_headend(std::size_t which = 0);  ///< anew: it knows nothing of before
  void stop_headend(std::size_t which = 0);   ///< as on SIGTERM
  headend::ServiceStatus status(std::uint32_t number, std::size_t which = 0) const;
  bool runs(std::uint32_t number, std::size_t which) const {
    return heads_[which]->core && status(number, which).running;
  }

  template <typename T>
  std::vector<Listener::Told<T>> notices() const {
    std::vector<Listener::Told<T>> found;
    for (const auto& [at, notice] : notices_)
      if (const auto* what = std::get_if<T>(&notice)) found.push_back({at, *what});
    return found;
  }

  Timeline time;
  Sent on_sent;                                         ///< by the headend to a group
  std::function<bool(const Datagram& datagram)> drops;  ///< whether the headend's first hop loses it; none: nothing
  Carried on_carried;                                   ///< to a machine; no arrivals: lost

 private:
  struct Head {
    Head(World& world, std::size_t own_number);

    std::size_t number;
    std::unique_ptr<headend::Core> core;
    Alarm alarm;
    std::map<headend::UpstreamId, std::uint32_t> upstreams;
  };

  void send(Datagram datagram, Host* from, const Head* head);
  void carry(Host& from, Bytes ip_packet);
  void to_headends(const Bytes& ip_packet, TimePoint when, const Head* except = nullptr);
  Station& station_of(const Head& head, std::uint32_t number);
  void settle(Head& head);
  void perform(Head& head, const headend::SendFrame& frame);
  void perform(Head& head, const headend::StartUpstream& start);
  void perform(Head& head, const headend::StopUpstream& stop);
  void perform(Head& head, const headend::Consumed& consumed);
  void perform(Head&, const headend::LookUp&) {}  // these worlds have no directories
  void perform(Head&, const headend::Notice& notice) { notices_.emplace_back(time.mono(), notice); }

  headend::Config config_;
  Rng rng_;
  std::vector<std::unique_ptr<Head>> heads_;
  std::map<std::pair<std::size_t, std::uint32_t>, std::unique_ptr<Station>> stations_;  ///< by headend and number
  std::vector<std::unique_ptr<Host>> hosts_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::pair<TimePoint, headend::Notice>> notices_;
};

}  // namespace joincast::sim
