// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/described_service.h"

#include <algorithm>

#include "sdp/attributes.h"
#include "sdp/crypto.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kOurs = "joincast-";  // attributes of the moment
constexpr std::uint16_t kLastPort = 65'534;      // RTCP has the next one

std::optional<IpAddress> group_of(const sdp::Session& session, const sdp::Media& media) {
  const sdp::Connection* connection = sdp::connection_of(session, media);
  if (!connection || !connection->host.ip || !connection->host.ip->is_multicast()) return std::nullopt;
  return connection->host.ip;
}

bool is_receivable(const sdp::Session& session, const sdp::Media& media) {
  return sdp::is_rtp(media) && media.port != 0 && media.port <= kLastPort && group_of(session, media);
}

const sdp::Media* choose_medium(const sdp::Session& session) {
  const sdp::Media* first = nullptr;
  for (const sdp::Media& media : session.media) {
    if (!is_receivable(session, media)) continue;
    if (media.type == "audio") return &media;
    if (!first) first = &media;
  }
  return first;
}

/// None: not one that we can do.
std::optional<rtp::SrtpKey> key_of(const sdp::Crypto& crypto) {
  const auto suite = rtp::parse_srtp_suite(crypto.suite);
  if (!suite || crypto.keys.size() != 1 || crypto.keys.front().mki_octets != 0) return std::nullopt;
  for (const std::string& parameter : crypto.session_parameters)
    if (!parameter.starts_with("WSH=")) return std::nullopt;
  return rtp::SrtpKey{*suite, crypto.keys.front().key_and_salt};
}

bool has_crypto(const std::vector<sdp::Attribute>& attributes) {
  return std::any_of(attributes.begin(), attributes.end(), [](const auto& one) { return one.name == "crypto"; });
}

/// `RTP/AVPF` becomes `RTP/SAVPF`.
void make_secure(sdp::Media& media) {
  if (const auto at = media.protocol.find("/AVP"); at != std::string::npos) media.protocol.insert(at + 1, "S");
}

void drop_private_parts(sdp::Session& session) {
  session.information.clear();
  session.uri.clear();
  for (sdp::Timing& timing : session.timings) timing = {};
  const auto of_the_moment = [](const sdp::Attribute& one) {
    return one.name == "crypto" || one.name.starts_with(kOurs);
  };
  std::erase_if(session.attributes, of_the_moment);
  for (sdp::Media& media : session.media) std::erase_if(media.attributes, of_the_moment);
}

/// Where a text of our users' is no description. What is missing is missing behind the last line: then the first line
/// that cannot be one is to blame, if there is such a line.
std::string in_words(const sdp::LineError& error, std::string_view text) {
  std::uint32_t line = 0, misshapen = 0;
  while (!text.empty() && line < error.line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line;
    if (misshapen == 0 && !one.empty() && one != "\r" && one.find('=') != 1) misshapen = line;
  }
  const std::uint32_t wrong = line == error.line ? line : misshapen;
  if (wrong == 0)
    return "expected a session description (RFC 8866); something is missing behind line " + std::to_string(line);
  return "line " + std::to_string(wrong) + " is not of a session description (RFC 8866)";
}

}  // namespace

Result<DescribedService, std::string> read_description(std::string_view text) {
  auto parsed = sdp::parse(text);
  if (!parsed) return fail(in_words(parsed.error(), text));
  sdp::Session& session = parsed->session;
  const sdp::Media* chosen = choose_medium(session);
  if (!chosen) return fail(std::string("expected a medium over RTP with a multicast group in its c= line"));

  DescribedService service;
  service.reference.group = *group_of(session, *chosen);
  if (collides_with_local_control(service.reference.group))
    return fail(std::string(to_string(ReferenceErrc::shared_mac)));
  service.reference.port = chosen->port;
  const auto sources = sdp::included_sources(session, *chosen, service.reference.group);
  if (sources.size() == 1) service.reference.source = sources.front();
  for (const sdp::Crypto& crypto : sdp::cryptos(*chosen))
    if (!service.srtp_key) service.srtp_key = key_of(crypto);
  if (!service.srtp_key && has_crypto(chosen->attributes))
    return fail(
        std::string("none of its a=crypto lines can be used: expected one key in base64, no MKI, and a suite of "
                    "AES_CM_128_HMAC_SHA1_80, AES_256_CM_HMAC_SHA1_80, AEAD_AES_128_GCM or AEAD_AES_256_GCM"));
  for (sdp::Media& media : session.media)
    if (has_crypto(media.attributes)) make_secure(media);
  drop_private_parts(session);
  auto description = sdp::to_text(session);
  if (!description) return fail(std::string("it cannot be understood: ") + std::string(to_string(description.error())));
  service.description = std::move(*description);
  return service;
}

bool may_hold_key(std::string_view text) noexcept { return text.find("crypto:") != text.npos; }

std::string without_keys(std::string_view description) {
  auto parsed = sdp::parse(description);
  if (!parsed) return {};
  const auto holds_key = [](const sdp::Attribute& one) { return one.name == "crypto"; };
  std::erase_if(parsed->session.attributes, holds_key);
  for (sdp::Media& media : parsed->session.media) std::erase_if(media.attributes, holds_key);
  return sdp::to_text(parsed->session).value_or(std::string());
}

std::optional<std::string> with_key(std::string_view description, const IpAddress& group, const rtp::SrtpKey& key) {
  auto parsed = sdp::parse(description);
  if (!parsed) return std::nullopt;
  bool found = false;
  for (sdp::Media& media : parsed->session.media) {
    if (!sdp::is_rtp(media) || group_of(parsed->session, media) != group) continue;
    sdp::Crypto crypto;
    crypto.tag = 1;
    crypto.suite = to_string(key.suite);
    crypto.keys.push_back({key.key_and_salt});
    std::erase_if(media.attributes, [](const sdp::Attribute& one) { return one.name == "crypto"; });
    sdp::add_crypto(media, crypto);
    make_secure(media);
    found = true;
  }
  if (!found) return std::nullopt;
  auto text = sdp::to_text(parsed->session);
  if (!text) return std::nullopt;
  return std::move(*text);
}

}  // namespace joincast::libreceiver
