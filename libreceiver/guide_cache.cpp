// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_cache.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "libreceiver/output_folder.h"
#include "net/descriptor.h"
#include "net/private_file.h"

namespace joincast::libreceiver {

std::string guide_cache_path() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache == '/') return std::string(cache) + "/joincast/guide";
  const char* home = std::getenv("HOME");
  return home && *home ? std::string(home) + "/.cache/joincast/guide" : std::string();
}

bool load_guide_cache(const std::string& path, GuideList& list, WallTime now) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return true;
  const auto file = net::read_file(path, kMostGuideCache);
  if (!file) return false;
  list.remember(file->text, now - kOldestGuide);
  return true;
}

std::error_code write_whole_file(const std::string& path, std::string_view text) {
  const std::filesystem::path whole(path);
  const std::filesystem::path folder = whole.has_parent_path() ? whole.parent_path() : std::filesystem::path(".");
  std::filesystem::path made;
  for (const auto& part : folder) {
    made /= part;
    if (::mkdir(made.c_str(), 0700) != 0 && errno != EEXIST && errno != EISDIR && errno != EROFS)
      return {errno, std::generic_category()};
  }
  const net::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return {errno, std::generic_category()};
  return replace_file(opened.value(), whole.filename(), text);
}

std::error_code save_guide_cache(const std::string& path, const GuideList& list) {
  if (path.empty()) return std::make_error_code(std::errc::no_such_file_or_directory);
  return write_whole_file(path, list.to_text(kMostGuideCache));
}

}  // namespace joincast::libreceiver
