// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/host.h"

#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

/// Upper case where only the case was wrong: `in` -> `IN`.
bool mend_case(std::string_view& word, std::string_view right, bool& wrong) noexcept {
  if (word == right) return true;
  if (!same_word(word, right)) return false;
  wrong = true;
  word = right;
  return true;
}

}  // namespace

bool is_named_host(const Host& host) noexcept {
  if (host.ip || !is_token(host.network) || !is_token(host.type)) return false;
  if (!same_word(host.network, "IN")) return is_word(host.name);
  if (host.network != "IN") return false;
  if (!same_word(host.type, "IP4") && !same_word(host.type, "IP6")) return is_word(host.name);
  return (host.type == "IP4" || host.type == "IP6") && is_host_name(host.name);
}

bool read_host(std::string_view network, std::string_view type, std::string_view name, Judge& judge, Host& out) {
  bool ip = network == "IN" && (type == "IP4" || type == "IP6");
  if (!ip) {
    bool wrong_case = false;
    ip = mend_case(network, "IN", wrong_case) &&
         (mend_case(type, "IP4", wrong_case) || mend_case(type, "IP6", wrong_case));
    if (wrong_case && !judge.forgive(Sin::wrong_case)) return false;
  }
  if (ip) {
    out.ip = parse_address(name);
    const std::size_t zone = out.ip ? name.npos : name.find('%');
    if (zone != name.npos) {
      if (!judge.forgive(Sin::interface_zone)) return false;
      name = name.substr(0, zone);
      out.ip = parse_address(name);
    }
    if (out.ip) return out.ip->is_v4() == (type == "IP4") || judge.forgive(Sin::wrong_address_type);
  }
  out.network = network;
  out.type = type;
  out.name = name;
  return is_named_host(out) || judge.refuse(ParseErrc::bad_address);
}

}  // namespace joincast::sdp
