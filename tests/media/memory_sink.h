// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <limits>

#include "media/byte_sink.h"
#include "media/container_writer.h"
#include "media/stream_framer.h"

namespace joincast::media {

/// A file in memory on a disk of any size.
class MemorySink final : public ByteSink {
 public:
  explicit MemorySink(bool seekable = true) : seekable_(seekable) {}

  Took write(std::span<const ByteView> pieces) override {
    ++calls;
    Took took;
    for (const ByteView piece : pieces) {
      const std::size_t size = std::min(piece.size(), room - std::min(room, octets.size()));
      octets.insert(octets.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(size));
      took.octets += size;
      if (size == piece.size()) continue;
      took.error = std::make_error_code(std::errc::no_space_on_device);
      break;
    }
    return took;
  }

  bool seekable() const noexcept override { return seekable_; }

  std::error_code overwrite(std::uint64_t offset, ByteView part) override {
    std::copy(part.begin(), part.end(), octets.begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
  }

  Bytes octets;
  std::size_t room = std::numeric_limits<std::size_t>::max();  ///< octets that the disk holds
  int calls = 0;

 private:
  bool seekable_;
};

/// Any writer that must be possible.
inline std::unique_ptr<ContainerWriter> writer_for(const payload::Format& format, ByteSink& sink, const Tags& tags = {},
                                                   std::string_view wish = {}, const WriterOptions& options = {}) {
  const auto type = choose_file_type(format, wish);
  if (!type) return nullptr;
  auto writer = make_container_writer(format, *type, tags, sink, options);
  return writer ? std::move(*writer) : nullptr;
}

/// A whole file of these frames.
inline Bytes file_of(const payload::Format& format, std::span<const payload::AccessUnit> units, const Tags& tags = {},
                     std::string_view wish = {}, bool seekable = true) {
  MemorySink sink(seekable);
  const auto writer = writer_for(format, sink, tags, wish);
  if (!writer) return {};
  for (const payload::AccessUnit& unit : units) (void)writer->put(unit);
  (void)writer->finish();
  return std::move(sink.octets);
}

}  // namespace joincast::media
