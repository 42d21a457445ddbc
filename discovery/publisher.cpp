// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/publisher.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "discovery/loop_waiting.h"

namespace joincast::discovery {

struct Publisher::Impl {
  using Kind = PublisherState::Kind;

  Impl(net::EventLoop& its_loop, std::function<void(const PublisherState&)> callback)
      : loop(its_loop),
        waiting(its_loop),
        on_state(std::move(callback)),
        timer(its_loop.timer([this] { tell_daemon(); })),
        news(its_loop.timer([this] { on_state(PublisherState(state)); })) {}

  void set(Kind kind, std::string text) {
    PublisherState next{kind, std::move(text)};
    if (next == state) return;
    state = std::move(next);
    news.expires_at(loop.now().mono);
  }

  void tell_daemon() {
    told_at = loop.now().mono;
    if (wanted == told) return;
    if (!registrar && !wanted.places.empty() && !load()) return;
    const bool anew = wanted.places.empty() != told.places.empty();
    told = wanted;
    if (wanted.places.empty())
      set(Kind::nothing, {});
    else if (anew)
      set(absent.empty() ? Kind::waiting : Kind::no_daemon, absent);
    if (registrar) registrar->offer(told);
  }

  bool load() {
    const auto module = avahi_module();
    if (!module) {
      set(Kind::no_daemon, module.error());
      return false;
    }
    registrar =
        (*module)->make_registrar(waiting, {[this](Daemon daemon, const std::string& why) { take(daemon, why); },
                                            [this](const std::string& name) { set(Kind::published, name); },
                                            [this](const std::string& why) { set(Kind::refused, why); }});
    return true;
  }

  void take(Daemon daemon, const std::string& why) {
    absent = daemon == Daemon::absent ? why : std::string();
    if (wanted.places.empty()) return;
    set(absent.empty() ? Kind::waiting : Kind::no_daemon, absent);
  }

  net::EventLoop& loop;
  LoopWaiting waiting;
  std::function<void(const PublisherState&)> on_state;
  PublisherState state;
  std::string absent;  // why the daemon is; empty: it is not
  Offer wanted;
  Offer told;
  TimePoint told_at{};
  net::Timer timer;
  net::Timer news;
  std::unique_ptr<Registrar> registrar;
};

Publisher::Publisher(net::EventLoop& loop, std::function<void(const PublisherState&)> on_state)
    : impl_(std::make_unique<Impl>(loop, std::move(on_state))) {}

Publisher::~Publisher() = default;

void Publisher::offer(Offer offer) {
  offer.name = cut_utf8(offer.name, Offer::kMostName);
  if (offer.name.empty()) offer.name = "Joincast";
  impl_->wanted = std::move(offer);
  if (impl_->timer.deadline() == kNever)
    impl_->timer.expires_at(std::max(impl_->loop.now().mono, impl_->told_at + kBetweenChanges));
}

const PublisherState& Publisher::state() const noexcept { return impl_->state; }

}  // namespace joincast::discovery
