// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/text.h"
#include "sdp/grammar.h"
#include "sdp/text.h"

namespace joincast::sdp {
namespace {

/// Octets of the control or line separator that a text begins with; zero: it begins with something else.
std::size_t control_at(std::string_view text) noexcept {
  const auto octet = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  if (octet(0) < 0x20 || octet(0) == 0x7f) return 1;
  if (octet(0) == 0xc2 && octet(1) >= 0x80 && octet(1) < 0xa0) return 2;                         // C1
  if (octet(0) == 0xe2 && octet(1) == 0x80 && (octet(2) == 0xa8 || octet(2) == 0xa9)) return 3;  // U+2028, U+2029
  return 0;
}

/// Printable ASCII with single spaces between words, as most texts are.
bool is_plain(std::string_view text) noexcept {
  char before = ' ';
  for (const char c : text) {
    if (c < 0x20 || c > 0x7e || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

}  // namespace

std::string clean_text(std::string_view text, std::size_t max_octets) {
  if (text.size() <= max_octets && is_plain(text)) return std::string(text);
  const std::string readable = guess_utf8(text);
  std::string out;
  out.reserve(readable.size());
  for (std::size_t at = 0; at < readable.size();) {
    const std::size_t control = control_at(std::string_view(readable).substr(at));
    const bool space = control != 0 || readable[at] == ' ';
    if (!space) {
      out += readable[at];
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
    at += control != 0 ? control : 1;
  }
  out.resize(cut_utf8(out, max_octets).size());
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_web_link(std::string_view uri) noexcept {
  if (!is_uri(uri)) return false;
  const std::size_t colon = uri.find("://");
  const std::string_view scheme = uri.substr(0, colon);
  if (colon == uri.npos || (!same_word(scheme, "http") && !same_word(scheme, "https"))) return false;
  const std::string_view rest = uri.substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  return !authority.empty() && authority.front() != ':' && authority.find('@') == authority.npos;
}

}  // namespace joincast::sdp
