// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "media/container_writer.h"

namespace joincast::media {

/// Where a file's sound ends on the timeline of the frames' timestamps.
class Timeline {
 public:
  /// Gaps longer than `longest` ticks are not told. `restart`: frames that begin so many ticks or more before the end
  /// belong to a timeline that began anew.
  Timeline(std::int64_t longest, std::int64_t restart) noexcept : longest_(longest), restart_(restart) {}

  /// Ticks to be filled in front of a frame that begins here; zero if it follows, overlaps or leaps. Of what is not
  /// filled the rest is told again with the next frame.
  std::int64_t gap_before(std::int64_t timestamp) noexcept {
    const std::int64_t gap = timestamp - end_;
    if (!started_ || gap > longest_ || gap <= -restart_) {
      started_ = true;
      end_ = timestamp;
      return 0;
    }
    return gap > 0 ? gap : 0;
  }

  void advance(std::int64_t ticks) noexcept { end_ += ticks; }

 private:
  std::int64_t longest_;
  std::int64_t restart_;
  std::int64_t end_ = 0;
  bool started_ = false;
};

/// What all writers share: octets held back, their way into the sink, the file's time.
class WriterBase : public ContainerWriter {
 public:
  Took put(std::span<const FrameView> frames) override;
  std::error_code flush() final;
  std::error_code finish() final;
  std::uint64_t octets() const noexcept override { return written_ + held_.size(); }
  std::uint64_t most_octets() const noexcept final { return octets() + most_to_come(); }
  std::uint64_t written() const noexcept final { return written_; }
  Duration duration() const noexcept final { return earlier_ + payload::ticks_to_time(ticks_, rate_hz_); }
  FileType file_type() const noexcept final { return type_; }

 protected:
  WriterBase(FileType type, const payload::Format& format, ByteSink& sink, const WriterOptions& options);

  /// Appends what stands in front of the first frame; called once. Null: the file ends without any.
  virtual void begin(const FrameView* first) = 0;
  /// Appends a frame, and what a gap in front of it asks for.
  virtual void take(const FrameView& frame) = 0;
  /// Counts a frame's file time, for put_directly(), which does not call take().
  virtual void account(const FrameView&) {}
  /// Makes what was taken complete as it lies, in front of a flush.
  virtual void seal() {}
  /// Corrects the beginning of the file after the sink took all.
  virtual std::error_code correct() { return {}; }
  /// How much seal() and end() would append at most.
  virtual std::uint64_t most_to_come() const noexcept { return 0; }
  /// Appends what stands behind the last frame; called once.
  virtual void end() {}

  /// The same as put(), for frames that are written as they are: large batches go to the sink uncopied.
  Took put_directly(std::span<const FrameView> frames);

  /// File time passes. The rate may change from frame to frame.
  void pass(std::int64_t ticks, std::uint32_t rate_hz);

  /// For a frame that needs many octets: drains if much is held. False: the sink fails and no more should be held.
  bool relieve();

  Bytes& held() noexcept { return held_; }  ///< append only
  Timeline& timeline() noexcept { return timeline_; }
  ByteSink& sink() noexcept { return sink_; }

 private:
  bool room();
  void begin_once(const FrameView* first);
  bool flush_is_due() const noexcept;
  std::error_code drain();
  std::error_code drain_with(std::span<const FrameView> frames);

  static constexpr std::size_t kFlushAt = 64u << 10;   // octets held
  static constexpr std::size_t kDirectly = 16u << 10;  // octets of a batch that is not worth copying

  FileType type_;
  ByteSink& sink_;
  WriterOptions options_;
  Timeline timeline_;
  Bytes held_;
  std::vector<ByteView> pieces_;
  std::uint64_t written_ = 0;
  std::error_code error_;  // of the last write
  bool begun_ = false;
  bool ended_ = false;
  Duration earlier_{};  // file time at other rates
  std::int64_t ticks_ = 0;
  std::uint32_t rate_hz_ = 1;
  Duration flushed_at_{};  // file time
};

}  // namespace joincast::media
