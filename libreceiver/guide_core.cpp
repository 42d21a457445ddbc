// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_core.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "guide/parts.h"
#include "sap/packet.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::size_t kMostHttp = 32;  // guides over HTTP

/// Of `http://[2001:db8::1]:9581` the address; none: a name, or more than that.
std::optional<Endpoint> endpoint_of(std::string_view url) {
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t colon = url.rfind(':');
  if (colon == url.npos) return std::nullopt;
  const std::string_view digits = url.substr(colon + 1);
  std::string_view host = url.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto address = parse_address(host);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  if (!address || error != std::errc{} || end != digits.end() || port == 0) return std::nullopt;
  return Endpoint{*address, port};
}

}  // namespace

void GuideCore::add_guide(const Guide& guide) {
  channels_.push_back({guide, guide::PageAssembler(options_.assembler), {}, 0});
  if (!resting_) outputs_.push_back(Join{guide.group});
}

void GuideCore::rest() {
  if (std::exchange(resting_, true)) return;
  for (Channel& channel : channels_) {
    outputs_.push_back(Leave{channel.guide.group});
    channel.joined = 0;
  }
  for (const auto& [group, page] : pages_) outputs_.push_back(Leave{group});
  pages_.clear();
}

void GuideCore::wake(Now now) {
  if (std::exchange(resting_, false))
    for (Channel& channel : channels_) {
      outputs_.push_back(Join{channel.guide.group});
      for (auto& [sender, headend] : channel.headends) headend.turns.clear();
    }
  for (auto& [address, http] : http_) ask(address, http.source, now);
}

void GuideCore::ask_again(Now now) {
  for (auto& [address, http] : http_)
    if (!http.failed) ask(address, http.source, now);
}

void GuideCore::add_announcements(const Group& group, const std::string& interface) {
  if (!sap_groups_.insert(group).second) return;
  announcements_[group.interface].interface = interface;
  outputs_.push_back(Join{group});
}

void GuideCore::add_http(const std::string& address, Now now) {
  ask(address, {GuideWay::http, address, {}, {}, {}}, now);
}

GuideSource GuideCore::source_of(const Channel& channel, const IpAddress& sender) {
  return {GuideWay::multicast, to_string(sender), channel.guide.interface, channel.guide.group.address, sender};
}

/// A stranger's address is asked only if it is a neighbour's, and by number: no name leads elsewhere.
std::optional<std::string> GuideCore::http_of(const Channel& channel, const std::string& told) const {
  const auto endpoint = endpoint_of(told);
  if (!options_.http || !endpoint) return std::nullopt;
  const IpAddress& address = endpoint->address;
  const bool local = address.is_v6() && address.is_link_local();
  if (!local && std::ranges::none_of(channel.guide.on_link, [&](const Prefix& one) { return contains(one, address); }))
    return std::nullopt;
  if (!local) return std::string(kScheme) + to_string(*endpoint);
  return std::string(kScheme) + '[' + to_string(address) + "%25" + channel.guide.interface +
         "]:" + std::to_string(endpoint->port);
}

std::optional<Group> GuideCore::group_of(const Channel& channel, const guide::PageLink& link) const {
  const Group& guide = channel.guide.group;
  if (guide.address.is_v4()) {
    if (!link.group_v4 || link.group_v4->octets()[0] != guide.address.octets()[0]) return std::nullopt;
    return Group{*link.group_v4, guide.interface};
  }
  std::array<std::uint8_t, 16> octets{};
  std::ranges::copy(guide.address.octets(), octets.begin());
  const std::uint32_t id = guide::service_of_page(link.page).group_id();
  for (std::size_t i = 0; i < 4; ++i) octets[12 + i] = static_cast<std::uint8_t>(id >> (24 - 8 * i));
  return Group{IpAddress::v6(octets), guide.interface};
}

bool GuideCore::wants(const Channel& channel, const IpAddress& sender, const Headend& headend,
                      const guide::PageLink& link) const {
  if (link.page == guide::kIndexPage) return false;
  if (link.page >= guide::kFirstOwnPage) {
    if (!headend.http.empty() || !group_of(channel, link)) return false;
    const auto turns = headend.turns.find(link.page);
    if (turns != headend.turns.end() && turns->second >= options_.turns) return false;
  }
  return !channel.assembler.knows(sender, channel.guide.group.interface, link.page, link.revision);
}

void GuideCore::take(std::size_t index, guide::ReceivedPage received, Now now) {
  Channel& channel = channels_[index];
  const IpAddress sender = received.source;
  const guide::Page page = received.page;
  if (!list_.set_page(source_of(channel, sender), std::move(received.page), now.wall)) return;
  if (page.number == guide::kIndexPage) return take_index(index, sender, page, now);
  const auto headend = channel.headends.find(sender);
  if (headend != channel.headends.end() && !headend->second.http.empty())
    ask(headend->second.http, http_.at(headend->second.http).source, now);
}

void GuideCore::take_index(std::size_t index, const IpAddress& sender, const guide::Page& page, Now now) {
  Channel& channel = channels_[index];
  Headend& headend = channel.headends[sender];
  headend.links.clear();
  for (const guide::PageLink& link : page.pages)
    if (headend.links.size() < options_.pages) headend.links.emplace(link.page, link);
  headend.turns.clear();
  headend.http.clear();
  const auto http = http_of(channel, page.http);
  if (!http) return;
  const auto known = http_.find(*http);
  if (known == http_.end() ? http_.size() >= kMostHttp : known->second.failed) return;
  headend.http = *http;
  const GuideSource there{GuideWay::http, *http, channel.guide.interface, channel.guide.group.address, sender};
  ask(*http, there, now);
  list_.add_place(http_.at(*http).source, there);
}

void GuideCore::handle_datagram(ByteView datagram, const Endpoint& from, const Group& to, Now now) {
  if (sap_groups_.contains(to)) {
    Announcements& here = announcements_.at(to.interface);
    here.table.handle_datagram(datagram, from, now);
    return drain(here, now);
  }
  std::size_t index = channels_.size();
  for (std::size_t i = 0; i < channels_.size(); ++i)
    if (channels_[i].guide.group == to) index = i;
  if (const auto page = pages_.find(to); page != pages_.end()) index = page->second.channel;
  if (index == channels_.size()) return;
  channels_[index].assembler.handle_datagram(datagram, from, to.interface, now);
  bool any = false;
  while (auto received = channels_[index].assembler.poll_output()) {
    take(index, std::move(*received), now);
    any = true;
  }
  if (any) settle(index, now);
}

/// Leaves groups of pages that are whole, joins the next ones.
void GuideCore::settle(std::size_t index, Now now) {
  leave_finished(index);
  Channel& channel = channels_[index];
  for (const auto& [sender, headend] : channel.headends) {
    bool all = true;
    for (const auto& [number, link] : headend.links) {
      if (!wants(channel, sender, headend, link)) continue;
      all = false;
      if (resting_ || link.page < guide::kFirstOwnPage || channel.joined >= options_.pages_at_once) continue;
      const Group group = *group_of(channel, link);
      if (group == channel.guide.group || sap_groups_.contains(group)) continue;
      if (!pages_.try_emplace(group, JoinedPage{index, link.page, now.mono + options_.page_patience}).second) continue;
      ++channel.joined;
      outputs_.push_back(Join{group});
    }
    if (all && headend.http.empty()) list_.complete(source_of(channel, sender));
  }
}

void GuideCore::leave_finished(std::size_t index) {
  Channel& channel = channels_[index];
  for (auto joined = pages_.begin(); joined != pages_.end();) {
    const bool wanted = joined->second.channel != index || std::ranges::any_of(channel.headends, [&](const auto& one) {
                          const auto link = one.second.links.find(joined->second.page);
                          return link != one.second.links.end() && wants(channel, one.first, one.second, link->second);
                        });
    if (wanted) {
      ++joined;
      continue;
    }
    outputs_.push_back(Leave{joined->first});
    --channel.joined;
    joined = pages_.erase(joined);
  }
}

void GuideCore::drain(Announcements& here, Now now) {
  while (const auto event = here.table.poll_output()) {
    const sap::Announcement& announcement = *event->announcement;
    if (announcement.payload_type != sap::kSdpType) continue;
    std::string description(as_text(announcement.payload));
    if (event->kind == sap::Event::Kind::added || event->kind == sap::Event::Kind::changed)
      list_.announce(here.interface, announcement.source, std::move(description), now.wall);
    else
      list_.withdraw(here.interface, announcement.source, description);
  }
}

void GuideCore::handle_deadline(Now now) {
  std::set<std::size_t> changed;
  for (auto& [group, page] : pages_) {
    if (page.until > now.mono) continue;
    for (auto& [sender, headend] : channels_[page.channel].headends) ++headend.turns[page.page];
    changed.insert(page.channel);
  }
  // A page that gets another turn gets it behind the others: its group is left all the same.
  for (auto joined = pages_.begin(); joined != pages_.end();) {
    if (joined->second.until > now.mono) {
      ++joined;
      continue;
    }
    outputs_.push_back(Leave{joined->first});
    --channels_[joined->second.channel].joined;
    joined = pages_.erase(joined);
  }
  for (const std::size_t index : changed) settle(index, now);
  for (Channel& channel : channels_) channel.assembler.handle_deadline(now);
  for (auto& [interface, here] : announcements_) {
    here.table.handle_deadline(now);
    drain(here, now);
  }
  for (auto& [address, http] : http_)
    if (http.again && http.url.empty() && now.mono >= http.next) ask(address, http.source, now);
}

TimePoint GuideCore::deadline() const {
  TimePoint next = kNever;
  for (const auto& [group, page] : pages_) next = std::min(next, page.until);
  for (const Channel& channel : channels_) next = std::min(next, channel.assembler.deadline());
  for (const auto& [interface, here] : announcements_) next = std::min(next, here.table.deadline());
  for (const auto& [address, http] : http_)
    if (http.again && http.url.empty()) next = std::min(next, http.next);
  return next;
}

std::optional<GuideCore::Output> GuideCore::poll_output() {
  if (outputs_.empty()) return std::nullopt;
  Output output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

bool GuideCore::complete() const {
  bool heard = false;
  for (const auto& [address, http] : http_) {
    if (!http.url.empty()) return false;
    heard = heard || !http.failed;
  }
  for (const Channel& channel : channels_)
    for (const auto& [sender, headend] : channel.headends) {
      heard = true;
      for (const auto& [number, link] : headend.links)
        if (wants(channel, sender, headend, link)) return false;
    }
  return heard;
}

}  // namespace joincast::libreceiver
