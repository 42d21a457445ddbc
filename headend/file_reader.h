// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "headend/wav_reader.h"
#include "media/m4a_reader.h"
#include "media/stream_framer.h"

namespace joincast::headend {

/// Takes one file or pipe apart from its begin to its end: what it says of itself (ID3, Vorbis comments, MPEG-4's tags)
/// and its access units, in order. Told apart by content.
class JOINCAST_EXPORT FileReader {
 public:
  /// `fd` stays the caller's and must outlive it. MP4 and ID3v1 need a file that can be read at any place.
  /// `framer`: takes the octets of a file that is nothing but frames; see take_framer().
  explicit FileReader(int fd, media::StreamFramer framer = media::StreamFramer());

  /// What comes next: it reads, and blocks on a pipe that has nothing. False: it is at its end, or broken, see error().
  bool read(std::vector<media::FramerItem>& out);

  /// Why nothing more can be read; empty: nothing is wrong. For people: "Input/output error".
  const std::string& error() const noexcept { return error_; }

  /// At the end of a transport stream: what goes on with it when it begins anew, so that its counters run on and its
  /// clock tells the jump. None: each file begins by itself.
  std::optional<media::StreamFramer> take_framer();

 private:
  bool begin(std::vector<media::FramerItem>& out);
  bool take(ByteView octets, std::vector<media::FramerItem>& out);
  bool take_wav(ByteView octets, std::vector<media::FramerItem>& out);
  bool take_m4a(std::vector<media::FramerItem>& out);
  void collect_tag(ByteView octets, std::vector<media::FramerItem>& out);
  bool end(std::vector<media::FramerItem>& out);
  bool fail_with(std::string why);

  int fd_;
  bool begun_ = false;
  bool played_ = false;
  Bytes start_;                          // fewer than twelve octets
  Bytes tag_;                            // ID3v2, as far as it has come
  std::optional<std::size_t> tag_left_;  // octets of it still to come; none: not known whether there is one
  std::unique_ptr<media::M4aReader> m4a_;
  std::optional<WavReader> wav_;
  std::optional<payload::Format> told_;  // of the WAV file
  media::StreamFramer framer_;
  std::string error_;
};

/// Whether such a file can be sent, as far as its beginning tells; the error is for people: "No such file or
/// directory", "holds nothing that can be sent". `programme`: of a transport stream, see media::StreamFramer.
JOINCAST_EXPORT Result<void, std::string> check_file(const std::string& path, std::uint16_t programme = 0);

}  // namespace joincast::headend
