// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/sidecar.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "base/text.h"

namespace joincast::libreceiver {
namespace {

template <typename... Values>
std::string print(const char* format, Values... values) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), format, values...);
  return {text.data(), size > 0 ? std::min(static_cast<std::size_t>(size), text.size() - 1) : 0};
}

/// RFC 8259 section 7, with everything that a terminal or a careless reader could take for more than text escaped.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  const std::string readable = guess_utf8(text);
  for (const char c : readable) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (octet < 0x20 || octet == 0x7f)
      out += print("\\u%04x", octet);
    else
      out += c;
  }
  return out + "\"";
}

std::string milliseconds(Duration time) {
  const long long micro = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  return print("%lld.%03lld", micro / 1000, micro < 0 ? -micro % 1000 : micro % 1000);
}

/// Members of one object, in their order.
class Object {
 public:
  explicit Object(std::string indent) : indent_(std::move(indent)) {}

  Object& raw(std::string_view name, const std::string& value) {
    text_ += (text_.empty() ? "" : ",") + indent_ + "\"" + std::string(name) + "\": " + value;
    return *this;
  }
  Object& text(std::string_view name, std::string_view value) { return raw(name, quoted(value)); }
  template <typename Number>
  Object& number(std::string_view name, Number value) {
    return raw(name, std::to_string(value));
  }
  Object& place(const Sidecar::Place& place) {
    raw("ms", milliseconds(place.file_time)).number("octets", place.octets).number("rtp_timestamp", place.timestamp);
    return text("at", iso_time(place.at));
  }
  const std::string& members() const { return text_; }

 private:
  std::string indent_;
  std::string text_;
};

std::string list(const std::vector<std::string>& objects) {
  std::string text = "[";
  for (const std::string& object : objects) text += (text.size() > 1 ? ",\n    {" : "\n    {") + object + "}";
  return text + (objects.empty() ? "]" : "\n  ]");
}

std::string_view to_string(Sidecar::State state) {
  switch (state) {
    case Sidecar::State::recording: return "recording";
    case Sidecar::State::complete: return "complete";
    case Sidecar::State::interrupted: break;
  }
  return "interrupted";
}

/// A text between quotation marks of a cue sheet, which has no way to write one.
std::string cue_text(std::string_view text) {
  std::string out;
  const std::string readable = guess_utf8(text);
  for (const char c : readable) {
    if (out.size() >= 200 && (static_cast<unsigned char>(c) & 0xc0) != 0x80) break;
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c == '"' ? '\'' : c;
  }
  return "\"" + out + "\"";
}

std::string cue_time(Duration time) {
  const long long frames = std::chrono::duration_cast<std::chrono::microseconds>(time).count() * 75 / 1'000'000;
  return print("%02lld:%02lld:%02lld", frames / 75 / 60, frames / 75 % 60, frames % 75);
}

std::string cue_track(std::size_t number, const Item& item, Duration begins) {
  const std::size_t dash = item.title.find(" - ");
  std::string text = print("  TRACK %02zu AUDIO\n", number);
  text += "    TITLE " + cue_text(dash == std::string::npos ? item.title : item.title.substr(dash + 3)) + "\n";
  if (dash != std::string::npos) text += "    PERFORMER " + cue_text(item.title.substr(0, dash)) + "\n";
  return text + "    INDEX 01 " + cue_time(begins) + "\n";
}

}  // namespace

void Sidecar::add(Title title) {
  if (titles.size() < kMostNotes)
    titles.push_back(std::move(title));
  else
    ++unwritten;
}

void Sidecar::add(Loss loss) {
  if (losses.size() < kMostNotes)
    losses.push_back(loss);
  else
    ++unwritten;
}

std::string iso_time(WallTime time) {
  const auto milli = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto second = std::chrono::floor<std::chrono::seconds>(milli);
  const std::time_t value = second.time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&value, &utc);
  return print("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
               utc.tm_min, utc.tm_sec, static_cast<int>((milli - second).count()));
}

std::string to_json(const Sidecar& sidecar) {
  std::vector<std::string> titles, losses;
  for (const auto& title : sidecar.titles) {
    Object one("");
    one.place(title.place).text("title", title.item.title).text("link", title.item.link);
    if (title.item.since) one.text("since", iso_time(*title.item.since));
    titles.push_back(one.members());
  }
  for (const auto& loss : sidecar.losses) {
    Object one("");
    one.place(loss.place).text("reason", to_string(loss.reason)).number("packets", loss.packets);
    losses.push_back(one.raw("lost_ms", milliseconds(loss.length)).members());
  }
  Object all("\n  ");
  all.text("file", sidecar.file).text("container", sidecar.container).text("codec", sidecar.codec);
  all.text("service", sidecar.service).text("group", sidecar.group).text("station", sidecar.station);
  all.text("source", sidecar.source).number("part", sidecar.part).text("began", iso_time(sidecar.began));
  all.text("seen", iso_time(sidecar.seen)).number("rtp_timestamp", sidecar.timestamp);
  all.number("clock_rate_hz", sidecar.clock_rate_hz).raw("whole_song", sidecar.whole_song ? "true" : "false");
  all.text("state", to_string(sidecar.state)).text("ended_by", sidecar.ended_by);
  all.raw("length_ms", milliseconds(sidecar.length)).number("octets", sidecar.octets);
  all.raw("titles", list(titles)).raw("gaps", list(losses)).number("unwritten", sidecar.unwritten);
  return "{" + all.members() + "\n}\n";
}

std::string to_cue(const Sidecar& sidecar) {
  std::string text = "REM DATE " + iso_time(sidecar.began).substr(0, 10) + "\n";
  if (!sidecar.station.empty()) text += "TITLE " + cue_text(sidecar.station) + "\n";
  const bool wave = sidecar.file.ends_with(".wav");
  text += "FILE " + cue_text(sidecar.file) + (wave ? " WAVE\n" : " MP3\n");
  std::size_t number = 0;
  if (sidecar.titles.empty() || sidecar.titles.front().place.file_time > Duration::zero())
    text += cue_track(++number, {}, {});
  for (const auto& title : sidecar.titles)
    if (++number <= 99) text += cue_track(number, title.item, title.place.file_time);
  return text;
}

}  // namespace joincast::libreceiver
