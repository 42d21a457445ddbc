// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/gateway.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "gateway/access.h"
#include "gateway/listener.h"
#include "http/server.h"
#include "libreceiver/version.h"
#include "net/interfaces.h"

namespace joincast::gateway {
namespace {

constexpr Duration kTick = std::chrono::milliseconds(100);
constexpr unsigned kForPages = 16;       // connections beside those of listeners
constexpr std::size_t kMostAgent = 120;  // octets
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kPlain = "text/plain; charset=utf-8";

http::Answer answer_of(unsigned status, std::string_view type, std::string text) {
  http::Answer answer;
  answer.status = status;
  answer.content_type = type;
  answer.body = std::make_shared<const std::string>(std::move(text));
  return answer;
}

http::Answer busy(std::string text) {
  http::Answer answer = answer_of(503, kPlain, std::move(text));
  answer.headers.emplace_back("Retry-After", "10");
  return answer;
}

unsigned status_of(libreceiver::ResolveError::Kind kind) noexcept {
  using Kind = libreceiver::ResolveError::Kind;
  switch (kind) {
    case Kind::contradiction:
    case Kind::source_needed: return 400;
    case Kind::no_ipv4_number: return 404;
    default: return 503;
  }
}

std::string readable(std::string_view agent) {
  std::string text = guess_utf8(agent);
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return std::string(cut_utf8(text, kMostAgent));
}

}  // namespace

struct Gateway::Impl {
  Impl(net::EventLoop& loop, GatewaySettings settings)
      : loop_(loop), settings_(std::move(settings)), began_(loop.now().mono), ticker_(loop.timer([this] { tick(); })) {}

  Result<void, std::string> open();
  http::Reply reply(const http::Request& request);
  http::Answer page(Page page, const http::Request& request);
  http::Reply listen(const Wanted& wanted, const http::Request& request);
  std::optional<http::Answer> refuse(const Wanted& wanted);
  Result<std::shared_ptr<Relay>, http::Answer> relay_for(const Wanted& wanted);
  std::string base_of(const http::Request& request) const;
  std::size_t clients() const;
  GatewayStatus status() const;
  void tick();
  void say(const std::string& line) const {
    if (settings_.say) settings_.say(line);
  }

  net::EventLoop& loop_;
  GatewaySettings settings_;
  TimePoint began_;
  KnownServices known_;
  std::string guide_state_;
  std::uint64_t refused_clients_ = 0;
  std::uint64_t refused_for_room_ = 0;
  net::Timer ticker_;
  std::map<std::pair<Group, std::pair<std::uint16_t, std::optional<IpAddress>>>, std::shared_ptr<Relay>> relays_;
  std::optional<http::Server> server_;  // goes first: its clients leave their relays
};

Result<void, std::string> Gateway::Impl::open() {
  http::Options options;
  options.listen = settings_.listen;
  options.host_needed = false;
  options.hosts = settings_.hosts;
  options.most_connections = settings_.most_clients + kForPages;
  options.most_per_address = settings_.most_clients + kForPages;
  auto opened = http::Server::open_live(loop_, std::move(options),
                                        [this](const http::Request& request) { return reply(request); });
  if (!opened) return fail(opened.error());
  server_.emplace(std::move(*opened));
  return {};
}

http::Reply Gateway::Impl::reply(const http::Request& request) {
  if (!allows(settings_.clients, request.from.address)) {
    ++refused_clients_;
    return answer_of(403, kPlain,
                     to_string(request.from.address) + " may not ask here; the gateway's --allow names who may.\n");
  }
  const auto asked = parse_path(request.path);
  if (!asked) return answer_of(asked.error().status, kPlain, asked.error().text);
  if (const auto* page = std::get_if<Page>(&*asked)) return this->page(*page, request);
  return listen(std::get<Wanted>(*asked), request);
}

http::Answer Gateway::Impl::page(Page page, const http::Request& request) {
  if (page == Page::playlist) return answer_of(200, "audio/x-mpegurl", known_.playlist(base_of(request)));
  const bool json = page == Page::status_json || (request.accept.find("json") != request.accept.npos &&
                                                  request.accept.find("html") == request.accept.npos);
  return json ? answer_of(200, kJson, to_json(status())) : answer_of(200, kHtml, to_html(status()));
}

/// How the client calls this gateway.
std::string Gateway::Impl::base_of(const http::Request& request) const {
  if (!request.host.empty()) return "http://" + std::string(request.host);
  return "http://" + to_string(Endpoint{settings_.listen.address, server_->port()});
}

http::Reply Gateway::Impl::listen(const Wanted& wanted, const http::Request& request) {
  if (const auto refusal = refuse(wanted)) return *refusal;
  if (clients() >= settings_.most_clients) {
    ++refused_for_room_;
    return busy("All " + std::to_string(settings_.most_clients) + " places for clients are taken.\n");
  }
  auto relay = relay_for(wanted);
  if (!relay) return relay.error();
  Listener::Settings settings;
  settings.from = request.from;
  settings.agent = readable(request.agent);
  settings.icy = request.icy;
  settings.most_octets = settings_.most_octets;
  auto listener = std::make_shared<Listener>(*relay, std::move(settings), loop_.now().mono);
  (*relay)->add(*listener);
  return std::shared_ptr<http::LiveBody>(std::move(listener));
}

/// What is known to be no sound for anybody.
std::optional<http::Answer> Gateway::Impl::refuse(const Wanted& wanted) {
  const auto& reference = wanted.reference;
  if (!reference.number) {
    if (settings_.groups.empty() || allows(settings_.groups, reference.group)) return std::nullopt;
    return answer_of(403, kPlain, "This gateway joins no such group; its --groups names which.\n");
  }
  if (guide::is_guide_service(*reference.number))
    return answer_of(404, kPlain, "That service is the guide of the headend, and no sound.\n");
  const guide::Entry* entry = known_.find(*reference.number);
  if (!entry && known_.complete())
    return answer_of(404, kPlain, to_string(*reference.number) + " is not in the guide; see /playlist.m3u.\n");
  if (entry && entry->encrypted)
    return answer_of(404, kPlain, to_string(*reference.number) + " is enciphered, and is not handed out in clear.\n");
  return std::nullopt;
}

Result<std::shared_ptr<Relay>, http::Answer> Gateway::Impl::relay_for(const Wanted& wanted) {
  const auto interfaces = net::list_interfaces();
  if (!interfaces) return fail(busy("The interfaces cannot be listed: " + interfaces.error().message() + ".\n"));
  const guide::Entry* entry = wanted.reference.number ? known_.find(*wanted.reference.number) : nullptr;
  libreceiver::ServiceReference reference = wanted.reference;
  if (entry && entry->group_v4 && settings_.wishes.family == Family::ipv4) {  // allotted by the headend
    reference.number.reset();
    reference.group = *entry->group_v4;
  }
  const auto target = libreceiver::resolve(reference, settings_.wishes, *interfaces);
  if (!target) return fail(answer_of(status_of(target.error().kind), kPlain, target.error().message + "\n"));
  std::shared_ptr<Relay>& relay = relays_[{target->group, {target->port, target->source}}];
  if (relay) return relay;
  if (relays_.size() > settings_.most_services) {
    std::erase_if(relays_, [](const auto& one) { return !one.second; });
    ++refused_for_room_;
    return fail(busy("All " + std::to_string(settings_.most_services) + " services that may be joined at once are.\n"));
  }
  Relay::Setup setup{wanted, *target, net::to_string(target->group, *interfaces), {}};
  if (entry) setup.entry = *entry;
  relay = std::make_shared<Relay>(loop_, std::move(setup), settings_.relay);
  std::shared_ptr<Relay> started = relay;
  if (const auto error = started->start()) {
    std::erase_if(relays_, [&started](const auto& one) { return one.second == started; });
    return fail(busy(net::to_string(target->group, *interfaces) + " cannot be joined: " + error.message() + ".\n"));
  }
  ticker_.expires_at(loop_.now().mono + kTick);
  say(to_path(wanted).substr(1) + " joined in " + net::to_string(target->group, *interfaces));
  return started;
}

std::size_t Gateway::Impl::clients() const {
  std::size_t clients = 0;
  for (const auto& [key, relay] : relays_) clients += relay->clients();
  return clients;
}

void Gateway::Impl::tick() {
  const Now now = loop_.now();
  std::erase_if(relays_, [this, &now](const auto& one) {
    const bool over = one.second->tick(now);
    if (over) say(one.second->status(now).path.substr(1) + " left: nobody listens");
    return over;
  });
  if (!relays_.empty()) ticker_.expires_at(now.mono + kTick);
}

GatewayStatus Gateway::Impl::status() const {
  const Now now = loop_.now();
  GatewayStatus status;
  status.version = version();
  status.up = now.mono - began_;
  status.most_clients = settings_.most_clients;
  status.most_services = settings_.most_services;
  status.known = known_.size();
  status.guide = guide_state_;
  status.refused_clients = refused_clients_;
  status.refused_for_room = refused_for_room_;
  for (const auto& [key, relay] : relays_) status.services.push_back(relay->status(now));
  return status;
}

Gateway::Gateway(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
Gateway::~Gateway() = default;

Result<std::unique_ptr<Gateway>, std::string> Gateway::open(net::EventLoop& loop, GatewaySettings settings) {
  auto impl = std::make_unique<Impl>(loop, std::move(settings));
  if (auto opened = impl->open(); !opened) return fail(opened.error());
  return std::unique_ptr<Gateway>(new Gateway(std::move(impl)));
}

KnownServices& Gateway::known() noexcept { return impl_->known_; }
void Gateway::set_guide_state(std::string state) { impl_->guide_state_ = std::move(state); }
std::uint16_t Gateway::port() const noexcept { return impl_->server_->port(); }
GatewayStatus Gateway::status() const { return impl_->status(); }

}  // namespace joincast::gateway
