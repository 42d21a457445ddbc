// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/description_faults.h"

#include <algorithm>

#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kMostLines = 4'096;

}  // namespace

std::string_view remedy_of(sdp::Sin sin) noexcept {
  using sdp::Sin;
  switch (sin) {
    case Sin::bare_line_end: return "Lines were ended there all the same.";
    case Sin::no_final_line_end: return "The last line was taken as it is.";
    case Sin::nul: return "The text was taken to end there.";
    case Sin::blank_line:
    case Sin::bad_line:
    case Sin::bad_content:
    case Sin::zone_without_repeat: return "The line was skipped.";
    case Sin::empty_value: return "The line was skipped, or its value left out.";
    case Sin::missing_version: return "Version 0 was assumed.";
    case Sin::missing_origin: return "An origin of zeros was assumed.";
    case Sin::missing_name: return "The session has no name.";
    case Sin::missing_time: return "The session was taken to last for ever.";
    case Sin::wrong_order: return "The line was taken although it belongs further up.";
    case Sin::repeated_line: return "One of the lines was taken: the first v= or o=, the last of others.";
    case Sin::extra_space: return "The spaces were ignored.";
    case Sin::wrong_case: return "The word was read in capital letters.";
    case Sin::bad_number: return "A number was made from the text.";
    case Sin::bad_charset: return "The text was read as windows-1252.";
    case Sin::missing_ttl: return "A TTL of 255 was assumed.";
    case Sin::ttl_on_ipv6:
    case Sin::ttl_on_unicast: return "What stands behind the address was ignored.";
    case Sin::interface_zone: return "The interface behind the address was cut off.";
    case Sin::missing_connection: return "No address was assumed for the media that have none.";
    case Sin::wrong_address_type: return "The address was taken for what it looks like.";
    case Sin::port_range: return "The first port was taken.";
    case Sin::obsolete_key: return "The key was thrown away.";
  }
  return "It was mended.";
}

std::vector<std::string> description_lines(std::string_view text) {
  std::vector<std::string> lines;
  text = text.substr(0, text.find('\0'));
  while (!text.empty() && lines.size() < kMostLines) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(sdp::clean_text(text.substr(0, end)));
    text.remove_prefix(end);
    if (text.starts_with("\r\n"))
      text.remove_prefix(2);
    else if (!text.empty())
      text.remove_prefix(1);
  }
  return lines;
}

std::vector<DescriptionFault> describe_faults(std::string_view text) {
  const std::vector<std::string> lines = description_lines(text);
  std::vector<DescriptionFault> faults;
  const auto add = [&](std::uint32_t line) -> DescriptionFault& {
    DescriptionFault& fault = faults.emplace_back();
    fault.line = std::min(line, static_cast<std::uint32_t>(lines.size()) + 1);  // what is missing is missed at the end
    if (line > 0 && line <= lines.size()) fault.text = lines[line - 1];
    return fault;
  };
  const auto parsed = sdp::parse(text);
  if (!parsed) {
    DescriptionFault& fault = add(parsed.error().line);
    fault.refused = true;
    fault.reason = parsed.error().code;
    fault.words = to_string(fault.reason);
    fault.remedy = "Nothing can be made of the description.";
    return faults;
  }
  for (const sdp::Forgiven& forgiven : parsed->forgiven) {
    DescriptionFault& fault = add(forgiven.line);
    fault.sin = forgiven.sin;
    fault.words = to_string(forgiven.sin);
    fault.remedy = remedy_of(forgiven.sin);
  }
  return faults;
}

}  // namespace joincast::libreceiver
