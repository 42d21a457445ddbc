// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "media/stream_framer.h"

namespace joincast::media {

/// Reads the AAC of an MPEG-4 file (`.m4a`, `.mp4`), one access unit after the other. One thread a reader.
class M4aReader {
 public:
  virtual ~M4aReader() = default;

  virtual const StreamMetadata& metadata() const noexcept = 0;
  virtual const payload::Format& format() const noexcept = 0;

  /// None: at its end, or damaged from here on. Timestamps run on without gaps.
  virtual std::optional<payload::AccessUnit> next() = 0;
};

/// Whether these octets, eight or more, begin an MPEG-4 file.
JOINCAST_EXPORT bool looks_like_m4a(ByteView start) noexcept;

/// `fd`: a regular file, which stays the caller's, is read at any place and must outlive the reader. The module
/// `joincast-containers` is loaded on first use. The error is for people: "holds no AAC".
JOINCAST_EXPORT Result<std::unique_ptr<M4aReader>, std::string> open_m4a(int fd);

}  // namespace joincast::media
