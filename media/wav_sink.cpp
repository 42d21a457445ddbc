// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "media/audio.h"

namespace joincast::media {
namespace {

constexpr std::size_t kHeaderSize = 44;
constexpr std::uint64_t kMaxDataSize = 0xffff'ffffu - kHeaderSize;

void little_endian(std::uint8_t* out, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(value >> 8 * i);
}

class WavSink final : public AudioSink {
 public:
  explicit WavSink(std::string path) : path_(std::move(path)) {}
  ~WavSink() override { close(); }

  Result<void, std::string> open(const AudioFormat& format) override {
    if (file_ != nullptr && format == format_) return {};
    close();
    const std::string path = next_path();
    file_ = std::fopen(path.c_str(), "wb");
    if (file_ == nullptr) {
      --files_;  // the next attempt is for the same one
      return fail("cannot write " + path + ": " + std::strerror(errno));
    }
    format_ = format;
    data_size_ = 0;
    write_header();
    return {};
  }

  void write(const AudioFrame& frame) override {
    if (file_ == nullptr || data_size_ + frame.samples.size() * 4 > kMaxDataSize) return;
    octets_.resize(frame.samples.size() * 4);
    for (std::size_t i = 0; i < frame.samples.size(); ++i)
      little_endian(&octets_[4 * i], std::bit_cast<std::uint32_t>(frame.samples[i] * volume_), 4);
    data_size_ += 4 * (std::fwrite(octets_.data(), 4, frame.samples.size(), file_));
    write_header();
  }

  Duration queued() const override { return {}; }
  void flush() override {}
  void set_volume(float volume) override { volume_ = std::clamp(volume, 0.0f, 2.0f); }
  std::uint64_t underruns() const override { return 0; }
  bool real_time() const override { return false; }

 private:
  /// `sound.wav`, then `sound-2.wav` and so on.
  std::string next_path() {
    const std::filesystem::path path(path_);
    if (++files_ == 1) return path_;
    const std::string name = path.stem().string() + '-' + std::to_string(files_) + path.extension().string();
    return (path.parent_path() / name).string();
  }

  /// RIFF WAVE with format tag 3 (IEEE float), rewritten in place as the data grows.
  void write_header() {
    std::uint8_t header[kHeaderSize];
    const std::uint32_t frame_size = 4u * format_.channels;
    std::memcpy(header, "RIFF", 4);
    little_endian(header + 4, static_cast<std::uint32_t>(data_size_) + kHeaderSize - 8, 4);
    std::memcpy(header + 8, "WAVEfmt ", 8);
    little_endian(header + 16, 16, 4);
    little_endian(header + 20, 3, 2);
    little_endian(header + 22, format_.channels, 2);
    little_endian(header + 24, format_.sample_rate_hz, 4);
    little_endian(header + 28, format_.sample_rate_hz * frame_size, 4);
    little_endian(header + 32, frame_size, 2);
    little_endian(header + 34, 32, 2);
    std::memcpy(header + 36, "data", 4);
    little_endian(header + 40, static_cast<std::uint32_t>(data_size_), 4);
    std::fseek(file_, 0, SEEK_SET);
    std::fwrite(header, 1, kHeaderSize, file_);
    std::fseek(file_, 0, SEEK_END);
  }

  void close() {
    if (file_ != nullptr) std::fclose(file_);
    file_ = nullptr;
  }

  std::string path_;
  int files_ = 0;
  std::FILE* file_ = nullptr;
  AudioFormat format_;
  std::uint64_t data_size_ = 0;  // octets
  float volume_ = 1.0f;
  Bytes octets_;
};

}  // namespace

Result<std::unique_ptr<AudioSink>, std::string> make_wav_sink(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return fail("cannot write " + path + ": it is a folder");
  return std::make_unique<WavSink>(path);
}

}  // namespace joincast::media
