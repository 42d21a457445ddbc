// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/export.h"
#include "base/random.h"
#include "headend/cast.h"
#include "headend/config.h"
#include "headend/deadline_heap.h"
#include "headend/guide_sender.h"
#include "headend/link.h"
#include "headend/member_lines.h"
#include "headend/notice.h"
#include "headend/outbox.h"
#include "headend/pool_allotment.h"
#include "headend/refused_joins.h"
#include "headend/rivalry.h"
#include "headend/start_limiter.h"
#include "headend/upstream.h"
#include "membership/router.h"
#include "net/udp_packet.h"

namespace joincast::headend {

/// An MLD, IGMP or MRD packet to be sent as a frame.
struct SendFrame {
  std::uint32_t interface = 0;
  membership::Transmit packet;
};

/// Open this station, and hand over what comes by Core::handle_upstream().
struct StartUpstream {
  UpstreamId upstream = 0;
  ServiceConfig service;
  Duration most_ahead{};  ///< media it may have ahead of the core
};

struct StopUpstream {
  UpstreamId upstream = 0;
};

/// The core has sent or dropped so much of what an upstream brought.
struct Consumed {
  UpstreamId upstream = 0;
  Duration media{};
  std::size_t octets = 0;
};

/// Somebody wants a number that is not configured: ask the catalogue, and tell Core::handle_answer().
struct LookUp {
  ServiceNumber number;
};

/// A group of a service that somebody wants.
struct GroupStatus {
  Group group;
  std::size_t members = 0;                  ///< hosts
  Turn::State turn = Turn::State::sending;  ///< whether this headend sends to it while the service runs
};

/// Another sender heard in a service's group.
struct RivalStatus {
  Group group;
  IpAddress source;
  bool headend = false;       ///< it says so; others are strangers, to whom nobody gives way
  std::uint64_t packets = 0;  ///< RTP
  TimePoint last_rtp{};       ///< the last one; the beginning of time: none yet
};

/// How one service is.
struct ServiceStatus {
  ServiceNumber number;
  std::string name;
  std::size_t members = 0;  ///< hosts, counted once for each group
  std::vector<GroupStatus> groups;
  Choice mode = Choice::automatic;  ///< on, off: held so by the operator
  bool running = false;
  bool deferred = false;  ///< wanted, but a cap keeps it from starting
  std::vector<RivalStatus> rivals;
  TimePoint since{};  ///< when it began; only while running
  CastStatus cast;    ///< only while running
};

/// Who asks for members of one family on an interface, and what is known of them.
struct QuerierStatus {
  membership::Querier::Role role = membership::Querier::Role::silent;
  IpAddress address;             ///< of the querier; unspecified: none
  bool advertising = false;      ///< as a multicast router (RFC 4286)
  std::size_t groups = 0;        ///< with members
  std::size_t hosts = 0;         ///< in all groups, counted once for each
  std::uint64_t over_limit = 0;  ///< joins refused as too many groups, hosts or sources are tracked
};

struct InterfaceStatus {
  std::uint32_t index = 0;
  std::string name;
  std::vector<Prefix> prefixes;  ///< of IPv6 groups; empty: none are served
  bool serves_v4 = false;
  QuerierStatus v6;
  QuerierStatus v4;
  std::vector<IpAddress> headends;  ///< others on the link, by their link-local addresses
};

/// Joins that were not taken, or not at once.
struct RefusalStatus {
  RefusedJoins joins;
  std::uint64_t over_limit = 0;      ///< too many groups, hosts or sources on an interface
  std::uint64_t waited_streams = 0;  ///< starts put off, as `max-streams` ran
  std::uint64_t waited_starts = 0;   ///< starts put off, as `starts-per-second` had begun
};

/// The whole headend but for its sockets and threads: hears joins, starts and stops services, sends them to
/// their groups. Sans I/O, in the shape of every state machine here; datagrams come by outbox() instead of
/// poll_output(), as there are tens of thousands a second. Nothing is started that is neither configured nor in the
/// catalogue of a configured directory.
class JOINCAST_EXPORT Core {
 public:
  using Output = std::variant<SendFrame, StartUpstream, StopUpstream, Consumed, LookUp, Notice>;

  /// No interface is served before set_links(). `seed`: unguessable.
  Core(Config config, std::uint64_t seed, Now now);
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  /// Interfaces come, go and change; those that stay are not disturbed.
  void set_links(const std::vector<Link>& links, Now now);
  /// A changed configuration: services that stay as they were play on without a lost packet.
  void configure(Config config, Now now);
  const Config& config() const noexcept { return config_; }
  /// A station faster than real time waits from here on, and goes on at seven eighths of it: always above the target,
  /// so that the pacer sends faster until the station has caught up. A changed configuration changes it.
  Duration most_ahead() const noexcept;

  /// An IP packet heard on an interface: MLD, IGMP, MRD, RTCP to one of our groups, RTP and SAP of others to them
  /// (docs/two-headends.md), or an RTCP goodbye to this host
  /// itself (on any interface) that reports on a source of ours; all others are ignored. `arrived`: at the interface,
  /// not after `now`.
  void handle_packet(std::uint32_t interface, ByteView ip_packet, bool outgoing, TimePoint arrived, Now now);
  /// RTCP sent to this host alone: reports on source-specific services, goodbyes from listeners of any. One that
  /// reports on no source of ours is ignored.
  void handle_feedback(ByteView octets, const Endpoint& from, Now now);
  void handle_upstream(UpstreamBatch batch, Now now);
  /// What the catalogue says of a number; none: it does not know it.
  void handle_answer(ServiceNumber number, std::optional<ServiceConfig> service, Now now);
  void handle_deadline(Now now);  ///< early or repeated calls do nothing
  TimePoint deadline() const noexcept;

  /// SAP deletions, BYEs and router terminations for all that runs. Only outputs remain to be fetched.
  void stop(Now now);

  std::optional<Output> poll_output();
  /// What is to be sent; whoever has sent it calls clear().
  Outbox& outbox() noexcept { return outbox_; }

  /// The operator's word on a service: on the air without members, off whoever wants it, or on demand as before.
  /// It holds until the next one or the end of the program. False: there is no such service.
  bool set_mode(ServiceNumber number, Choice mode, Now now);

  /// The guide's pages from now on; none: joins of the guide are refused.
  void set_guide(const GuidePages& pages, Now now);
  bool guide_wanted() const noexcept { return !guide_.silent(); }  ///< somebody joined a group of it
  /// What listeners are told of a service, and the groups that it has on the links; none: no such service.
  std::optional<Facts> facts(ServiceNumber number) const;
  std::vector<StandardPlace> places(ServiceNumber number) const;
  /// The IPv4 group of a service, known or not: computed, or allotted. `allot`: a new one where it has none yet.
  std::optional<IpAddress> group_v4(ServiceNumber number, bool allot);

  /// From now on this service goes to all its groups on every interface, whether anybody asks or not.
  void send_always(ServiceNumber number, Now now);

  std::size_t running() const noexcept { return by_upstream_.size(); }
  std::vector<ServiceStatus> status(std::size_t worst_receivers = 0) const;  ///< by number; the receivers of each
  std::vector<InterfaceStatus> interfaces(TimePoint now) const;
  RefusalStatus refusals() const;

 private:
  using Slot = std::uint32_t;  ///< a cast's place, and its number in the heap
  static constexpr Slot kNoSlot = UINT32_MAX;
  static constexpr std::size_t kMostSenders = 16;

  /// A group that somebody wants.
  struct Demand {
    Group group;
    IpAddress source;
    IpAddress host;  ///< who came last
    TimePoint heard{};
    Turn turn{};  ///< who sends to it
  };

  struct Service {
    ServiceConfig config;
    PayloadTypes types;
    std::uint64_t last_session = 0;
    std::vector<Demand> demands;
    Slot slot = kNoSlot;
    Choice mode = Choice::automatic;
    bool always = false;  ///< every group of every interface stands in `demands`
    bool deferred = false;
    std::vector<RivalStatus> rivals;    ///< who else sends to its groups, at most kMostSenders
    std::vector<std::uint32_t> absent;  ///< headends that left it to us, at most kMostSenders
    TimePoint idle_until = kNever;      ///< when it stops, as nobody wants it
    TimePoint since{};                  ///< when its cast began

    /// By somebody to whom no other headend sends.
    bool wanted() const noexcept {
      const auto ours = [](const Demand& demand) { return demand.turn.ours(); };
      return mode == Choice::on || (mode == Choice::automatic && std::any_of(demands.begin(), demands.end(), ours));
    }
  };

  struct Served {
    Link link;
    std::unique_ptr<membership::Router> v6;
    std::unique_ptr<membership::Router> v4;
    membership::Querier::Role role_v6 = membership::Querier::Role::silent;
    membership::Querier::Role role_v4 = membership::Querier::Role::silent;
    Rivals rivals;

    explicit Served(TimePoint now) noexcept : rivals(now) {}
    /// What is compared with other headends' ranks.
    IpAddress rank() const noexcept {
      return link.querier_v6 ? *link.querier_v6 : link.querier_v4.value_or(IpAddress());
    }
  };

  Cast::Out out() noexcept { return {outbox_, notices_}; }
  void tell(Notice notice) { outputs_.push_back(std::move(notice)); }
  void tell_member(Notice notice, Now now);  ///< of a join or leave, unless there are too many
  void after(Slot slot);

  // Interfaces and members (core_members.cpp)
  Served* served(std::uint32_t interface) noexcept;
  std::unique_ptr<membership::Router> make_router(std::uint32_t interface, Family family, Now now);
  void update_routers(Served& served, Now now);
  void drop_interface(std::uint32_t interface, Now now);
  bool wanted(std::uint32_t interface, const IpAddress& group);  ///< counts what is refused
  /// The configured service that is served in a group; none: a group that nobody needs to track.
  std::optional<ServedGroup> served_here(const Link& link, const IpAddress& group) const;  ///< allotted ones too
  std::optional<ServedGroup> meaning(std::uint32_t interface, const IpAddress& group) const;
  std::optional<JoinRefusal> refusal(const Served& on, const IpAddress& group) const;
  void drain(Served& served, membership::Router& router, TimePoint heard, Now now);
  void tell_role(Served& served, membership::Router& router);
  void handle_event(const membership::Router& router, const membership::Event& event, TimePoint heard, Now now);
  void handle_join(const Group& group, const IpAddress& host, std::size_t members, TimePoint heard, Now now);
  void handle_last(const Group& group, bool expired, Now now);
  void handle_udp(std::uint32_t interface, ByteView ip_packet, bool outgoing, Now now);
  Slot reported_on(ByteView octets, const IpAddress& from) const;
  void demand_everywhere(Service& service, Now now);
  void update_guide_sources(Now now);
  void drop_demand(Service& service, const Group& group, Now now);

  // Other headends (core_rivals.cpp)
  void handle_rival(Served& on, const net::UdpView& datagram, Now now);  ///< RTP and SAP
  void handle_presence(Served& on, const net::UdpView& datagram, Now now);
  RivalStatus* remember(Service& service, const Group& group, const IpAddress& source, bool headend);
  bool lower_expected(const Service& service, Served& on, TimePoint now) const;
  Turn first_turn(Service& service, const Group& group, TimePoint now);
  void give_way(Service& service, Demand& demand, const IpAddress& rival, Now now);
  void take_over(Service& service, Demand& demand, Now now);
  void handle_turns(Now now);
  void tell_presence(Served& on, Now now);
  TimePoint rivalry_deadline() const noexcept;
  // The catalogue (core_catalogue.cpp)
  bool asks_catalogue(std::uint32_t interface, const IpAddress& group);
  std::optional<ServiceNumber> directory_number(std::uint32_t interface, const IpAddress& group) const;
  void remember_join(const Group& group, const IpAddress& host, TimePoint heard);
  void forget_join(const Group& group);
  void refuse_unknown(ServiceNumber number, Now now);
  void drop_idle_listed();

  // Services (core.cpp)
  void start_or_defer(Service& service, Now now);
  void start(Service& service, Now now);
  void stop_cast(Service& service, StopReason reason, Now now);
  void start_deferred(Now now);
  void reschedule(Slot slot);
  void update_services(Now now);
  void announce_on_standard_groups(Now now);  ///< or not, as configured

  Config config_;
  Rng rng_;
  std::string cname_;
  std::uint32_t presence_id_;     ///< by which other headends know this run
  TimePoint turns_due_ = kNever;  ///< not before that has any Turn to be looked at
  std::map<ServiceNumber, Service> services_;
  std::vector<std::unique_ptr<Served>> links_;
  std::vector<std::unique_ptr<Cast>> casts_;  ///< by slot; null: free
  std::vector<Service*> owners_;              ///< by slot
  std::vector<Slot> free_;
  std::unordered_map<UpstreamId, Slot> by_upstream_;
  UpstreamId next_upstream_ = 1;
  DeadlineHeap deadlines_;
  std::deque<ServiceNumber> deferred_;
  StartLimiter limiter_;
  RefusedJoins refused_;
  std::map<ServiceNumber, std::vector<Demand>> asked_;  ///< of the catalogue; who waits for the answer
  std::map<ServiceNumber, TimePoint> unknown_until_;    ///< not asked again before
  bool listed_may_be_idle_ = false;
  std::uint64_t waited_streams_ = 0;
  std::uint64_t waited_starts_ = 0;
  TimePoint heard_{};  ///< when the packet at hand came
  PoolAllotment allotment_;
  MemberLines member_lines_;
  GuideSender guide_;
  Outbox outbox_;
  std::vector<Notice> notices_;
  std::deque<Output> outputs_;
};

}  // namespace joincast::headend
