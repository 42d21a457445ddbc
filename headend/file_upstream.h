// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "headend/local_upstream.h"
#include "headend/upstream.h"

namespace joincast::headend {

struct FileUpstreamOptions {
  std::vector<std::string> paths;  ///< files or pipes, one after the other; `-`: standard input
  std::uint16_t programme = 0;     ///< of transport streams, 1 to 65,535; zero: the first
  bool loop = false;               ///< they begin anew at the end of the last; not with standard input
  std::string title;               ///< in place of what the files say; empty: that
  bool name_untitled = false;      ///< a file that says no title has its name as one
  Duration most_ahead{};           ///< media handed over but not yet consumed; then reading waits
  Duration retry{};                ///< a round without sound is tried again after so long; zero: it is the end
};

/// Files or pipes in a station's place: MP3, ADTS, Ogg (Opus, Vorbis, FLAC), FLAC, AAC in MPEG-4, WAV of 16-bit PCM, or
/// a transport stream, told apart by content. Reads on a thread of its own, as fast as what it gave is consumed. A pipe
/// that has nothing is waited for; one file of several that cannot be read is passed over.
class JOINCAST_EXPORT FileUpstream final : public LocalUpstream {
 public:
  /// Starts at once.
  FileUpstream(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue);
  ~FileUpstream() override;

  void consumed(Duration media) noexcept override;
  void set_most_ahead(Duration media) noexcept override;
  bool ended() const noexcept override;
  /// Which file cannot be read, or no further, and why; the last one where there were several.
  const std::string& error() const noexcept override;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace joincast::headend
