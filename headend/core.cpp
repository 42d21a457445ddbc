// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/core.h"

#include <algorithm>

namespace joincast::headend {
namespace {

constexpr std::size_t kLargestPayload = 1'328;  // design: min(MTU - 60, 1328)
constexpr std::uint32_t kHeaders = 60;
constexpr std::uint32_t kTag = 16;  // the longest that SRTP adds
constexpr Duration kConsumedStep = std::chrono::milliseconds(125);

/// Deadlines of many casts are met together, so that one call sends what is due in all of them.
constexpr std::size_t kManyCasts = 64;
constexpr Duration kTick = std::chrono::milliseconds(1);
constexpr Duration kTickOfMany = std::chrono::milliseconds(4);

TimePoint on_grid(TimePoint deadline, Duration tick) noexcept {
  const auto since = deadline.time_since_epoch();
  const auto rest = since % tick;
  return rest == Duration{} ? deadline : deadline + (tick - rest);
}

/// Text of 96 random bits, as RFC 7022 section 4.2 has it for a short-term persistent name.
std::string make_cname(Rng& rng) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuv";
  std::string name;
  for (int i = 0; i < 20; ++i) name += kDigits[rng.below(32)];
  return name;
}

bool same_programme(const ServiceConfig& a, const ServiceConfig& b) {
  return a.urls == b.urls && a.programme == b.programme && a.frames_per_packet == b.frames_per_packet &&
         a.vorbis == b.vorbis && a.flac == b.flac && a.inside_redirects == b.inside_redirects &&
         a.from_directory == b.from_directory && a.source_specific == b.source_specific && a.srtp_key == b.srtp_key;
}

}  // namespace

Core::Core(Config config, std::uint64_t seed, Now now)
    : config_(std::move(config)),
      rng_(seed),
      cname_(make_cname(rng_)),
      presence_id_(rng_.u32()),
      limiter_(config_.starts_per_second, now.mono),
      member_lines_(now.mono) {
  update_services(now);
}

Core::~Core() = default;

Duration Core::most_ahead() const noexcept {
  return config_.queue + std::max<Duration>(config_.queue / 4, std::chrono::milliseconds(150));
}

void Core::configure(Config config, Now now) {
  const bool other_test = !(config.test == config_.test);
  const bool other_groups = !(config.pool == config_.pool) || config.scope != config_.scope;
  const bool other_queries = !(config.query == config_.query);
  config_ = std::move(config);
  limiter_.set_rate(config_.starts_per_second);
  update_services(now);
  for (auto& [number, service] : services_)
    if (service.slot != kNoSlot && other_test && number == kTestService) stop_cast(service, StopReason::removed, now);
  for (std::size_t slot = 0; slot < casts_.size(); ++slot) {
    if (!casts_[slot]) continue;
    casts_[slot]->set_start_repeat(config_.start_repeat, now);
    casts_[slot]->set_sending(static_cast<std::uint8_t>(config_.hop_limit), config_.announce_interval, config_.queue,
                              now);
    after(static_cast<Slot>(slot));
  }
  for (const auto& served : links_) {
    if (other_queries) {
      served->v6 = make_router(served->link.interface, Family::ipv6, now);
      served->v4 = make_router(served->link.interface, Family::ipv4, now);
      update_routers(*served, now);
    }
    for (membership::Router* router : {served->v6.get(), served->v4.get()}) {
      router->forget_unwanted();
      drain(*served, *router, now.mono, now);
    }
  }
  if (other_groups) {
    std::vector<Link> links;
    for (const auto& served : links_) links.push_back(served->link);
    set_links(links, now);
  }
  announce_on_standard_groups(now);
  for (auto& [number, service] : services_)
    if (service.wanted() && service.slot == kNoSlot) start_or_defer(service, now);
}

void Core::update_services(Now now) {
  std::map<ServiceNumber, ServiceConfig> wanted;
  for (ServiceConfig& service : services_of(config_)) wanted.emplace(service.number, std::move(service));
  for (auto it = services_.begin(); it != services_.end();) {
    const bool listed = it->second.config.from_directory && config_.directories.enabled();
    if (!wanted.contains(it->first) && !listed) {
      stop_cast(it->second, StopReason::removed, now);
      it = services_.erase(it);
    } else {
      ++it;
    }
  }
  std::vector<ServiceNumber> numbers;
  for (const auto& [number, config] : wanted) numbers.push_back(number);
  allotment_.configure(config_.pool, numbers);
  for (auto& [number, config] : wanted) {
    Service& service = services_[number];
    const bool running = service.slot != kNoSlot;
    if (running && !same_programme(service.config, config)) {
      stop_cast(service, StopReason::removed, now);
    } else if (running && !(service.config == config)) {
      casts_[service.slot]->rename(config, now);
      after(service.slot);
    }
    service.config = std::move(config);
  }
}

void Core::start_or_defer(Service& service, Now now) {
  const bool streams = running() >= config_.max_streams;
  if (!streams && limiter_.take(now.mono)) return start(service, now);
  if (service.deferred) return;
  service.deferred = true;
  ++(streams ? waited_streams_ : waited_starts_);
  deferred_.push_back(service.config.number);
  tell(ServiceDeferred{service.config.number, streams, streams ? config_.max_streams : config_.starts_per_second});
}

void Core::start_deferred(Now now) {
  while (!deferred_.empty() && running() < config_.max_streams) {
    const auto found = services_.find(deferred_.front());
    const bool wanted = found != services_.end() && found->second.wanted() && found->second.slot == kNoSlot;
    if (wanted && !limiter_.take(now.mono)) return;
    deferred_.pop_front();
    if (found != services_.end()) found->second.deferred = false;
    if (wanted) start(found->second, now);
  }
}

void Core::start(Service& service, Now now) {
  CastOptions options;
  options.service = service.config;
  options.upstream = next_upstream_++;
  const std::uint64_t session = std::max<std::uint64_t>(to_ntp(now.wall).seconds(), service.last_session + 1);
  service.last_session = session;
  options.session_id = session << 31 | service.config.number.value();
  options.cname = cname_;
  options.queue = config_.queue;
  options.announce_interval = config_.announce_interval;
  options.hop_limit = static_cast<std::uint8_t>(config_.hop_limit);
  options.start_repeat = config_.start_repeat;
  options.max_payload = kLargestPayload;
  for (const auto& served : links_)
    options.max_payload = std::min<std::size_t>(
        options.max_payload, std::max(served->link.mtu, 576u) - kHeaders - (service.config.srtp_key ? kTag : 0));
  options.seed = rng_.u64();
  if (service.config.number == kTestService) options.test = config_.test;
  Slot slot = static_cast<Slot>(casts_.size());
  if (free_.empty()) {
    casts_.emplace_back();
    owners_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  const UpstreamId upstream = options.upstream;
  const bool test = options.test.has_value();
  casts_[slot] = std::make_unique<Cast>(std::move(options), service.types, now);
  owners_[slot] = &service;
  service.slot = slot;
  service.idle_until = kNever;
  service.since = now.mono;
  by_upstream_.emplace(upstream, slot);
  tell(ServiceStarted{service.config.number, service.config.name});
  if (!test) outputs_.push_back(StartUpstream{upstream, service.config, most_ahead()});
  if (config_.announce_on_standard_groups) announce_on_standard_groups(now);
  for (const Demand& demand : service.demands)
    if (demand.turn.ours())
      casts_[slot]->add_member(demand.group, demand.source, demand.host, demand.heard, now, out());
  casts_[slot]->handle_deadline(now, out());
  after(slot);
}

void Core::announce_on_standard_groups(Now now) {
  for (const auto& [upstream, slot] : by_upstream_) {
    std::vector<StandardPlace> places;
    for (const auto& served : links_) {
      if (!config_.announce_on_standard_groups) continue;
      const ServiceNumber number = owners_[slot]->config.number;
      for (auto& place : standard_places(served->link, number, config_.pool, config_.scope,
                                         owners_[slot]->config.source_specific, allotment_.group_of(number)))
        places.push_back(place);
    }
    casts_[slot]->set_standard_places(std::move(places), now, out());
    casts_[slot]->set_announced(running());
    reschedule(slot);
  }
}

void Core::stop_cast(Service& service, StopReason reason, Now now) {
  if (service.slot == kNoSlot) return;
  const Slot slot = std::exchange(service.slot, kNoSlot);
  listed_may_be_idle_ = listed_may_be_idle_ || service.config.from_directory;
  const UpstreamId upstream = casts_[slot]->upstream();
  casts_[slot]->stop(now, out());
  for (Notice& notice : notices_) tell(std::move(notice));
  notices_.clear();
  casts_[slot].reset();
  owners_[slot] = nullptr;
  deadlines_.set(slot, kNever);
  free_.push_back(slot);
  by_upstream_.erase(upstream);
  if (service.config.number != kTestService) outputs_.push_back(StopUpstream{upstream});
  tell(ServiceStopped{service.config.number, reason});
}

void Core::after(Slot slot) {
  for (Notice& notice : notices_) tell(std::move(notice));
  notices_.clear();
  Cast& cast = *casts_[slot];
  if (cast.consumed() >= kConsumedStep) {
    const auto [media, octets] = cast.take_consumed();
    if (cast.service().number != kTestService) outputs_.push_back(Consumed{cast.upstream(), media, octets});
  }
  reschedule(slot);
}

void Core::reschedule(Slot slot) {
  deadlines_.set(slot, std::min(casts_[slot]->deadline(), owners_[slot]->idle_until));
}

void Core::handle_upstream(UpstreamBatch batch, Now now) {
  const auto found = by_upstream_.find(batch.upstream);
  if (found == by_upstream_.end()) return;
  const Slot slot = found->second;
  for (UpstreamItem& item : batch.items) casts_[slot]->take(std::move(item), now, out());
  casts_[slot]->handle_deadline(now, out());
  after(slot);
}

void Core::handle_deadline(Now now) {
  for (const auto& served : links_) {
    for (membership::Router* router : {served->v6.get(), served->v4.get()}) {
      if (router->deadline() > now.mono) continue;
      router->handle_deadline(now.mono);
      drain(*served, *router, now.mono, now);
    }
  }
  while (deadlines_.earliest() <= now.mono) {
    const Slot slot = deadlines_.earliest_id();
    Service& service = *owners_[slot];
    if (service.idle_until <= now.mono) {
      stop_cast(service, StopReason::no_members, now);
      continue;
    }
    casts_[slot]->handle_deadline(now, out());
    after(slot);
  }
  guide_.handle_deadline(now.mono, outbox_);
  handle_turns(now);
  start_deferred(now);
  if (listed_may_be_idle_) drop_idle_listed();
  if (const std::size_t untold = member_lines_.take_untold(now.mono)) tell(MoreMembers{untold});
}

TimePoint Core::deadline() const noexcept {
  TimePoint next = deadlines_.earliest();
  if (next != kNever) next = on_grid(next, running() > kManyCasts ? kTickOfMany : kTick);
  for (const auto& served : links_) next = std::min({next, served->v6->deadline(), served->v4->deadline()});
  next = std::min({next, member_lines_.deadline(), guide_.deadline(), rivalry_deadline()});
  if (!deferred_.empty() && running() < config_.max_streams) next = std::min(next, limiter_.next());
  return next;
}

std::optional<Core::Output> Core::poll_output() {
  if (outputs_.empty()) return std::nullopt;
  Output output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

void Core::stop(Now now) {
  for (auto& [number, service] : services_) stop_cast(service, StopReason::shutting_down, now);
  for (const auto& served : links_) {
    for (membership::Router* router : {served->v6.get(), served->v4.get()}) {
      router->stop();
      drain(*served, *router, now.mono, now);
    }
  }
}

}  // namespace joincast::headend
