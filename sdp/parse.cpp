// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/parse.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sdp/attributes.h"
#include "sdp/grammar.h"
#include "sdp/lines.h"
#include "sdp/values.h"

namespace joincast::sdp {
namespace {

/// How far down a part of the description each letter stands; zero: not in it.
using Order = std::array<std::uint8_t, 256>;

constexpr Order order_of(std::string_view letters) {
  Order order{};
  std::uint8_t rank = 0;
  for (const char letter : letters) order[static_cast<unsigned char>(letter)] = ++rank;
  return order;
}

constexpr Order kSessionOrder = [] {
  Order order = order_of("vosiuepcbtka");
  order['r'] = order['z'] = order['t'];
  return order;
}();
constexpr Order kMediaOrder = order_of("icbka");
constexpr std::uint8_t rank_in(const Order& order, char letter) { return order[static_cast<unsigned char>(letter)]; }

constexpr std::size_t kUsualAttributes = 8;

class Parser {
 public:
  Parser(const ParseOptions& options, Session& session) noexcept : judge_(options), session_(session) {
    session_.timings.clear();
  }

  bool run(std::string_view text) { return read(text) && complete(); }
  Judge& judge() noexcept { return judge_; }

 private:
  /// Text that is not UTF-8, until it is known whether a charset is declared.
  struct Suspect {
    std::uint32_t line;
    char letter;
    std::size_t index;  // of an e=, a p=, or one past the medium of an i=
  };

  bool read(std::string_view text);
  bool read_line(std::string_view line);
  bool in_order(std::uint8_t rank);
  bool once(char letter);
  bool read_letter(char letter, std::string_view value);
  bool read_session_line(char letter, std::string_view value);
  bool read_media_line(char letter, std::string_view value);
  bool read_version(std::string_view value);
  bool begin_media(std::string_view value);
  bool read_timing_line(char letter, std::string_view value);
  bool read_uri(std::string_view value);
  bool keep(char letter, std::string_view value, std::string& out, std::size_t index);
  bool keep_attribute(std::string_view value, Attributes& attributes);
  bool skip_unless(bool good);
  bool complete();
  bool settle_charsets();
  std::string& text_of(const Suspect& suspect);

  Judge judge_;
  Session& session_;
  std::vector<Suspect> suspects_;
  std::uint32_t seen_ = 0;  // a bit a letter
  std::uint8_t rank_ = 0;   // how far down the order of lines one is
};

bool Parser::read(std::string_view text) {
  if (text.size() > judge_.limits().octets) return judge_.refuse(ParseErrc::over_limit);
  Lines lines(text);
  std::string_view line;
  while (lines.next(judge_, line))
    if (!read_line(line) || judge_.error()) return false;
  if (judge_.error()) return false;
  if (lines.cut() && !judge_.forgive(Sin::nul)) return false;
  judge_.enter(judge_.line() + 1);
  return true;
}

bool Parser::read_line(std::string_view line) {
  if (line.size() < 2 || line[1] != '=') {
    const std::string_view tidy = trim(line);
    if (tidy.empty()) return judge_.forgive(Sin::blank_line);
    const std::string_view rest = trim(tidy.substr(1));
    if (!rest.starts_with('=')) return judge_.forgive(Sin::bad_line);
    if (!judge_.forgive(Sin::extra_space)) return false;
    return read_letter(tidy[0], rest.substr(1));
  }
  return read_letter(line[0], line.substr(2));
}

bool Parser::read_letter(char letter, std::string_view value) {
  const bool top = session_.media.empty();
  if (letter != 'a') return top ? read_session_line(letter, value) : read_media_line(letter, value);
  rank_ = rank_in(top ? kSessionOrder : kMediaOrder, 'a');  // the last one: never too late
  return keep_attribute(value, top ? session_.attributes : session_.media.back().attributes);
}

bool Parser::in_order(std::uint8_t rank) {
  if (rank < rank_) return judge_.forgive(Sin::wrong_order);
  rank_ = rank;
  return true;
}

bool Parser::once(char letter) {
  const std::uint32_t bit = 1u << (letter - 'a');
  if (seen_ & bit) return judge_.forgive(Sin::repeated_line);
  seen_ |= bit;
  return true;
}

/// What is optional and no good is skipped.
bool Parser::skip_unless(bool good) { return good || judge_.forgive(Sin::bad_content); }

bool Parser::read_session_line(char letter, std::string_view value) {
  if (letter == 'm') return begin_media(value);
  const std::uint8_t rank = rank_in(kSessionOrder, letter);
  if (rank != 0 && session_.media.empty() && !in_order(rank)) return false;
  const bool first = letter >= 'a' && letter <= 'z' && !(seen_ & 1u << (letter - 'a'));
  switch (letter) {
    case 'v': return once('v') && (!first || read_version(value));
    case 'o':
      if (!once('o')) return false;
      return !first || read_origin(value, judge_, session_.origin) || judge_.refuse(ParseErrc::bad_value);
    case 's': return once('s') && keep('s', value, session_.name, 0);
    case 'i': return once('i') && keep('i', value, session_.information, 0);
    case 'u': return once('u') && skip_unless(read_uri(value));
    case 'e':
      if (!is_email(value)) return skip_unless(false);
      session_.emails.emplace_back();
      return keep('e', value, session_.emails.back(), session_.emails.size() - 1);
    case 'p':
      if (!is_phone(value)) return skip_unless(false);
      session_.phones.emplace_back();
      return keep('p', value, session_.phones.back(), session_.phones.size() - 1);
    case 'c':
      if (!once('c')) return false;
      return read_connection(value, judge_, session_.connection.emplace()) || judge_.refuse(ParseErrc::bad_value);
    case 'b': {
      Bandwidth bandwidth;
      if (!read_bandwidth(value, judge_, bandwidth)) return skip_unless(false);
      session_.bandwidths.push_back(std::move(bandwidth));
      return true;
    }
    case 't':
    case 'r':
    case 'z': return read_timing_line(letter, value);
    case 'k': judge_.note(Sin::obsolete_key); return once('k');
    default: return judge_.forgive(Sin::bad_line);
  }
}

bool Parser::read_media_line(char letter, std::string_view value) {
  Media& media = session_.media.back();
  if (letter == 'm') return begin_media(value);
  const std::uint8_t rank = rank_in(kMediaOrder, letter);
  if (rank == 0) {
    const bool known = rank_in(kSessionOrder, letter) != 0;
    return (!known || judge_.forgive(Sin::wrong_order)) && read_session_line(letter, value);
  }
  if (!in_order(rank)) return false;
  switch (letter) {
    case 'i': return once('i') && keep('i', value, media.information, session_.media.size());
    case 'c':
      return read_connection(value, judge_, media.connections.emplace_back()) || judge_.refuse(ParseErrc::bad_value);
    case 'b': {
      Bandwidth bandwidth;
      if (!read_bandwidth(value, judge_, bandwidth)) return skip_unless(false);
      media.bandwidths.push_back(std::move(bandwidth));
      return true;
    }
    default: judge_.note(Sin::obsolete_key); return once('k');
  }
}

// v=0
bool Parser::read_version(std::string_view value) {
  Words words(value);
  std::uint64_t version = 0;
  if (!to_number(words.next(), version) || !words.done()) return judge_.refuse(ParseErrc::bad_value);
  if (version != 0) return judge_.refuse(ParseErrc::unsupported_version);
  return value == "0" || judge_.forgive(Sin::extra_space);
}

bool Parser::begin_media(std::string_view value) {
  if (session_.media.size() >= judge_.limits().media) return judge_.refuse(ParseErrc::over_limit);
  constexpr std::uint32_t kPerMedia = 1u << ('i' - 'a') | 1u << ('k' - 'a');
  seen_ = (seen_ & ~kPerMedia) | 1u << ('m' - 'a');
  rank_ = 0;
  return read_media(value, judge_, session_.media.emplace_back()) || judge_.refuse(ParseErrc::bad_value);
}

bool Parser::read_timing_line(char letter, std::string_view value) {
  std::vector<Timing>& timings = session_.timings;
  if (letter == 't') {
    Timing timing;
    if (!read_timing(value, judge_, timing)) return skip_unless(false);
    timings.push_back(std::move(timing));
    return true;
  }
  if (letter == 'r') {
    Repeat repeat;
    if (timings.empty() || !read_repeat(value, judge_, repeat)) return skip_unless(false);
    if (!timings.back().zones.empty() && !judge_.forgive(Sin::wrong_order)) return false;
    timings.back().repeats.push_back(std::move(repeat));
    return true;
  }
  std::vector<ZoneAdjustment> zones;
  if (!read_zones(value, judge_, zones)) return skip_unless(false);
  if (timings.empty() || timings.back().repeats.empty()) return judge_.forgive(Sin::zone_without_repeat);
  if (!timings.back().zones.empty() && !judge_.forgive(Sin::repeated_line)) return false;
  timings.back().zones = std::move(zones);
  return true;
}

/// What no URI may hold but people's languages do is written as URIs have it: percent-encoded UTF-8.
bool Parser::read_uri(std::string_view value) {
  const std::string_view tidy = trim(value);
  if (tidy.size() != value.size() && !judge_.forgive(Sin::extra_space)) return false;
  if (is_uri(tidy)) {
    session_.uri = tidy;
    return true;
  }
  std::string uri;
  for (const char c : tidy) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80) uri += c;
    if (octet >= 0x80) uri += {'%', kHex[octet >> 4], kHex[octet & 15u]};
  }
  if (!is_uri(uri) || !judge_.forgive(Sin::bad_charset)) return false;
  session_.uri = std::move(uri);
  return true;
}

bool Parser::keep(char letter, std::string_view value, std::string& out, std::size_t index) {
  if (value.empty()) return judge_.forgive(Sin::empty_value);
  out = value;
  if (!valid_utf8(value)) suspects_.push_back({judge_.line(), letter, index});
  return true;
}

bool Parser::keep_attribute(std::string_view value, Attributes& attributes) {
  if (attributes.empty()) attributes.reserve(kUsualAttributes);  // one allocation for most
  if (read_attribute(value, judge_, attributes.emplace_back())) return true;
  attributes.pop_back();
  return judge_.forgive(Sin::bad_content);
}

std::string& Parser::text_of(const Suspect& suspect) {
  switch (suspect.letter) {
    case 's': return session_.name;
    case 'e': return session_.emails[suspect.index];
    case 'p': return session_.phones[suspect.index];
    default: return suspect.index == 0 ? session_.information : session_.media[suspect.index - 1].information;
  }
}

bool Parser::settle_charsets() {
  const std::string_view declared = charset(session_);
  if (!declared.empty() && !same_word(declared, "UTF-8")) return true;
  for (const Suspect& suspect : suspects_) {
    std::string& text = text_of(suspect);
    if (valid_utf8(text)) continue;  // another line took its place
    if (!judge_.forgive(Sin::bad_charset, suspect.line)) return false;
    text = windows1252_to_utf8(text);
  }
  return true;
}

bool Parser::complete() {
  const auto seen = [this](char letter) { return (seen_ & 1u << (letter - 'a')) != 0; };
  if (!seen('v') && !seen('o') && !seen('s') && !seen('m')) return judge_.refuse(ParseErrc::missing);
  if (!seen('v') && !judge_.forgive(Sin::missing_version)) return false;
  if (!seen('o')) {
    if (!judge_.forgive(Sin::missing_origin)) return false;
    session_.origin.host = host(IpAddress::v4(0));
  }
  if (!seen('s') && !judge_.forgive(Sin::missing_name)) return false;
  if (session_.timings.empty()) {
    if (!judge_.forgive(Sin::missing_time)) return false;
    session_.timings.emplace_back();
  }
  bool all_placed = session_.connection.has_value();
  if (!all_placed) {
    all_placed = true;
    for (const Media& media : session_.media) all_placed = all_placed && !media.connections.empty();
  }
  if (!all_placed) {
    if (!judge_.forgive(Sin::missing_connection)) return false;
    session_.connection = Connection{.host = host(IpAddress::v4(0)), .ttl = {}, .groups = 1};
  }
  return settle_charsets();
}

}  // namespace

Result<Parsed, LineError> parse(std::string_view text, const ParseOptions& options) {
  Result<Parsed, LineError> result;
  Parser parser(options, result->session);
  if (parser.run(text)) {
    result->forgiven = parser.judge().take_forgiven();
  } else {
    result = fail(*parser.judge().error());
  }
  return result;
}

}  // namespace joincast::sdp
