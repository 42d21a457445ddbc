// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/script_text.h"

#include <algorithm>

#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::begins_with_word;
using playlist::find_word;
using playlist::lower;

namespace {

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded = text[i] == '%' && i + 2 < text.size();
    const int high = coded ? hexadecimal(text[i + 1]) : -1;
    const int low = coded ? hexadecimal(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// The address that begins the text, `\/` read as `/`.
std::string address_at_start(std::string_view text) {
  std::string url;
  for (std::size_t i = 0; i < text.size() && url.size() <= kMaxUrl; ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size() && text[i + 1] == '/') continue;
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f ||
        std::string_view("\"'`<>\\{}|^").find(c) != std::string_view::npos)
      break;
    url += c;
  }
  return url;
}

}  // namespace

std::vector<std::string> addresses_in_script(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = find_word(text, "http"); at != std::string_view::npos && out.size() < kMaxScriptAddresses;
       at = find_word(text, "http", at + 1)) {
    const std::string_view here = text.substr(at, kMaxUrl * 2);
    if (!begins_with_word(here, "http:") && !begins_with_word(here, "https:")) continue;
    std::string url = address_at_start(here);
    const bool whole = begins_with_word(url, "http://") || begins_with_word(url, "https://");
    if (whole && url.size() > std::string_view("https://").size() && url.size() <= kMaxUrl)
      out.push_back(std::move(url));
  }
  return out;
}

std::vector<std::string> addresses_in_query(std::string_view url) {
  const std::size_t query = url.find('?');
  if (query == std::string_view::npos) return {};
  std::vector<std::string> out;
  std::string_view rest = url.substr(query + 1);
  while (!rest.empty() && out.size() < kMaxScriptAddresses) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) {
      std::string value = percent_decoded(pair.substr(equals + 1));
      if (begins_with_word(value, "http://") || begins_with_word(value, "https://")) out.push_back(std::move(value));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace joincast::fetch
