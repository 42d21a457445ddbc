// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "media/little_endian.h"
#include "media/writer_base.h"
#include "media/writer_formats.h"

namespace joincast::media {
namespace {

using payload::Codec;

constexpr std::uint32_t kUnknownSize = 0xffff'ffff;
constexpr std::uint16_t kPcm = 1;
constexpr std::uint16_t kALaw = 6;
constexpr std::uint16_t kMuLaw = 7;
constexpr std::uint16_t kExtensible = 0xfffe;

/// How samples lie in the file.
struct Layout {
  std::uint16_t tag = kPcm;       // WAVE_FORMAT_...
  std::uint16_t sample_size = 2;  // octets
  std::uint8_t silence = 0;       // each octet of it
};

Layout layout_of(Codec codec) {
  switch (codec) {
    case Codec::l24: return {kPcm, 3, 0};
    case Codec::pcmu: return {kMuLaw, 1, 0xff};
    case Codec::pcma: return {kALaw, 1, 0xd5};
    default: return {kPcm, 2, 0};
  }
}

class WavWriter final : public WriterBase {
 public:
  explicit WavWriter(const WriterRequest& request)
      : WriterBase(request.type, request.format, request.sink, request.options),
        layout_(layout_of(request.format.codec)),
        channels_(request.format.channels),
        rate_hz_(request.format.sample_rate_hz),
        tags_(request.tags) {}

 private:
  void begin(const FrameView*) override {
    held() = header(std::nullopt);
    header_size_ = held().size();
  }

  void take(const FrameView& frame) override {
    fill(timeline().gap_before(frame.timestamp));
    const std::size_t samples = frame.octets.size() / block();
    append(frame.octets.first(samples * block()));
    count(samples);
  }

  std::error_code correct() override {
    if (!sink().seekable() || written() < header_size_) return {};
    return sink().overwrite(0, header(std::min((written() - header_size_) / block() * block(), data_size_)));
  }

  /// Chunks begin at even offsets.
  std::uint64_t most_to_come() const noexcept override { return data_size_ % 2; }
  void end() override {
    if (data_size_ % 2 != 0) held().push_back(0);
  }

  std::size_t block() const noexcept { return std::size_t{layout_.sample_size} * channels_; }

  void count(std::size_t samples) {
    data_size_ += samples * block();
    pass(static_cast<std::int64_t>(samples), rate_hz_);
    timeline().advance(static_cast<std::int64_t>(samples));
  }

  /// Network order becomes little endian.
  void append(ByteView octets) {
    const std::size_t size = layout_.sample_size;
    const std::size_t start = held().size();
    held().insert(held().end(), octets.begin(), octets.end());
    for (auto at = held().begin() + static_cast<std::ptrdiff_t>(start); size > 1 && at != held().end();
         at += static_cast<std::ptrdiff_t>(size))
      std::swap(at[0], at[static_cast<std::ptrdiff_t>(size) - 1]);
  }

  /// Silence of so many samples; what a failing sink leaves no room for is told again with the next frame.
  void fill(std::int64_t samples) {
    constexpr std::size_t kStep = 4096;  // samples
    for (auto left = static_cast<std::size_t>(samples); left > 0 && relieve();) {
      const std::size_t step = std::min(left, kStep);
      held().insert(held().end(), step * block(), layout_.silence);
      count(step);
      left -= step;
    }
  }

  Bytes header(std::optional<std::uint64_t> data_size) const;
  void append_format(Bytes& out) const;
  void append_info(Bytes& out) const;

  Layout layout_;
  std::uint8_t channels_;
  std::uint32_t rate_hz_;
  Tags tags_;
  std::size_t header_size_ = 0;
  std::uint64_t data_size_ = 0;  // octets of sound, held or written
};

void append_chunk(Bytes& out, std::string_view id, std::size_t size) {
  ByteWriter(out).text(id);
  append_little(out, size, 4);
}

void WavWriter::append_format(Bytes& out) const {
  const bool extensible = layout_.tag == kPcm && (channels_ > 2 || layout_.sample_size > 2);
  const unsigned extension = extensible ? 22 : 0;
  append_chunk(out, "fmt ", layout_.tag == kPcm && !extensible ? 16 : 18 + extension);
  append_little(out, extensible ? kExtensible : layout_.tag, 2);
  append_little(out, channels_, 2);
  append_little(out, rate_hz_, 4);
  append_little(out, rate_hz_ * block(), 4);
  append_little(out, block(), 2);
  append_little(out, 8u * layout_.sample_size, 2);
  if (layout_.tag == kPcm && !extensible) return;
  append_little(out, extension, 2);
  if (!extensible) return;
  append_little(out, 8u * layout_.sample_size, 2);  // all bits valid
  append_little(out, 0, 4);                         // RTP's order of channels is not WAVE's: positions not told
  append_little(out, kPcm, 2);                      // subtype: KSDATAFORMAT_SUBTYPE_PCM
  ByteWriter(out).bytes(std::array<std::uint8_t, 14>{0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71});
}

/// LIST INFO: texts ended by NUL, chunks at even offsets.
void WavWriter::append_info(Bytes& out) const {
  Bytes list;
  const auto add = [&list](std::string_view id, std::string_view text) {
    if (text.empty()) return;
    append_chunk(list, id, text.size() + 1);
    ByteWriter writer(list);
    writer.text(text);
    writer.zeros(1 + (text.size() + 1) % 2);
  };
  add("INAM", tags_.title);
  add("IART", tags_.artist);
  add("ISRC", tags_.station);
  add("IGNR", tags_.genre);
  add("ICRD", tags_.date);
  if (tags_.track != 0) add("ITRK", std::to_string(tags_.track));
  add("ICMT", tags_.link);
  if (list.empty()) return;
  append_chunk(out, "LIST", 4 + list.size());
  ByteWriter(out).text("INFO");
  ByteWriter(out).bytes(list);
}

/// All in front of the sound; always of the same size. Beyond 4 GiB the room kept in front becomes the `ds64` of
/// EBU Tech 3306 and RIFF becomes RF64. Of unknown size (a pipe, or before the first flush): to the end of the file.
Bytes WavWriter::header(std::optional<std::uint64_t> data_size) const {
  constexpr std::size_t kDs64Size = 28;
  Bytes rest;
  append_format(rest);
  const std::uint64_t samples = data_size.value_or(0) / block();
  if (layout_.tag != kPcm) {
    append_chunk(rest, "fact", 4);
    append_little(rest, data_size && samples < kUnknownSize ? samples : kUnknownSize, 4);
  }
  append_info(rest);

  const std::uint64_t data = data_size.value_or(0);
  const std::uint64_t riff = 4 + 8 + kDs64Size + rest.size() + 8 + data + data % 2;
  const bool big = riff > kUnknownSize - 1;
  const bool sized = data_size && !big;
  Bytes octets;
  append_chunk(octets, big ? "RF64" : "RIFF", sized ? riff : kUnknownSize);
  ByteWriter(octets).text("WAVE");
  append_chunk(octets, big ? "ds64" : "JUNK", kDs64Size);
  append_little(octets, big ? riff : 0, 8);
  append_little(octets, big ? data : 0, 8);
  append_little(octets, big ? samples : 0, 8);
  append_little(octets, 0, 4);  // no other sizes
  ByteWriter(octets).bytes(rest);
  append_chunk(octets, "data", sized ? data : kUnknownSize);
  return octets;
}

}  // namespace

Result<WriterPtr, std::string> make_wav_writer(const WriterRequest& request) {
  if (request.format.channels == 0 || request.format.sample_rate_hz == 0)
    return fail(std::string("sound of unknown rate or channels cannot be written as WAV"));
  return std::make_unique<WavWriter>(request);
}

}  // namespace joincast::media
