// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/browser.h"

#include <algorithm>
#include <utility>

#include "discovery/loop_waiting.h"
#include "net/interfaces.h"

namespace joincast::discovery {
namespace {

/// Rare enough for asking the system each time: who is plugged in a moment ago counts.
bool on_link(std::uint32_t index, const IpAddress& address) {
  if (address.is_link_local()) return true;
  const auto interfaces = net::list_interfaces();
  if (!interfaces) return false;
  const net::Interface* const interface = net::find_interface(*interfaces, index);
  return interface && std::ranges::any_of(interface->addresses, [&](const net::InterfaceAddress& own) {
           return own.address.family() == address.family() &&
                  contains(make_prefix(own.address, own.prefix_length), address);
         });
}

std::string type_of(Wanted wanted) {
  switch (wanted) {
    case Wanted::radio: return std::string(kRadioSubtype);
    case Wanted::television: return std::string(kTelevisionSubtype);
    default: return std::string(kServiceType);
  }
}

}  // namespace

struct Browser::Impl {
  Impl(net::EventLoop& loop, Wanted its_wanted, Calls its_calls)
      : waiting(loop),
        wanted(its_wanted),
        calls(std::move(its_calls)),
        table(&on_link),
        start(loop.timer([this] { begin(); })) {
    start.expires_at(loop.now().mono);
  }

  void begin() {
    const auto module = avahi_module();
    if (!module) return take(Daemon::absent, module.error());
    lookout = (*module)->make_lookout(waiting, type_of(wanted), HeadendTable::kMostSightings,
                                      {[this](Daemon daemon, const std::string& why) { take(daemon, why); },
                                       [this](Sighting&& sighting) {
                                         table.handle_seen(sighting);
                                         drain();
                                       },
                                       [this](const SightingKey& key) {
                                         table.handle_gone(key);
                                         drain();
                                       },
                                       [this] { finish(); }});
  }

  void take(Daemon daemon, const std::string& why) {
    const std::string text = daemon == Daemon::absent ? why : std::string();
    if (std::exchange(note, text) != text && calls.on_note) calls.on_note(note);
    if (daemon == Daemon::absent) finish();
  }

  void drain() {
    while (const auto event = table.poll_event())
      if (calls.on_event) calls.on_event(*event);
  }

  void finish() {
    if (!std::exchange(complete, true) && calls.on_complete) calls.on_complete();
  }

  LoopWaiting waiting;
  Wanted wanted;
  Calls calls;
  HeadendTable table;
  std::string note;
  bool complete = false;
  net::Timer start;
  std::unique_ptr<Lookout> lookout;
};

Browser::Browser(net::EventLoop& loop, Wanted wanted, Calls calls)
    : impl_(std::make_unique<Impl>(loop, wanted, std::move(calls))) {}

Browser::~Browser() = default;

std::vector<Headend> Browser::headends() const { return impl_->table.headends(); }
bool Browser::complete() const noexcept { return impl_->complete; }
const std::string& Browser::note() const noexcept { return impl_->note; }

}  // namespace joincast::discovery
