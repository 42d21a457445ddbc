// SPDX-License-Identifier: LGPL-2.1-or-later
#include <iconv.h>

#include <array>
#include <cerrno>
#include <optional>

#include "media/ts_tables.h"

namespace joincast::media {
namespace {

constexpr std::uint8_t kEuro = 0xa4;  // in DVB's own form of ISO 6937

struct Table {
  std::string name;      // as iconv has it; empty: not known
  std::size_t skip = 0;  // octets that told it
  bool single_octets = true;
};

std::string latin(unsigned part) { return "ISO-8859-" + std::to_string(part); }

Table table_of(ByteView octets) {
  const std::uint8_t first = octets[0];
  if (first >= 0x20) return {"ISO6937", 0, true};
  if (first >= 0x01 && first <= 0x0b && first != 0x08) return {latin(first + 4u), 1, true};
  switch (first) {
    case 0x10:
      if (octets.size() < 3 || octets[1] != 0 || octets[2] == 0 || octets[2] > 15 || octets[2] == 12) return {};
      return {latin(octets[2]), 3, true};
    case 0x11: return {"UTF-16BE", 1, false};
    case 0x12: return {"EUC-KR", 1, false};
    case 0x13: return {"GB2312", 1, false};
    case 0x14: return {"UTF-16BE", 1, false};
    case 0x15: return {"UTF-8", 1, false};
    default: return {};
  }
}

/// What iconv makes of it; octets that mean nothing are left out.
std::string convert(ByteView octets, const std::string& table) {
  const iconv_t converter = ::iconv_open("UTF-8", table.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return {};
  std::string text;
  std::string input(as_text(octets));
  char* in = input.data();
  std::size_t left = input.size();
  while (left > 0) {
    std::array<char, 256> buffer{};
    char* out = buffer.data();
    std::size_t room = buffer.size();
    const bool stopped = ::iconv(converter, &in, &left, &out, &room) == static_cast<std::size_t>(-1);
    text.append(buffer.data(), buffer.size() - room);
    if (!stopped || errno == E2BIG) continue;
    ++in;
    --left;
  }
  ::iconv_close(converter);
  return text;
}

/// One octet a character: 0x80 to 0x9f are controls, of which 0x8a ends a line (table A.1).
std::string convert_single(ByteView octets, const std::string& table) {
  std::string text;
  Bytes run;
  const auto finish = [&] {
    text += convert(run, table);
    run.clear();
  };
  for (const std::uint8_t octet : octets) {
    if (octet == kEuro && table == "ISO6937") {
      finish();
      text += "€";
    } else if (octet == 0x8a) {
      run.push_back(' ');
    } else if (octet >= 0x20 && (octet < 0x7f || octet > 0x9f)) {
      run.push_back(octet);
    }
  }
  finish();
  return text;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size()) text.replace(at, what.size(), by);
}

}  // namespace

std::string dvb_text(ByteView octets) {
  if (octets.empty()) return {};
  const Table table = table_of(octets);
  if (table.name.empty()) return {};
  if (table.single_octets) return convert_single(octets.subspan(table.skip), table.name);
  std::string text = convert(octets.subspan(table.skip), table.name);
  replace_all(text, "\xee\x82\x86", "");   // U+E086: emphasis
  replace_all(text, "\xee\x82\x87", "");   // U+E087: its end
  replace_all(text, "\xee\x82\x8a", " ");  // U+E08A: the end of a line
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if (octet == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0)
      ++i;  // U+0080 to U+009F
    else if (octet >= 0x20 && octet != 0x7f)
      clean += text[i];
  }
  return clean;
}

}  // namespace joincast::media
