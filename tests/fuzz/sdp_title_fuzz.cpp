// SPDX-License-Identifier: LGPL-2.1-or-later
// No title can add a line: cleaned, it stands in its own line and nowhere else; as it is, it is written
// whole or the session is refused.
#include <algorithm>
#include <cstdlib>

#include "base/bytes.h"
#include "base/text.h"
#include "sdp/joincast.h"
#include "sdp/parse.h"
#include "sdp/text.h"

using namespace joincast;

namespace {

sdp::Session session_with(const std::string& text) {
  sdp::Session session;
  session.origin.host = sdp::host(IpAddress::v4(0xc000'0201));
  session.name = text.empty() ? "-" : text;
  session.information = text;
  session.media.emplace_back().formats = {"14"};
  session.connection = sdp::Connection{.host = session.origin.host, .ttl = {}, .groups = 1};
  sdp::set_reason(session.media[0], text);
  return session;
}

void check(const sdp::Session& session, bool must_be_written) {
  const auto text = sdp::to_text(session);
  if (!text && must_be_written) std::abort();
  if (!text) return;
  std::ptrdiff_t lines = 6;  // v= o= s= c= t= m=
  lines += session.information.empty() ? 0 : 1;
  lines += session.media[0].attributes.empty() ? 0 : 1;
  if (std::count(text->begin(), text->end(), '\n') != lines) std::abort();
  if (std::count(text->begin(), text->end(), '\r') != lines) std::abort();
  const auto again = sdp::parse(*text, {.limits = {.octets = 1 << 24}, .strict = true});
  if (!again || !(again->session == session)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::size_t most = size > 0 ? data[0] : 0u;
  const std::string_view title = as_text({data, size});
  const std::string cleaned = sdp::clean_text(title, most);
  if (cleaned.size() > most || !valid_utf8(cleaned) || sdp::clean_text(cleaned, most) != cleaned) std::abort();
  check(session_with(cleaned), true);
  check(session_with(std::string(title)), false);
  return 0;
}
