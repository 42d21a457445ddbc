// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/interfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/service_number.h"

namespace joincast::app {
namespace {

/// Groups such as a service has, to ask the routes about.
const IpAddress kSampleV6 = *parse_address("ff3e:40:2001:db8::8000:1");
const IpAddress kSampleV4 = IpAddress::v4(0xefc3'0101);

bool is_one_of(const net::RouteChoice& choice, std::uint32_t index) {
  return choice.interface == index ||
         std::find(choice.rivals.begin(), choice.rivals.end(), index) != choice.rivals.end();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all.empty() ? "-" : all;
}

std::string choice_of(const InterfaceRow& row) {
  if (!row.chosen_v4 && !row.chosen_v6) return "";
  std::string text = row.chosen_v4 && row.chosen_v6 ? "both" : row.chosen_v6 ? "IPv6" : "IPv4";
  if (row.ambiguous) text += "?";
  return text;
}

}  // namespace

std::vector<InterfaceRow> interface_rows(std::span<const net::Interface> interfaces) {
  const auto v6 = net::system_choice(kSampleV6).value_or(net::RouteChoice{});
  const auto v4 = net::system_choice(kSampleV4).value_or(net::RouteChoice{});
  std::vector<InterfaceRow> rows;
  for (const net::Interface& interface : interfaces) {
    InterfaceRow row;
    row.name = interface.name;
    row.index = interface.index;
    row.kind = to_string(interface.kind);
    const auto word = [&](Family family) {
      const net::Unfit unfit = net::fitness(interface, family);
      return std::string(unfit == net::Unfit::fit ? "fit" : to_string(unfit));
    };
    row.ipv4 = word(Family::ipv4);
    row.ipv6 = word(Family::ipv6);
    for (const Prefix& prefix : net::service_prefixes(interface)) row.prefixes.push_back(to_string(prefix));
    if (const auto address = net::ipv4_address(interface)) row.address = to_string(*address);
    row.chosen_v4 = is_one_of(v4, interface.index);
    row.chosen_v6 = is_one_of(v6, interface.index);
    row.ambiguous = (row.chosen_v4 && v4.ambiguous()) || (row.chosen_v6 && v6.ambiguous());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string to_table(const std::vector<InterfaceRow>& rows) {
  using Cells = std::array<std::string, 7>;
  std::vector<Cells> table = {{"INTERFACE", "KIND", "IPV6", "IPV4", "PREFIXES", "ADDRESS", "SYSTEM'S CHOICE"}};
  for (const InterfaceRow& row : rows)
    table.push_back({row.name, row.kind, row.ipv6, row.ipv4, joined(row.prefixes),
                     row.address.empty() ? "-" : row.address, choice_of(row)});
  std::array<std::size_t, 7> widths{};
  for (const Cells& cells : table)
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], cells[i].size());

  std::string text;
  for (const Cells& cells : table) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += fmt::format("{:<{}}  ", cells[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  if (std::any_of(rows.begin(), rows.end(), [](const InterfaceRow& row) { return row.ambiguous; }))
    text += "?: several routes are equally good, so a program that names no interface joins on any of these.\n";
  return text;
}

}  // namespace joincast::app
