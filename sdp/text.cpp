// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/text.h"

#include <array>

#include "base/text.h"
#include "sdp/attributes.h"
#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(TextErrc::bad_media) + 1> kTexts = {
    "bad origin",     "bad name",      "bad information", "bad URI",       "bad email", "bad phone",
    "bad connection", "bad bandwidth", "bad timing",      "bad attribute", "bad media"};

/// Writes line after line; the first part that cannot be written is remembered.
class Writer {
 public:
  explicit Writer(const Session& session) : session_(session) {
    const std::string_view declared = charset(session);
    utf8_ = declared.empty() || same_word(declared, "UTF-8");
    out_.reserve(512);
  }

  Result<std::string, TextErrc> run() {
    if (!write_head() || !write_times() || !write_attributes(session_.attributes)) return fail(error_);
    for (const Media& media : session_.media)
      if (!write_media(media)) return fail(error_);
    return std::move(out_);
  }

 private:
  bool write_head();
  bool write_times();
  bool write_media(const Media& media);
  bool write_host(const Host& host);
  bool write_connection(const Connection& connection);
  bool write_bandwidths(const std::vector<Bandwidth>& bandwidths);
  bool write_attributes(const Attributes& attributes);

  bool stop(TextErrc code) noexcept {
    error_ = code;
    return false;
  }
  bool is_text(std::string_view text) const noexcept { return is_byte_string(text) && (!utf8_ || valid_utf8(text)); }
  void line(char letter, std::string_view value) { begin(letter).append(value).append("\r\n"); }
  std::string& begin(char letter) { return out_ += {letter, '='}; }
  void suffix(char separator, std::uint64_t value) { out_.append(1, separator).append(std::to_string(value)); }
  std::string& number(std::uint64_t value) { return out_.append(std::to_string(value)); }

  const Session& session_;
  std::string out_;
  TextErrc error_ = TextErrc::bad_origin;
  bool utf8_ = true;  // no other charset is declared
};

bool Writer::write_host(const Host& host) {
  if (host.ip) {
    if (!host.network.empty() || !host.type.empty() || !host.name.empty()) return false;
    out_.append(host.ip->is_v4() ? "IN IP4 " : "IN IP6 ").append(to_string(*host.ip));
    return true;
  }
  if (!is_named_host(host)) return false;
  out_.append(host.network).append(" ").append(host.type).append(" ").append(host.name);
  return true;
}

bool Writer::write_connection(const Connection& connection) {
  begin('c');
  if (!write_host(connection.host)) return false;
  const bool multicast = connection.host.ip && connection.host.ip->is_multicast();
  const bool v4 = multicast && connection.host.ip->is_v4();
  if (v4 != connection.ttl.has_value()) return false;
  if (connection.groups == 0 || connection.groups > kMaxGroups || (!multicast && connection.groups != 1)) return false;
  if (v4) suffix('/', *connection.ttl);
  if (connection.groups > 1) suffix('/', connection.groups);
  out_.append("\r\n");
  return true;
}

bool Writer::write_bandwidths(const std::vector<Bandwidth>& bandwidths) {
  for (const Bandwidth& bandwidth : bandwidths) {
    if (!is_token(bandwidth.type)) return stop(TextErrc::bad_bandwidth);
    line('b', bandwidth.type + ':' + std::to_string(bandwidth.value));
  }
  return true;
}

bool Writer::write_attributes(const Attributes& attributes) {
  for (const Attribute& attribute : attributes) {
    if (!is_token(attribute.name)) return stop(TextErrc::bad_attribute);
    begin('a').append(attribute.name);
    if (!attribute.value.empty()) {
      if (!is_byte_string(attribute.value)) return stop(TextErrc::bad_attribute);
      out_.append(":").append(attribute.value);
    }
    out_.append("\r\n");
  }
  return true;
}

bool Writer::write_head() {
  line('v', "0");
  const Origin& origin = session_.origin;
  if (!is_word(origin.username)) return stop(TextErrc::bad_origin);
  begin('o').append(origin.username).append(" ");
  number(origin.id).append(" ");
  number(origin.version).append(" ");
  if (!write_host(origin.host)) return stop(TextErrc::bad_origin);
  out_.append("\r\n");
  if (!is_text(session_.name)) return stop(TextErrc::bad_name);
  line('s', session_.name);
  if (!session_.information.empty()) {
    if (!is_text(session_.information)) return stop(TextErrc::bad_information);
    line('i', session_.information);
  }
  if (!session_.uri.empty()) {
    if (!is_uri(session_.uri)) return stop(TextErrc::bad_uri);
    line('u', session_.uri);
  }
  for (const std::string& email : session_.emails) {
    if (!is_email(email) || !is_text(email)) return stop(TextErrc::bad_email);
    line('e', email);
  }
  for (const std::string& phone : session_.phones) {
    if (!is_phone(phone) || !is_text(phone)) return stop(TextErrc::bad_phone);
    line('p', phone);
  }
  if (session_.connection && !write_connection(*session_.connection)) return stop(TextErrc::bad_connection);
  return write_bandwidths(session_.bandwidths);
}

bool Writer::write_times() {
  constexpr std::uint64_t kMost = 0x7fff'ffff'ffff'ffff;
  if (session_.timings.empty()) return stop(TextErrc::bad_timing);
  for (const Timing& timing : session_.timings) {
    line('t', std::to_string(timing.start) + ' ' + std::to_string(timing.stop));
    for (const Repeat& repeat : timing.repeats) {
      bool fits = repeat.interval != 0 && repeat.interval <= kMost && repeat.duration <= kMost;
      begin('r').append(std::to_string(repeat.interval)).append(" ").append(std::to_string(repeat.duration));
      for (const std::uint64_t offset : repeat.offsets) {
        fits = fits && offset <= kMost;
        suffix(' ', offset);
      }
      if (!fits || repeat.offsets.empty()) return stop(TextErrc::bad_timing);
      out_.append("\r\n");
    }
    if (timing.zones.empty()) continue;
    if (timing.repeats.empty()) return stop(TextErrc::bad_timing);
    begin('z');
    for (const ZoneAdjustment& zone : timing.zones) {
      if (zone.offset < -static_cast<std::int64_t>(kMost)) return stop(TextErrc::bad_timing);
      if (&zone != &timing.zones.front()) out_ += ' ';
      number(zone.time).append(" ").append(std::to_string(zone.offset));
    }
    out_.append("\r\n");
  }
  return true;
}

bool Writer::write_media(const Media& media) {
  if (!is_token(media.type) || media.ports == 0 || !is_protocol(media.protocol) || media.formats.empty())
    return stop(TextErrc::bad_media);
  begin('m').append(media.type).append(" ");
  number(media.port);
  if (media.ports > 1) suffix('/', media.ports);
  out_.append(" ").append(media.protocol);
  for (const std::string& format : media.formats) {
    if (!is_token(format)) return stop(TextErrc::bad_media);
    out_.append(" ").append(format);
  }
  out_.append("\r\n");
  if (!media.information.empty()) {
    if (!is_text(media.information)) return stop(TextErrc::bad_information);
    line('i', media.information);
  }
  if (media.connections.empty() && !session_.connection) return stop(TextErrc::bad_connection);
  for (const Connection& connection : media.connections)
    if (!write_connection(connection)) return stop(TextErrc::bad_connection);
  return write_bandwidths(media.bandwidths) && write_attributes(media.attributes);
}

}  // namespace

std::string_view to_string(TextErrc code) noexcept { return kTexts[static_cast<std::size_t>(code)]; }

Result<std::string, TextErrc> to_text(const Session& session) { return Writer(session).run(); }

}  // namespace joincast::sdp
