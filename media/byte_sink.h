// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <system_error>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::media {

/// Where a file's octets go. One thread; one writer fills one sink.
class ByteSink {
 public:
  virtual ~ByteSink() = default;

  /// What became of a write.
  struct Took {
    std::size_t octets = 0;  ///< taken, from the front of the first piece on; all of them unless there is an error
    std::error_code error;   ///< why not all: `no_space_on_device`, `broken_pipe`...
  };

  /// Appends the pieces in order. What was not taken can be tried again later.
  virtual Took write(std::span<const ByteView> pieces) = 0;

  /// Whether overwrite() works.
  virtual bool seekable() const noexcept = 0;

  /// Replaces octets already taken, at `offset` from the first one that this sink took; does not move the end.
  virtual std::error_code overwrite(std::uint64_t offset, ByteView octets) = 0;
};

/// A file descriptor that the caller opened and closes: a file at its present position, or a pipe (`-o -`). A regular
/// file is seekable unless it was opened with O_APPEND. Blocks as the descriptor does. SIGPIPE is the caller's matter.
class JOINCAST_EXPORT FdSink final : public ByteSink {
 public:
  explicit FdSink(int fd) noexcept;

  Took write(std::span<const ByteView> pieces) override;
  bool seekable() const noexcept override { return seekable_; }
  std::error_code overwrite(std::uint64_t offset, ByteView octets) override;

 private:
  int fd_;
  bool seekable_ = false;
  std::uint64_t base_ = 0;  // octets in the file before ours
};

}  // namespace joincast::media
