// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/byte_sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace joincast::media {
namespace {

constexpr std::size_t kMostPieces = 64;  // a call of writev()

std::error_code last_error() { return {errno, std::generic_category()}; }

/// The next pieces behind the `done` octets of the first one; answers how many there are.
std::size_t collect(std::span<const ByteView> pieces, std::size_t done, std::array<iovec, kMostPieces>& out) {
  const std::size_t count = std::min(pieces.size(), out.size());
  for (std::size_t i = 0; i < count; ++i) {
    const ByteView piece = pieces[i].subspan(i == 0 ? done : 0);
    out[i] = {const_cast<std::uint8_t*>(piece.data()), piece.size()};
  }
  return count;
}

}  // namespace

FdSink::FdSink(int fd) noexcept : fd_(fd) {
  struct stat status {};
  const int flags = fcntl(fd, F_GETFL);
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || flags < 0 || (flags & O_APPEND)) return;
  const off_t here = lseek(fd, 0, SEEK_CUR);
  if (here < 0) return;
  base_ = static_cast<std::uint64_t>(here);
  seekable_ = true;
}

ByteSink::Took FdSink::write(std::span<const ByteView> pieces) {
  Took took;
  std::size_t done = 0;  // of the first piece
  std::array<iovec, kMostPieces> vectors;
  while (!pieces.empty()) {
    const std::size_t count = collect(pieces, done, vectors);
    const ssize_t written = ::writev(fd_, vectors.data(), static_cast<int>(count));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      took.error = last_error();
      return took;
    }
    took.octets += static_cast<std::size_t>(written);
    done += static_cast<std::size_t>(written);
    while (!pieces.empty() && done >= pieces[0].size()) {
      done -= pieces[0].size();
      pieces = pieces.subspan(1);
    }
  }
  return took;
}

std::error_code FdSink::overwrite(std::uint64_t offset, ByteView octets) {
  if (!seekable_) return std::make_error_code(std::errc::invalid_seek);
  while (!octets.empty()) {
    const ssize_t written = pwrite(fd_, octets.data(), octets.size(), static_cast<off_t>(base_ + offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return last_error();
    offset += static_cast<std::uint64_t>(written);
    octets = octets.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace joincast::media
