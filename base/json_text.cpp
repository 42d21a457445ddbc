// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/json_text.h"

#include <cmath>

namespace joincast {
namespace {

constexpr double kMost = 9e12;

void append_escape(std::string& out, unsigned code) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[code >> shift & 0xf];
}

}  // namespace

void JsonText::separate() {
  if (text_.empty()) return;
  const char last = text_.back();
  if (last != '{' && last != '[' && last != ':') text_ += ',';
}

JsonText& JsonText::open(char bracket) {
  separate();
  text_ += bracket;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  text_ += bracket;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  text_.append(1, '"').append(name).append("\":");
  return *this;
}

JsonText& JsonText::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

JsonText& JsonText::value(bool truth) { return raw(truth ? "true" : "false"); }

JsonText& JsonText::value(double number) {
  if (!(std::abs(number) < kMost)) return null();
  separate();
  const auto millionths = static_cast<std::int64_t>(std::llround(std::abs(number) * 1e6));
  if (number < 0 && millionths != 0) text_ += '-';
  text_ += std::to_string(millionths / 1'000'000);
  std::int64_t rest = millionths % 1'000'000;
  if (rest == 0) return *this;
  char digits[7] = {'.'};
  for (std::size_t at = 6; at > 0; --at, rest /= 10) digits[at] = static_cast<char>('0' + rest % 10);
  text_.append(digits, 7);
  text_.erase(text_.find_last_not_of('0') + 1);
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  separate();
  text_ += '"';
  std::size_t plain = 0;  // octets before `i` that stand as they are
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool separator = c == 0xe2 && (text.substr(i, 3) == "\u2028" || text.substr(i, 3) == "\u2029");
    if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7f && !separator) {
      ++plain;
      continue;
    }
    text_ += text.substr(i - plain, plain);
    plain = 0;
    if (c == '"' || c == '\\')
      text_.append(1, '\\').append(1, text[i]);
    else
      append_escape(text_, separator ? (text[i + 2] == '\xa8' ? 0x2028u : 0x2029u) : c);
    if (separator) i += 2;
  }
  text_ += text.substr(text.size() - plain);
  text_ += '"';
  return *this;
}

}  // namespace joincast
