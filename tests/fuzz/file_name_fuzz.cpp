// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Whatever a station calls its songs, the file's name is one that cannot leave its folder.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "libreceiver/file_name.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_part(std::string_view name, std::size_t most) {
  require(!name.empty() && name.size() <= most && joincast::valid_utf8(name));
  require(name.front() != '.' && name.front() != ' ' && name.back() != '.' && name.back() != ' ');
  for (const char c : name) {
    const auto octet = static_cast<unsigned char>(c);
    require(octet >= 0x20 && octet != 0x7f && std::string_view("/\\:*?\"<>|").find(c) == std::string_view::npos);
  }
  for (const std::string_view hidden : {"\u202e", "\u2066", "\u200f", "\ufeff", "\u0085"})
    require(name.find(hidden) == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast::libreceiver;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string name = safe_name(text);
  if (!name.empty()) check_part(name, kMaxName);
  require(safe_name(name) == name);

  NameFields fields;
  const std::size_t half = size / 2;
  fields.title = text.substr(0, half);
  fields.station = text.substr(half);
  fields.number = text;
  std::string path = make_name("{service}/{artist}/{number} {index} {song} {title}", fields, 24);
  require(path.size() <= kMaxPath);
  std::size_t parts = 0;
  for (std::string_view rest = path; ++parts;) {
    const std::size_t slash = rest.find('/');
    check_part(rest.substr(0, slash), kMaxName);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  require(parts == 3);
  if (check_name_pattern(text)) {
    path = make_name(text, fields, 24);
    require(!path.empty() && path.front() != '/' && path.size() <= kMaxPath);
  }
  return 0;
}
