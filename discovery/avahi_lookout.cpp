// SPDX-License-Identifier: LGPL-2.1-or-later
#include <avahi-client/lookup.h>
#include <avahi-common/error.h>
#include <avahi-common/strlst.h>

#include <map>
#include <utility>

#include "discovery/avahi_connection.h"
#include "discovery/avahi_parts.h"

namespace joincast::discovery {
namespace {

constexpr const char* kDomain = "local";

IpAddress to_address(const AvahiAddress& address) {
  const auto* const octets = reinterpret_cast<const std::uint8_t*>(&address.data);
  return IpAddress::from_octets({octets, address.proto == AVAHI_PROTO_INET ? 4u : 16u}).value();
}

/// As on the wire; one octet more than may be when it is too long, so that it is refused.
Bytes to_bytes(AvahiStringList* list) {
  Bytes txt;
  ByteWriter out(txt);
  for (; list && txt.size() <= Record::kMostTxt; list = avahi_string_list_get_next(list)) {
    const std::size_t size = avahi_string_list_get_size(list);
    if (size > 255) return Bytes(Record::kMostTxt + 1);
    out.u8(static_cast<std::uint8_t>(size));
    out.bytes({avahi_string_list_get_text(list), size});
  }
  return txt;
}

class AvahiLookout final : public Lookout {
 public:
  AvahiLookout(Waiting& waiting, std::string type, std::size_t most, Calls calls)
      : calls_(std::move(calls)),
        type_(std::move(type)),
        most_(most),
        connection_(waiting, {[this](AvahiClient* client) { begin(client); }, [] {}, [this] { forget(); },
                              [this](Daemon daemon, const std::string& why) { tell(daemon, why); }}) {
    connection_.open();
  }

 private:
  struct Seen {
    AvahiServiceResolver* resolver = nullptr;
    bool answered = false;
  };

  void begin(AvahiClient* client) {
    if (browser_) return;  // its host name changed, which does not matter here
    client_ = client;
    all_for_now_ = false;
    browser_ = avahi_service_browser_new(client, AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC, type_.c_str(), kDomain, {},
                                         &AvahiLookout::handle_browser, this);
    if (!browser_) connection_.begin_anew(avahi_strerror(avahi_client_errno(client)));
  }

  void forget() {
    browser_ = nullptr;
    client_ = nullptr;
    for (auto& [key, seen] : std::exchange(seen_, {})) calls_.on_gone(key);
  }

  void tell(Daemon daemon, const std::string& why) {
    calls_.on_daemon(daemon, why);
    if (daemon == Daemon::absent)
      for (const auto& [key, seen] : seen_) calls_.on_gone(key);
  }

  static void handle_browser(AvahiServiceBrowser*, AvahiIfIndex interface, AvahiProtocol protocol,
                             AvahiBrowserEvent event, const char* name, const char* type, const char* domain,
                             AvahiLookupResultFlags, void* pointer) {
    auto& self = *static_cast<AvahiLookout*>(pointer);
    const auto key = [&] {
      return SightingKey{name, static_cast<std::uint32_t>(interface),
                         protocol == AVAHI_PROTO_INET ? Family::ipv4 : Family::ipv6};
    };
    switch (event) {
      case AVAHI_BROWSER_NEW: return self.resolve(key(), interface, protocol, type, domain);
      case AVAHI_BROWSER_REMOVE: return self.remove(key());
      case AVAHI_BROWSER_ALL_FOR_NOW: self.all_for_now_ = true; return self.complete();
      case AVAHI_BROWSER_FAILURE: return self.connection_.begin_anew(avahi_strerror(avahi_client_errno(self.client_)));
      default: return;
    }
  }

  void resolve(SightingKey key, AvahiIfIndex interface, AvahiProtocol protocol, const char* type, const char* domain) {
    if (seen_.size() >= most_ || seen_.contains(key)) return;
    auto* const resolver = avahi_service_resolver_new(client_, interface, protocol, key.name.c_str(), type, domain,
                                                      protocol, {}, &AvahiLookout::handle_resolver, this);
    if (resolver) seen_.emplace(std::move(key), Seen{resolver, false});
  }

  void remove(const SightingKey& key) {
    const auto seen = seen_.find(key);
    if (seen == seen_.end()) return;
    avahi_service_resolver_free(seen->second.resolver);
    seen_.erase(seen);
    calls_.on_gone(key);
    complete();
  }

  /// It goes on behind its first answer: a changed record is told too.
  static void handle_resolver(AvahiServiceResolver* resolver, AvahiIfIndex, AvahiProtocol, AvahiResolverEvent event,
                              const char*, const char*, const char*, const char* host, const AvahiAddress* address,
                              std::uint16_t port, AvahiStringList* txt, AvahiLookupResultFlags, void* pointer) {
    auto& self = *static_cast<AvahiLookout*>(pointer);
    for (auto& [key, seen] : self.seen_) {
      if (seen.resolver != resolver) continue;
      seen.answered = true;
      if (event == AVAHI_RESOLVER_FOUND) self.calls_.on_seen({key, host, to_address(*address), port, to_bytes(txt)});
      break;
    }
    self.complete();
  }

  void complete() {
    if (!all_for_now_ || complete_) return;
    for (const auto& [key, seen] : seen_)
      if (!seen.answered) return;
    complete_ = true;
    calls_.on_complete();
  }

  Calls calls_;
  std::string type_;
  std::size_t most_;
  AvahiClient* client_ = nullptr;
  AvahiServiceBrowser* browser_ = nullptr;
  std::map<SightingKey, Seen> seen_;
  bool all_for_now_ = false;
  bool complete_ = false;
  AvahiConnection connection_;  // last: its callbacks use all of the above
};

}  // namespace

std::unique_ptr<Lookout> make_avahi_lookout(Waiting& waiting, const std::string& type, std::size_t most,
                                            Lookout::Calls calls) {
  return std::make_unique<AvahiLookout>(waiting, type, most, std::move(calls));
}

}  // namespace joincast::discovery
