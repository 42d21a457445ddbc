// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/picture.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace joincast::ui {
namespace {

/// Factors in 1/65,536: of luma, of red in red, of blue and red in green, of blue in blue.
struct Matrix {
  int luma, red, green_blue, green_red, blue, black;
};

/// From the weights of red and blue in luma (ITU-R BT.601 and BT.709).
Matrix matrixOf(const VideoFrame& frame) {
  const bool high = frame.matrix == media::ColourMatrix::bt709;
  const double red = high ? 0.2126 : 0.299;
  const double blue = high ? 0.0722 : 0.114;
  const double green = 1 - red - blue;
  const double lumas = frame.full_range ? 1 : 255.0 / 219;
  const double colours = frame.full_range ? 1 : 255.0 / 224;
  const auto fixed = [](double factor) { return static_cast<int>(std::lround(factor * 65'536)); };
  return {fixed(lumas),
          fixed(colours * 2 * (1 - red)),
          fixed(colours * 2 * (1 - blue) * blue / green),
          fixed(colours * 2 * (1 - red) * red / green),
          fixed(colours * 2 * (1 - blue)),
          frame.full_range ? 0 : 16};
}

inline std::uint32_t level(int value) { return static_cast<std::uint32_t>(std::clamp(value >> 16, 0, 255)); }

void convertRow(const std::uint8_t* luma, const std::uint8_t* blue, const std::uint8_t* red, std::uint32_t* out,
                std::uint32_t width, const Matrix& matrix) {
  for (std::uint32_t x = 0; x < width; ++x) {
    const int light = (luma[x] - matrix.black) * matrix.luma + 0x8000;
    const int b = blue[x / 2] - 128;
    const int r = red[x / 2] - 128;
    out[x] = 0xff00'0000u | level(light + r * matrix.red) << 16 |
             level(light - b * matrix.green_blue - r * matrix.green_red) << 8 | level(light + b * matrix.blue);
  }
}

}  // namespace

QImage toImage(const VideoFrame& frame) {
  const Matrix matrix = matrixOf(frame);
  QImage image(static_cast<int>(frame.width), static_cast<int>(frame.height), QImage::Format_RGB32);
  if (image.isNull()) return image;
  for (std::uint32_t y = 0; y < frame.height; ++y) {
    const std::size_t colours = std::size_t{y / 2} * frame.colour_width();
    convertRow(frame.luma.data() + std::size_t{y} * frame.width, frame.blue.data() + colours,
               frame.red.data() + colours, reinterpret_cast<std::uint32_t*>(image.scanLine(static_cast<int>(y))),
               frame.width, matrix);
  }
  return image;
}

QRect fitted(double ratio, QSize place) {
  if (place.isEmpty() || !(ratio > 0)) return {};
  int width = place.width();
  int height = static_cast<int>(std::lround(width / ratio));
  if (height > place.height()) {
    height = place.height();
    width = static_cast<int>(std::lround(height * ratio));
  }
  width = std::clamp(width, 1, place.width());
  height = std::clamp(height, 1, place.height());
  return {(place.width() - width) / 2, (place.height() - height) / 2, width, height};
}

}  // namespace joincast::ui
