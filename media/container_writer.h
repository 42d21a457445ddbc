// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "base/time.h"
#include "media/byte_sink.h"
#include "media/file_type.h"
#include "payload/format.h"

namespace joincast::media {

/// What a file says about itself; empty or zero: not said. Any texts: make_container_writer() cleans them.
struct Tags {
  static constexpr std::size_t kMaxText = 1024;  ///< octets of each text; longer ones are cut at a character

  std::string title{};
  std::string artist{};
  std::string station{};  ///< the service's name
  std::string genre{};
  std::string date{};       ///< ISO 8601, `2026-11-21` or `2026-11-21T09:30:00`
  std::string link{};       ///< absolute http or https
  std::uint32_t track = 0;  ///< number of the part, from 1

  friend bool operator==(const Tags&, const Tags&) = default;
};

/// The same in UTF-8 (undeclared octets are taken for windows-1252), without controls, line ends and surrounding
/// blanks, of at most kMaxText octets; a link that is not http or https is left out.
JOINCAST_EXPORT Tags clean(Tags tags);

/// One codec frame to be written. Dies with the call.
struct FrameView {
  ByteView octets;             ///< as payload::AccessUnit has them; MP2T: whole packets
  std::int64_t timestamp = 0;  ///< of its first sample, unwrapped, in Format::clock_rate_hz
  std::uint32_t duration = 0;  ///< in Format::clock_rate_hz; zero: unknown
  bool after_loss = false;     ///< something is missing directly in front of it

  FrameView() = default;
  FrameView(ByteView frame, std::int64_t begins, std::uint32_t lasts = 0, bool lost = false) noexcept
      : octets(frame), timestamp(begins), duration(lasts), after_loss(lost) {}
  FrameView(const payload::AccessUnit& unit) noexcept  // NOLINT(google-explicit-constructor): a view of it
      : octets(unit.octets), timestamp(unit.timestamp), duration(unit.duration), after_loss(unit.after_loss) {}
};

struct WriterOptions {
  /// The longest gap that a file type which fills gaps fills; what follows a longer one moves up to its beginning.
  Duration longest_gap = std::chrono::seconds(30);

  /// The most media time that put() holds back before it hands it to the sink by itself.
  Duration flush_after = std::chrono::seconds(1);
};

/// Writes the frames of one format, as they are, into one file. What it has handed to the sink is playable at any
/// moment, whatever follows: kill -9 loses no more than what it holds back (WriterOptions::flush_after).
///
/// A gap is a frame that begins later than its predecessor ended: mp3, aac and ts write nothing for it, Ogg Opus
/// packets without data that ask the decoder to conceal it (RFC 7845 section 4.1), Ogg Vorbis and m4a advance the time,
/// wav and flac silence of exactly its samples. A frame that begins earlier simply follows.
///
/// No exception, no thread, no clock; not thread-safe. The destructor writes nothing: what was not flushed is lost.
class JOINCAST_EXPORT ContainerWriter {
 public:
  static constexpr std::size_t kMaxHeld = 1u
                                          << 20;  ///< octets that wait for a sink which fails; then frames are refused

  virtual ~ContainerWriter();

  /// What became of frames.
  struct Took {
    std::size_t frames = 0;  ///< taken, from the first on; a sink that fails does not lose them
    std::error_code
        error;  ///< what the sink said last, or `no_buffer_space`: held are kMaxHeld and the frame is refused
  };

  /// Takes frames; all of them unless the sink has been failing for long. Large batches (MP2T) are handed to the sink
  /// in one call without being copied.
  virtual Took put(std::span<const FrameView> frames) = 0;
  Took put(const FrameView& frame) { return put(std::span(&frame, 1)); }

  /// Hands all that was taken to the sink, so that the file as it lies holds it. After an error the rest is kept and
  /// tried again with the next call.
  virtual std::error_code flush() = 0;

  /// Ends the file; no more frames. After an error it may be called again.
  virtual std::error_code finish() = 0;

  /// Of the file up to now, held back or not.
  virtual std::uint64_t octets() const noexcept = 0;

  /// How large the file becomes at most if it ends with the frames taken so far: what a writer, a page or a fragment
  /// still holds, and what stands behind the last frame, is in it. Exact for mp3, aac and ts.
  virtual std::uint64_t most_octets() const noexcept = 0;

  /// Handed to the sink.
  virtual std::uint64_t written() const noexcept = 0;

  /// Place in the file's own time where the next frame would begin if no gap preceded it.
  virtual Duration duration() const noexcept = 0;

  virtual FileType file_type() const noexcept = 0;
};

/// Writes the file's beginning with the first frame (or finish()). `sink` outlives the writer. Nothing is copied but
/// the tags. m4a and flac load the module `joincast-containers.so` on first use. The message names format and file type
/// that do not go together, or the module.
JOINCAST_EXPORT Result<std::unique_ptr<ContainerWriter>, std::string> make_container_writer(
    const payload::Format& format, FileType type, const Tags& tags, ByteSink& sink, const WriterOptions& options = {});

/// Loads the module that m4a and flac need now, so that the first cut does not wait for it. Any thread; repeatable.
JOINCAST_EXPORT Result<void, std::string> preload_containers();

}  // namespace joincast::media
