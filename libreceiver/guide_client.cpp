// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_client.h"

#include <map>
#include <set>
#include <utility>

#include "base/service_number.h"
#include "libreceiver/announced.h"
#include "net/driver.h"
#include "net/multicast_receiver.h"
#include "sap/packet.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kBuffer = 1'048'576;  // octets: pages come in bursts

bool fits(const net::Interface& interface, Family family) { return net::fitness(interface, family) == net::Unfit::fit; }

std::vector<Prefix> on_link(const net::Interface& interface) {
  std::vector<Prefix> prefixes;
  for (const net::InterfaceAddress& one : interface.addresses)
    prefixes.push_back(make_prefix(one.address, one.prefix_length));
  return prefixes;
}

std::optional<IpAddress> guide_group(const Prefix& prefix) {
  return prefix.address.is_v4() ? service_group_v4(kGuideService, prefix)
                                : std::optional(service_group(kGuideService, prefix));
}

}  // namespace

struct GuideClient::Impl : std::enable_shared_from_this<Impl> {
  Impl(net::EventLoop& its_loop, Options given, Changed changed, Noted noted)
      : loop(its_loop),
        options(std::move(given)),
        on_change(std::move(changed)),
        on_note(std::move(noted)),
        core([this] {
          GuideCore::Options of_core = options.core;
          of_core.http = of_core.http && options.get;
          return of_core;
        }()),
        driver(loop, core, Perform{*this}) {}

  struct Perform {
    Impl& impl;
    void operator()(GuideCore::Output& output) const {
      std::visit([this](auto& what) { impl.perform(what); }, output);
    }
  };

  void perform(const GuideCore::Join& join) {
    net::ReceiverOptions socket_options;
    socket_options.group = join.group;
    socket_options.port = sap::kPort;
    socket_options.receive_buffer = kBuffer;
    auto socket = net::MulticastReceiver::open(
        loop, socket_options, [this, self = weak_from_this()](std::span<const net::Datagram> batch) {
          const auto alive = self.lock();
          if (!alive) return;
          for (const net::Datagram& datagram : batch)
            core.handle_datagram(datagram.octets, datagram.from, datagram.to, {datagram.arrived, loop.now().wall});
          driver.settle();
          on_change();
        });
    if (socket)
      sockets.insert_or_assign(join.group, std::move(*socket));
    else
      on_note("cannot join " + net::to_string(join.group, options.interfaces) + ": " + socket.error().message());
  }
  void perform(const GuideCore::Leave& leave) {
    const auto known = sockets.find(leave.group);
    if (known == sockets.end()) return;
    leaving.push_back(std::move(known->second));  // its own callback may be what runs
    sockets.erase(known);
    loop.post([self = weak_from_this()] {
      if (const auto alive = self.lock()) alive->leaving.clear();
    });
  }
  void perform(const GuideCore::Fetch& fetch) {
    options.get(fetch.url,
                [this, self = weak_from_this(), url = fetch.url](std::optional<std::string> body, std::string reason) {
                  const auto alive = self.lock();
                  if (!alive) return;
                  core.handle_answer(url, body, reason, loop.now());
                  driver.settle();
                  on_change();
                });
  }
  void perform(const GuideCore::Note& note) { on_note(note.text); }

  void add_prefix(const net::Interface& interface, const Prefix& prefix) {
    const Family family = prefix.address.family();
    const auto group = guide_group(prefix);
    if (!group || !fits(interface, family) || (options.family && *options.family != family)) return;
    if (guides.insert({*group, interface.index}).second)
      core.add_guide({{*group, interface.index}, interface.name, on_link(interface)});
  }

  void begin() {
    for (const net::Interface& interface : options.interfaces) {
      if (options.prefixes.empty()) {
        for (const Prefix& prefix : net::service_prefixes(interface)) add_prefix(interface, prefix);
        add_prefix(interface, kDefaultPool);
      }
      for (const Prefix& prefix : options.prefixes) add_prefix(interface, prefix);
      if (!options.announcements) continue;
      for (const IpAddress& group : standard_sap_groups())
        if (fits(interface, group.family()) && (!options.family || *options.family == group.family()))
          core.add_announcements({group, interface.index}, interface.name);
    }
    for (const std::string& url : options.urls) core.add_http(url, loop.now());
    driver.settle();
  }

  net::EventLoop& loop;
  Options options;
  Changed on_change;
  Noted on_note;
  GuideCore core;
  net::Driver<GuideCore, Perform> driver;
  std::set<Group> guides;
  std::map<Group, net::MulticastReceiver> sockets;
  std::vector<net::MulticastReceiver> leaving;
};

GuideClient::GuideClient(net::EventLoop& loop, Options options, Changed on_change, Noted on_note)
    : impl_(std::make_shared<Impl>(loop, std::move(options), std::move(on_change), std::move(on_note))) {
  impl_->begin();
}

GuideClient::~GuideClient() = default;

void GuideClient::add_url(const std::string& url) {
  if (!impl_->options.get) return;
  impl_->core.add_http(url, impl_->loop.now());
  impl_->driver.settle();
}

void GuideClient::add_prefix(const Prefix& prefix, std::uint32_t interface) {
  for (const net::Interface& one : impl_->options.interfaces)
    if (interface == 0 || one.index == interface) impl_->add_prefix(one, prefix);
  impl_->driver.settle();
}

void GuideClient::rest() {
  impl_->core.rest();
  impl_->driver.settle();
}

void GuideClient::wake() {
  impl_->core.wake(impl_->loop.now());
  impl_->driver.settle();
}

bool GuideClient::resting() const noexcept { return impl_->core.resting(); }

void GuideClient::ask_again() {
  impl_->core.ask_again(impl_->loop.now());
  impl_->driver.settle();
}

GuideList& GuideClient::list() noexcept { return impl_->core.list(); }
bool GuideClient::complete() const { return impl_->core.complete(); }

}  // namespace joincast::libreceiver
