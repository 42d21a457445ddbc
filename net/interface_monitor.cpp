// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/interface_monitor.h"

#include <linux/rtnetlink.h>

#include "net/interface_list.h"
#include "net/netlink.h"

namespace joincast::net {
namespace {

/// Changes come in bursts (link, carrier, addresses): wait for the rest before listing.
constexpr Duration kGather = std::chrono::milliseconds{20};

}  // namespace

struct InterfaceMonitor::Impl : std::enable_shared_from_this<InterfaceMonitor::Impl> {
  Impl(EventLoop& owner, Netlink listening, Netlink asking, Handler callback)
      : loop(owner), events(std::move(listening)), questions(std::move(asking)), handler(std::move(callback)) {}

  void start() {
    gather = loop.timer([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->look();
    });
    watch = loop.watch_readable(events.descriptor(), [this] {
      if (events.drain() && gather.deadline() == kNever) gather.expires_at(loop.now().mono + kGather);
    });
  }

  void look() {
    auto listed = list_interfaces(questions);
    if (!listed) {
      gather.expires_at(loop.now().mono + kGather);  // the dump was interrupted by yet another change
      return;
    }
    if (*listed == interfaces) return;
    interfaces = std::move(*listed);
    handler(interfaces);
  }

  EventLoop& loop;
  Netlink events;
  Netlink questions;
  Handler handler;
  std::vector<Interface> interfaces;
  Timer gather;
  Watch watch;
};

InterfaceMonitor::InterfaceMonitor(std::shared_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
InterfaceMonitor::InterfaceMonitor(InterfaceMonitor&&) noexcept = default;
InterfaceMonitor& InterfaceMonitor::operator=(InterfaceMonitor&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
InterfaceMonitor::~InterfaceMonitor() {
  if (!impl_) return;
  impl_->watch.cancel();
  impl_->gather.cancel();
}

Result<InterfaceMonitor, std::error_code> InterfaceMonitor::open(EventLoop& loop, Handler on_change) {
  auto events = Netlink::open(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
  if (!events) return fail(events.error());
  auto questions = Netlink::open();
  if (!questions) return fail(questions.error());
  auto impl = std::make_shared<Impl>(loop, std::move(*events), std::move(*questions), std::move(on_change));
  auto listed = list_interfaces(impl->questions);  // after listening began: nothing falls between
  if (!listed) return fail(listed.error());
  impl->interfaces = std::move(*listed);
  impl->start();
  return InterfaceMonitor(std::move(impl));
}

const std::vector<Interface>& InterfaceMonitor::interfaces() const noexcept { return impl_->interfaces; }

}  // namespace joincast::net
