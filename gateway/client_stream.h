// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "gateway/backlog.h"
#include "gateway/icy.h"
#include "media/byte_sink.h"
#include "media/container_writer.h"

namespace joincast::gateway {

/// How a format goes out over HTTP; none: nothing here can send it. AAC goes as ADTS, PCM as WAV without an end.
JOINCAST_EXPORT std::optional<media::FileType> stream_type(const payload::Format& format) noexcept;
/// `Content-Type` of that.
JOINCAST_EXPORT std::string_view mime_type(media::FileType type) noexcept;
/// Whether players look for titles between the octets of such a stream. In Ogg they stand in the stream itself: each
/// song is a chained stream with comments of its own.
JOINCAST_EXPORT bool takes_icy(media::FileType type) noexcept;

/// One client's stream: frames in, octets of its container out, titles among them. The container is the client's own,
/// so that what he is too slow for is missing in his stream alone. Sans I/O.
class JOINCAST_EXPORT ClientStream final : media::ByteSink {
 public:
  struct Settings {
    payload::Format format;
    std::string station;                 ///< for the container's tags; empty: not known
    bool icy = false;                    ///< the client takes titles between the sound, and the type does
    std::size_t most_octets = 1u << 20;  ///< of frames that wait for the client
  };

  /// The message says why the format cannot be sent.
  static Result<std::unique_ptr<ClientStream>, std::string> make(Settings settings);

  void push(Piece piece) { backlog_.push(std::move(piece)); }

  /// Fills the front of `room`; zero: nothing to send now.
  std::size_t read(std::span<std::uint8_t> room);

  std::uint64_t dropped() const noexcept { return backlog_.dropped(); }  ///< frames
  std::size_t waiting() const noexcept { return backlog_.octets(); }     ///< octets of frames

 private:
  explicit ClientStream(Settings settings, media::FileType type);

  std::string open(const libreceiver::Item* item);
  void take(const Piece& piece);
  Took write(std::span<const ByteView> pieces) override;
  bool seekable() const noexcept override { return false; }
  std::error_code overwrite(std::uint64_t, ByteView) override { return {}; }

  Settings settings_;
  media::FileType type_;
  Backlog backlog_;
  std::optional<IcyInterleaver> icy_;
  std::unique_ptr<media::ContainerWriter> writer_;
  std::shared_ptr<const libreceiver::Item> item_;  // told last
  Bytes out_;                                      // made, not yet taken
  std::size_t taken_ = 0;                          // of its front
};

}  // namespace joincast::gateway
