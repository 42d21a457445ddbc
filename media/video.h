// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "base/time.h"

namespace joincast::media {

/// By which matrix a picture's colours were made from red, green and blue.
enum class ColourMatrix : std::uint8_t {
  bt601,  ///< standard definition
  bt709,  ///< high definition
};

/// A decoded picture: 8 bits a sample, one pair of colour samples for each square of four (4:2:0), rows without
/// padding.
struct VideoFrame {
  static constexpr std::uint32_t kLargest = 8192;  ///< samples in either direction

  std::uint32_t width = 0;   ///< 1 to kLargest
  std::uint32_t height = 0;  ///< 1 to kLargest
  double shape = 1;          ///< width of a sample by its height
  ColourMatrix matrix = ColourMatrix::bt601;
  bool full_range = false;   ///< 0 to 255 in each sample; else luma 16 to 235, colours 16 to 240
  Bytes luma;                ///< width x height
  Bytes blue, red;           ///< colour_width() x colour_height() each
  std::int64_t pts = 0;      ///< when it is to be seen, in 1/90,000 s; the sound's have the same beginning
  bool damaged = false;      ///< octets of it were missing: parts are guessed

  std::uint32_t colour_width() const noexcept { return (width + 1) / 2; }
  std::uint32_t colour_height() const noexcept { return (height + 1) / 2; }
  std::size_t octets() const noexcept { return luma.size() + blue.size() + red.size(); }
};

/// Where pictures go. One thread makes it and calls it.
class VideoSink {
 public:
  virtual ~VideoSink() = default;

  /// Shows a picture now. The message says what to do about a failure.
  virtual Result<void, std::string> show(const VideoFrame& frame) = 0;

  /// What is shown, UTF-8 without controls: "service - title".
  virtual void set_title(const std::string& title) = 0;

  /// Nothing is to be shown until the next picture: another channel.
  virtual void clear() = 0;

  /// Deals with what the user did; called at least every kPoll. False: the user closed it.
  virtual bool poll() = 0;

  static constexpr Duration kPoll = std::chrono::milliseconds(20);
};

/// A window by SDL2, loaded on first use, as large as the pictures at first. `f` and a double click make it fill the
/// screen and back; its shape is kept whatever its size. `SDL_VIDEODRIVER` picks the driver as usual.
JOINCAST_EXPORT Result<std::unique_ptr<VideoSink>, std::string> make_sdl_window();

}  // namespace joincast::media
