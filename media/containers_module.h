// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "media/container_writer.h"
#include "media/m4a_reader.h"

namespace joincast::media {

/// What a file made by the module is asked for. Dies with the call.
struct MuxRequest {
  const payload::Format& format;
  const Tags& tags;
};

/// Makes the octets of one file; appends them to what it is given.
class Muxer {
 public:
  virtual ~Muxer() = default;

  virtual void begin(Bytes& out) = 0;

  /// `time`: place of the frame's first sample in the file, in samples. `samples`: its length.
  virtual void put(ByteView frame, std::int64_t time, std::uint32_t samples, Bytes& out) = 0;

  /// Makes what was put playable as it lies, as far as the kind of file allows.
  virtual void seal(Bytes& out) = 0;

  virtual void end(Bytes& out) = 0;

  /// The file's first octets as they should be now; empty: as they are.
  virtual Bytes front() const { return {}; }
};

/// What the module `joincast-containers` offers. It is built with the library and never mixed with another version.
struct ContainersModule {
  static constexpr const char* kFile = "joincast-containers.so";
  static constexpr const char* kSymbol = "joincast_containers_module";

  Result<std::unique_ptr<Muxer>, std::string> (*make_m4a)(const MuxRequest&);
  Result<std::unique_ptr<Muxer>, std::string> (*make_flac)(const MuxRequest&, ByteView comments);
  Result<std::unique_ptr<M4aReader>, std::string> (*open_m4a)(int fd);
};

}  // namespace joincast::media
