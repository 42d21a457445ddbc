// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/judge.h"

#include <algorithm>
#include <array>
#include <utility>

namespace joincast::sdp {
namespace {

struct SinFacts {
  std::string_view text;
  ParseErrc code;  // of its refusal in strict mode
};

constexpr std::array<SinFacts, static_cast<std::size_t>(Sin::obsolete_key) + 1> kSins = {{
    {"bare line end", ParseErrc::bad_value},
    {"no final line end", ParseErrc::truncated},
    {"NUL octet", ParseErrc::bad_value},
    {"blank line", ParseErrc::bad_value},
    {"bad line", ParseErrc::wrong_type},
    {"bad content", ParseErrc::bad_value},
    {"empty value", ParseErrc::bad_value},
    {"missing v=", ParseErrc::missing},
    {"missing o=", ParseErrc::missing},
    {"missing s=", ParseErrc::missing},
    {"missing t=", ParseErrc::missing},
    {"wrong order", ParseErrc::out_of_order},
    {"repeated line", ParseErrc::duplicated},
    {"extra space", ParseErrc::bad_value},
    {"wrong case", ParseErrc::bad_value},
    {"bad number", ParseErrc::bad_value},
    {"bad charset", ParseErrc::bad_encoding},
    {"missing TTL", ParseErrc::bad_address},
    {"TTL on IPv6", ParseErrc::bad_address},
    {"TTL on unicast", ParseErrc::bad_address},
    {"interface zone", ParseErrc::bad_address},
    {"missing c=", ParseErrc::missing},
    {"wrong address type", ParseErrc::bad_address},
    {"port range", ParseErrc::bad_value},
    {"z= without r=", ParseErrc::out_of_order},
    {"obsolete k=", ParseErrc::bad_value},
}};

}  // namespace

std::string_view to_string(Sin sin) noexcept { return kSins[static_cast<std::size_t>(sin)].text; }

bool Judge::forgive(Sin sin, std::uint32_t line) {
  if (options_.strict) {
    if (!error_) error_ = LineError{kSins[static_cast<std::size_t>(sin)].code, line};
    return false;
  }
  list({sin, line});
  return true;
}

void Judge::note(Sin sin) { list({sin, line_}); }

void Judge::list(Forgiven forgiven) {
  if (!forgiven_.empty() && forgiven_.back() == forgiven) return;
  if (forgiven_.size() < options_.limits.forgiven) forgiven_.push_back(forgiven);
}

bool Judge::refuse(ParseErrc code) noexcept {
  if (!error_) error_ = LineError{code, line_};
  return false;
}

std::vector<Forgiven> Judge::take_forgiven() {
  if (forgiven_.size() > 1)
    std::stable_sort(forgiven_.begin(), forgiven_.end(),
                     [](const Forgiven& a, const Forgiven& b) { return a.line < b.line; });
  return std::move(forgiven_);
}

}  // namespace joincast::sdp
