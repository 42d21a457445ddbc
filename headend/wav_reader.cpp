// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/wav_reader.h"

#include <algorithm>
#include <utility>

namespace joincast::headend {
namespace {

constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kLeastFormat = 16;
constexpr std::size_t kMostFormat = 256;
constexpr std::uint16_t kPcm = 1;
constexpr std::uint16_t kExtensible = 0xfffe;

std::uint16_t u16(ByteView octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] | octets[at + 1] << 8);
}
std::uint32_t u32(ByteView octets, std::size_t at) {
  return std::uint32_t{u16(octets, at)} | std::uint32_t{u16(octets, at + 2)} << 16;
}

}  // namespace

bool WavReader::recognises(ByteView start) noexcept {
  return start.size() >= 12 && as_text(start.first(4)) == "RIFF" && as_text(start.subspan(8, 4)) == "WAVE";
}

bool WavReader::refuse(std::string why) {
  error_ = std::move(why);
  return false;
}

// | format tag (2) | channels (2) | samples a second (4) | octets a second (4) | octets a frame (2) | bits (2) | ...
bool WavReader::take_format(ByteView chunk) {
  const std::uint16_t tag = u16(chunk, 0);
  const std::uint16_t channels = u16(chunk, 2);
  const std::uint32_t rate = u32(chunk, 4);
  if ((tag != kPcm && tag != kExtensible) || u16(chunk, 14) != 16)
    return refuse("is a WAV file of something else than 16-bit PCM");
  if (channels < 1 || channels > 8 || rate < 4'000 || rate > 192'000)
    return refuse("has a number of channels or a rate that cannot be sent");
  format_ = payload::pcm_format(payload::Codec::l16, rate, static_cast<std::uint8_t>(channels));
  frame_ = std::size_t{2} * channels;
  return true;
}

/// One chunk's header, and all of it where it is the format's. False: more octets are needed, or it cannot be sent.
bool WavReader::take_header() {
  const ByteView front(held_);
  if (front.size() < kChunkHeader) return false;
  const std::string_view name = as_text(front.first(4));
  const std::size_t size = u32(front, 4);
  std::size_t used = kChunkHeader;
  if (name == "data") {
    if (!format_) return refuse("is a WAV file without a format");
    in_data_ = true;
  } else if (name == "fmt ") {
    if (size < kLeastFormat || size > kMostFormat) return refuse("is a WAV file with a broken format");
    if (front.size() < kChunkHeader + size) return false;
    if (!take_format(front.subspan(kChunkHeader, size))) return false;
    used += size + size % 2;
  } else {
    used += size + size % 2;
  }
  to_skip_ = used;
  return true;
}

bool WavReader::push(ByteView octets, std::vector<payload::AccessUnit>& out) {
  if (!error_.empty()) return false;
  held_.insert(held_.end(), octets.begin(), octets.end());
  const auto drop = [this](std::size_t count) {
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(count));
  };
  for (;;) {
    const std::size_t skipped = std::min(to_skip_, held_.size());
    drop(skipped);
    to_skip_ -= skipped;
    if (to_skip_ != 0 || in_data_) break;
    if (!take_header()) return error_.empty();
  }
  if (!in_data_ || to_skip_ != 0) return true;
  const std::size_t samples = std::max<std::size_t>(1, format_->sample_rate_hz * kUnitMilliseconds / 1000);
  const std::size_t size = samples * frame_;
  std::size_t at = 0;
  for (; held_.size() - at >= size; at += size) {
    payload::AccessUnit unit;
    unit.octets.resize(size);
    for (std::size_t i = 0; i < size; i += 2) {  // little endian to big endian
      unit.octets[i] = held_[at + i + 1];
      unit.octets[i + 1] = held_[at + i];
    }
    unit.duration = static_cast<std::uint32_t>(samples);
    out.push_back(std::move(unit));
  }
  drop(at);
  return true;
}

}  // namespace joincast::headend
