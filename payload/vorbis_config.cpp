// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/vorbis_config.h"

#include <bit>

namespace joincast::payload {
namespace {

constexpr std::uint32_t kMaxConfigs = 8;
constexpr std::size_t kLengthsSlack = 16;
constexpr std::size_t kIdentificationSize = 30;

bool is_header(ByteView octets, std::uint8_t type) {
  ByteReader in(octets);
  return in.u8() == type && as_text(in.take(6)) == "vorbis" && in.ok();
}

/// RFC 5215 section 3.2.1: seven bits an octet, the top one set on all but the last.
std::size_t read_length(ByteReader& in) noexcept {
  std::size_t length = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint8_t octet = in.u8();
    length = length << 7 | (octet & 0x7fu);
    if (!(octet & 0x80)) break;
  }
  return length;
}

void write_length(ByteWriter& out, std::size_t length) {
  for (unsigned shift = 28; shift > 0; shift -= 7)
    if (length >> shift != 0) out.u8(static_cast<std::uint8_t>(0x80 | (length >> shift & 0x7f)));
  out.u8(static_cast<std::uint8_t>(length & 0x7f));
}

Bytes copy(ByteView octets) { return {octets.begin(), octets.end()}; }

/// The bits of a setup header from its end backwards: Vorbis packs the lowest bit first.
class BackwardBits {
 public:
  explicit BackwardBits(ByteView octets) noexcept : octets_(octets), left_(8 * octets.size()) {}

  std::uint32_t bits(unsigned count) noexcept {
    std::uint32_t value = 0;
    for (; count > 0 && left_ > 0; --count) {
      --left_;
      value = value << 1 | (octets_[left_ / 8] >> (left_ % 8) & 1u);
    }
    return value;
  }
  std::size_t left() const noexcept { return left_; }

 private:
  ByteView octets_;
  std::size_t left_;
};

struct Modes {
  unsigned count = 0;
  std::uint64_t long_blocks = 0;  // bit n: mode n
};

/// The modes end the setup header (Vorbis I section 4.2.4): a count of six bits, then for each mode a block flag,
/// 16 + 16 bits of zeros and eight bits of mapping; a framing bit. Only from the end can they be reached without the
/// codebooks: as many as look like modes are taken, where the six bits in front agree with their number.
std::optional<Modes> find_modes(ByteView setup) {
  BackwardBits in(setup);
  while (in.left() > 0 && in.bits(1) == 0) {  // the framing bit
  }
  std::optional<Modes> found;
  std::vector<bool> flags;  // the last mode first
  while (flags.size() < 64 && in.left() >= 41 + 6) {
    const std::uint32_t mapping = in.bits(8);
    if (mapping > 63 || in.bits(16) != 0 || in.bits(16) != 0) break;
    flags.push_back(in.bits(1) != 0);
    BackwardBits ahead = in;
    if (ahead.bits(6) + 1 != flags.size()) continue;
    found = Modes{static_cast<unsigned>(flags.size()), 0};
    for (std::size_t i = 0; i < flags.size(); ++i)
      if (flags[flags.size() - 1 - i]) found->long_blocks |= std::uint64_t{1} << i;
  }
  return found;
}

}  // namespace

// | number of configurations (32) | ident (24) | length (16) | headers - 1 (7-bit octets) | lengths of all headers
// but the last (7-bit octets each) | the headers |
Result<std::vector<VorbisConfig>, ParseError> parse_vorbis_configs(ByteView packed) {
  ByteReader in(packed);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  if (packed.size() > kMaxVorbisConfig) return stop(ParseErrc::over_limit);
  const std::uint32_t count = in.u32();
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (count == 0 || count > kMaxConfigs) return stop(ParseErrc::over_limit);

  std::vector<VorbisConfig> configs;
  for (std::uint32_t i = 0; i < count; ++i) {
    VorbisConfig config;
    config.ident = in.u24();
    const std::size_t length =
        in.u16();  // of the headers, modulo 2^16; some senders count the lengths in front as well
    const std::size_t others = read_length(in);
    if (!in.ok()) return stop(ParseErrc::truncated);
    if (others != 2) return stop(ParseErrc::bad_value);
    const std::size_t identification = read_length(in);
    const std::size_t comment = read_length(in);
    if (!in.ok() || identification + comment > in.remaining()) return stop(ParseErrc::truncated);
    config.identification = copy(in.take(identification));
    config.comment = copy(in.take(comment));
    const std::size_t rest = in.remaining();
    const std::size_t setup = length - identification - comment;
    const bool last = i + 1 == count;
    if (last && ((identification + comment + rest) & 0xffff) + kLengthsSlack < length)
      return stop(ParseErrc::truncated);
    if (!last && length < identification + comment) return stop(ParseErrc::bad_length);
    config.setup = copy(in.take(last ? rest : setup));
    if (!in.ok()) return stop(ParseErrc::truncated);
    if (!is_header(config.identification, 1) || !is_header(config.setup, 5)) return stop(ParseErrc::wrong_type);
    configs.push_back(std::move(config));
  }
  return configs;
}

Bytes to_octets(const VorbisConfig& config) {
  Bytes octets;
  ByteWriter out(octets);
  const std::size_t length = config.identification.size() + config.comment.size() + config.setup.size();
  out.u32(1);
  out.u24(config.ident);
  out.u16(static_cast<std::uint16_t>(length));
  write_length(out, 2);
  write_length(out, config.identification.size());
  write_length(out, config.comment.size());
  out.bytes(config.identification);
  out.bytes(config.comment);
  out.bytes(config.setup);
  return octets;
}

// Identification header (Vorbis I section 4.2.2), little endian: version (32), channels (8), rate (32), bit rates
// (3 x 32), block sizes (4 + 4), framing (1).
std::optional<VorbisTiming> VorbisTiming::make(const VorbisConfig& config) {
  const ByteView head = config.identification;
  if (head.size() != kIdentificationSize || !is_header(head, 1) || !is_header(config.setup, 5)) return std::nullopt;
  VorbisTiming timing;
  for (std::size_t at = 7; at < 11; ++at)
    if (head[at] != 0) return std::nullopt;
  timing.channels_ = head[11];
  for (unsigned i = 0; i < 4; ++i) timing.sample_rate_hz_ |= std::uint32_t{head[12 + i]} << (8 * i);
  const unsigned short_block = head[28] & 0x0f;
  const unsigned long_block = head[28] >> 4;
  if (timing.channels_ == 0 || timing.sample_rate_hz_ == 0 || !(head[29] & 1)) return std::nullopt;
  if (short_block < 6 || long_block > 13 || short_block > long_block) return std::nullopt;
  timing.short_block_ = 1u << short_block;
  timing.long_block_ = 1u << long_block;

  const auto modes = find_modes(config.setup);
  if (!modes) return std::nullopt;
  timing.mode_bits_ = static_cast<std::uint8_t>(std::bit_width(modes->count - 1u));
  timing.long_modes_ = modes->long_blocks;
  return timing;
}

// An audio packet begins with a zero bit and its mode (Vorbis I section 4.3.1); a block adds a quarter of itself
// and a quarter of the one before.
std::uint32_t VorbisTiming::duration(ByteView packet) noexcept {
  if (packet.empty() || packet[0] & 1) return 0;
  const unsigned mode = packet[0] >> 1 & ((1u << mode_bits_) - 1);
  const std::uint32_t block = long_modes_ >> mode & 1 ? long_block_ : short_block_;
  const std::uint32_t samples = previous_ == 0 ? 0 : previous_ / 4 + block / 4;
  previous_ = block;
  return samples;
}

}  // namespace joincast::payload
