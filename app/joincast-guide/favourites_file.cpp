// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "app/joincast-guide/favourites.h"
#include "libreceiver/guide_cache.h"
#include "net/private_file.h"

namespace joincast::app {
namespace {

constexpr std::size_t kMostOctets = 16'777'216;  // of the file

}  // namespace

std::string FavouritesFile::default_path() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data && *data == '/') return std::string(data) + "/joincast/favourites.m3u";
  const char* home = std::getenv("HOME");
  return home && *home ? std::string(home) + "/.local/share/joincast/favourites.m3u" : std::string();
}

FavouritesFile::FavouritesFile(FavouritesFile&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), favourites_(std::move(other.favourites_)) {}

FavouritesFile::~FavouritesFile() {
  if (lock_ >= 0) ::close(lock_);
}

Result<FavouritesFile, std::string> FavouritesFile::open(const std::string& path) {
  if (path.empty())
    return fail(std::string("nobody knows where favourites are: neither HOME nor XDG_DATA_HOME is set"));
  const auto refuse = [&path](const std::string& why) { return fail(path + ": " + why); };
  std::error_code error;
  if (std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error); error)
    return refuse(error.message());
  FavouritesFile file(path, ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (file.lock_ < 0 || ::flock(file.lock_, LOCK_EX) != 0) return refuse(std::strerror(errno));
  if (!std::filesystem::exists(path, error)) return file;
  const auto text = net::read_file(path, kMostOctets);
  if (!text) return refuse(text.error().message);
  const auto read = read_favourites(text->text);
  if (!read) return refuse(read.error() + "; nothing was changed");
  if (!read->left_out.empty()) return refuse(read->left_out.front() + "; mend or remove it first: nothing was changed");
  file.favourites_ = read->favourites;
  return file;
}

std::optional<std::string> FavouritesFile::save() const {
  const std::string text = to_m3u(favourites_, {.references = true});
  if (const auto error = libreceiver::write_whole_file(path_, text)) return path_ + ": " + error.message();
  return std::nullopt;
}

}  // namespace joincast::app
