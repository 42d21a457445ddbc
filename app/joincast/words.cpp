// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/words.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>

namespace joincast::app {
namespace {

struct Character {
  char32_t value = 0;
  std::size_t octets = 1;
};

/// The first character of a non-empty text; an octet that begins none counts by itself.
Character decode(std::string_view text) noexcept {
  const auto octet = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned first = octet(0);
  const std::size_t octets = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 1;
  if (octets == 1 || octets > text.size()) return {first, 1};
  char32_t value = first & (0x7fu >> octets);
  for (std::size_t i = 1; i < octets; ++i) value = value << 6 | (octet(i) & 0x3f);
  return {value, octets};
}

std::size_t width(char32_t c) noexcept {
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
                    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                    (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
  return wide ? 2 : 1;
}

}  // namespace

double milliseconds(Duration duration) noexcept { return std::chrono::duration<double, std::milli>(duration).count(); }

std::string in_milliseconds(Duration duration) { return fmt::format("{:.0f} ms", milliseconds(duration)); }

std::string_view name_of(payload::Codec codec) noexcept {
  switch (codec) {
    case payload::Codec::mpa: return "MPEG audio";
    case payload::Codec::mp2t: return "MPEG transport stream";
    case payload::Codec::h264: return "H.264 video";
    case payload::Codec::l16: return "PCM 16 bit";
    case payload::Codec::l24: return "PCM 24 bit";
    case payload::Codec::pcmu: return "G.711 mu-law";
    case payload::Codec::pcma: return "G.711 A-law";
    case payload::Codec::opus: return "Opus";
    case payload::Codec::aac: return "AAC";
    case payload::Codec::vorbis: return "Vorbis";
    case payload::Codec::flac: return "FLAC";
    case payload::Codec::unknown: break;
  }
  return "unknown";
}

std::string describe(const payload::Format& format) {
  std::string text(format.codec == payload::Codec::unknown && !format.encoding_name.empty()
                       ? std::string_view(format.encoding_name)
                       : name_of(format.codec));
  const std::uint32_t rate = format.codec == payload::Codec::opus ? 48'000 : format.sample_rate_hz;
  if (rate) text += fmt::format(", {:g} kHz", rate / 1000.0);
  if (format.channels == 1) text += " mono";
  if (format.channels == 2) text += " stereo";
  if (format.channels > 2) text += fmt::format(" {} channels", format.channels);
  return text;
}

std::string bit_rate(std::uint64_t bits_per_second) {
  if (bits_per_second >= 10'000'000) return fmt::format("{:.1f} Mbit/s", static_cast<double>(bits_per_second) / 1e6);
  return fmt::format("{:.0f} kbit/s", std::round(static_cast<double>(bits_per_second) / 1e3));
}

std::string loss(const libreceiver::Statistics& statistics) {
  const double share = statistics.expected
                           ? 100.0 * static_cast<double>(statistics.missing) / static_cast<double>(statistics.expected)
                           : 0;
  return fmt::format("{} of {} ({:.2f} %)", statistics.missing, statistics.expected, share);
}

std::string clock_time(WallTime time) {
  const auto local = [](std::time_t value) {
    std::tm parts{};
    localtime_r(&value, &parts);
    return parts;
  };
  const std::tm then = local(
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(time)));
  const std::tm today = local(std::time(nullptr));
  const bool same_day = then.tm_yday == today.tm_yday && then.tm_year == today.tm_year;
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), same_day ? "%H:%M" : "%Y-%m-%d %H:%M", &then);
  return {text.data(), size};
}

std::string elapsed(Duration duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
  return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string short_time(Duration duration) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
  if (seconds >= 3600) return elapsed(duration);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string_view name_of(libreceiver::Phase phase) noexcept {
  switch (phase) {
    case libreceiver::Phase::silent: return "waiting";
    case libreceiver::Phase::undescribed: return "undescribed";
    case libreceiver::Phase::playing: return "playing";
    case libreceiver::Phase::stalled: return "stalled";
  }
  return "";
}

std::size_t columns(std::string_view utf8) noexcept {
  std::size_t total = 0;
  while (!utf8.empty()) {
    const Character character = decode(utf8);
    total += width(character.value);
    utf8.remove_prefix(character.octets);
  }
  return total;
}

std::string fit(std::string_view utf8, std::size_t most) {
  if (columns(utf8) <= most) return std::string(utf8);
  if (most == 0) return {};
  std::size_t used = 0;
  std::size_t end = 0;
  while (end < utf8.size()) {
    const Character character = decode(utf8.substr(end));
    if (used + width(character.value) > most - 1) break;
    used += width(character.value);
    end += character.octets;
  }
  return std::string(utf8.substr(0, end)) + "…";
}

}  // namespace joincast::app
