// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/file_url.h"

#include <charconv>

namespace joincast::headend {

Result<std::string, std::string> path_of_file_url(std::string_view url) {
  const auto refuse = [](const char* why) { return fail(std::string(why)); };
  constexpr const char* kAbsolute = "expected an absolute path, as in \"file:///music/song.mp3\"";
  if (!url.starts_with("file://")) return refuse(kAbsolute);
  std::string_view rest = url.substr(7);
  if (rest.starts_with("localhost/")) rest.remove_prefix(9);
  if (!rest.starts_with('/')) return refuse(kAbsolute);
  std::string path;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != '%') {
      path += rest[i];
      continue;
    }
    unsigned octet = 0;
    const char* const digits = rest.data() + i + 1;
    if (i + 2 >= rest.size() || std::from_chars(digits, digits + 2, octet, 16).ptr != digits + 2 || octet == 0)
      return refuse("expected two hexadecimal digits behind each %, and not %00");
    path += static_cast<char>(octet);
    i += 2;
  }
  if (path.find('\0') != path.npos) return refuse(kAbsolute);
  return path;
}

}  // namespace joincast::headend
