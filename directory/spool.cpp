// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace joincast::directory {

Spool::Spool(const std::string& folder) : file_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
  if (file_ >= 0) return;
  std::string name = folder + "/spool-XXXXXX";  // a file system that knows no files without names
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ >= 0) ::unlink(name.c_str());
}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

Spool::Spool(Spool&& other) noexcept : file_(std::exchange(other.file_, -1)), size_(other.size_) {}

Spool& Spool::operator=(Spool&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  return *this;
}

bool Spool::append(std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t written = ::pwrite(file_, octets.data(), octets.size(), static_cast<off_t>(size_));
    if (written <= 0) return false;
    size_ += static_cast<std::uint64_t>(written);
    octets.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void Spool::cut(std::uint64_t size) { size_ = std::min(size_, size); }

bool Spool::read(std::uint64_t from, std::uint64_t to, const std::function<void(std::string_view)>& sink) const {
  std::array<char, 65'536> buffer;
  while (from < to) {
    const std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), to - from));
    const ssize_t size = ::pread(file_, buffer.data(), most, static_cast<off_t>(from));
    if (size <= 0) return false;
    sink({buffer.data(), static_cast<std::size_t>(size)});
    from += static_cast<std::uint64_t>(size);
  }
  return true;
}

}  // namespace joincast::directory
