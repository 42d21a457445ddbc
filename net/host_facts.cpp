// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/host_facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>

namespace joincast::net {
namespace {

constexpr std::size_t kMostSources = 64;
constexpr std::size_t kMostOctets = 4u << 20;  // of a file read

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string_view next_word(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

template <typename Number>
std::optional<Number> number(std::string_view text, int base = 10) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// 32 hexadecimal digits, as an IPv6 address stands there.
std::optional<IpAddress> v6_of(std::string_view digits) {
  if (digits.size() != 32) return std::nullopt;
  std::array<std::uint8_t, 16> octets{};
  for (std::size_t at = 0; at < octets.size(); ++at) {
    const auto octet = number<std::uint8_t>(digits.substr(2 * at, 2), 16);
    if (!octet) return std::nullopt;
    octets[at] = *octet;
  }
  return IpAddress::v6(octets);
}

/// /proc/net/igmp prints the octets of the wire as one number of this machine.
std::optional<IpAddress> v4_of_wire(std::string_view digits) {
  const auto value = number<std::uint32_t>(digits, 16);
  if (!value) return std::nullopt;
  return IpAddress::v4(std::bit_cast<std::array<std::uint8_t, 4>>(*value));
}

/// /proc/net/mcfilter prints the number that the address is: `0xefc30101`.
std::optional<IpAddress> v4_of_number(std::string_view digits) {
  if (!digits.starts_with("0x")) return std::nullopt;
  const auto value = number<std::uint32_t>(digits.substr(2), 16);
  return value ? std::optional(IpAddress::v4(*value)) : std::nullopt;
}

void read_igmp(const Group& group, std::string_view text, GroupMembership& found) {
  std::uint32_t interface = 0;
  std::uint32_t version = 0;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    const bool of_group = line.starts_with('\t');
    const std::string_view first = next_word(line);
    if (!of_group) {  // `4  eth0      :     1      V3`
      interface = number<std::uint32_t>(first).value_or(0);
      std::string_view last;
      for (auto word = next_word(line); !word.empty(); word = next_word(line)) last = word;
      version = last.starts_with('V') ? number<std::uint32_t>(last.substr(1)).value_or(0) : 0;
      if (interface == group.interface && interface != 0) found.asked_by_version = version;
    } else if (interface == group.interface && v4_of_wire(first) == group.address) {  // `010000E0     1 0:00000000 0`
      found.joined = true;
      found.users = number<std::uint32_t>(next_word(line)).value_or(0);
    }
  }
}

void read_igmp6(const Group& group, std::string_view text, GroupMembership& found) {
  while (!text.empty()) {  // `1    lo              ff020000000000000000000000000001     1 0000000C 0`
    std::string_view line = next_line(text);
    if (number<std::uint32_t>(next_word(line)) != group.interface) continue;
    next_word(line);
    if (v6_of(next_word(line)) != group.address) continue;
    found.joined = true;
    found.users = number<std::uint32_t>(next_word(line)).value_or(0);
  }
}

void read_filter(const Group& group, std::string_view text, GroupMembership& found) {
  const auto address = group.address.is_v4() ? v4_of_number : v6_of;
  while (!text.empty()) {  // index, device, group, source, how many sockets include it, how many exclude it
    std::string_view line = next_line(text);
    if (number<std::uint32_t>(next_word(line)) != group.interface) continue;
    next_word(line);
    if (address(next_word(line)) != group.address) continue;
    const auto source = address(next_word(line));
    const bool included = number<std::uint32_t>(next_word(line)).value_or(0) != 0;
    if (!source || found.sources.size() >= kMostSources) continue;
    found.include = found.include || included;
    found.sources.push_back(*source);
  }
}

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.size() > kMostOctets) text.resize(kMostOctets);
  return text;
}

/// `Udp: A B` above `Udp: 1 2`.
std::uint64_t in_table(std::string_view text, std::string_view row, std::string_view name) {
  while (!text.empty()) {
    std::string_view names = next_line(text);
    if (next_word(names) != row) continue;
    std::string_view values = next_line(text);
    next_word(values);
    for (auto word = next_word(names); !word.empty(); word = next_word(names)) {
      const auto value = next_word(values);
      if (word == name) return number<std::uint64_t>(value).value_or(0);
    }
  }
  return 0;
}

/// `Udp6InDatagrams   6`.
std::uint64_t in_list(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    std::string_view line = next_line(text);
    if (next_word(line) == name) return number<std::uint64_t>(next_word(line)).value_or(0);
  }
  return 0;
}

constexpr std::uint64_t grown(std::uint64_t now, std::uint64_t before) noexcept {
  return now > before ? now - before : 0;
}

}  // namespace

GroupMembership parse_membership(const Group& group, std::string_view memberships, std::string_view filters) {
  GroupMembership found;
  if (group.address.is_v4())
    read_igmp(group, memberships, found);
  else
    read_igmp6(group, memberships, found);
  read_filter(group, filters, found);
  return found;
}

std::optional<GroupMembership> membership_of(const Group& group) {
  const bool v4 = group.address.is_v4();
  const std::string memberships = read_file(v4 ? "/proc/net/igmp" : "/proc/net/igmp6");
  if (memberships.empty()) return std::nullopt;
  return parse_membership(group, memberships, read_file(v4 ? "/proc/net/mcfilter" : "/proc/net/mcfilter6"));
}

HostCounters growth(const HostCounters& now, const HostCounters& before) noexcept {
  return {grown(now.multicast, before.multicast),       grown(now.delivered, before.delivered),
          grown(now.no_room, before.no_room),           grown(now.nobody_listens, before.nobody_listens),
          grown(now.reverse_path, before.reverse_path), grown(now.discarded, before.discarded)};
}

HostCounters parse_host_counters(std::string_view snmp, std::string_view snmp6, std::string_view netstat) {
  HostCounters all;
  all.multicast = in_table(netstat, "IpExt:", "InMcastPkts") + in_list(snmp6, "Ip6InMcastPkts");
  all.delivered = in_table(snmp, "Udp:", "InDatagrams") + in_list(snmp6, "Udp6InDatagrams");
  all.no_room = in_table(snmp, "Udp:", "RcvbufErrors") + in_list(snmp6, "Udp6RcvbufErrors");
  all.nobody_listens = in_table(snmp, "Udp:", "IgnoredMulti") + in_list(snmp6, "Udp6IgnoredMulti");
  all.reverse_path = in_table(netstat, "TcpExt:", "IPReversePathFilter");
  all.discarded = in_list(snmp6, "Ip6InDiscards");
  return all;
}

HostCounters host_counters() {
  return parse_host_counters(read_file("/proc/net/snmp"), read_file("/proc/net/snmp6"), read_file("/proc/net/netstat"));
}

}  // namespace joincast::net
