// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "base/export.h"
#include "headend/upstream.h"

namespace joincast::headend {

struct FileUpstreamOptions {
  std::string path;       ///< a file or pipe; `-`: standard input
  bool loop = false;      ///< a file begins anew at its end
  std::string title;      ///< in place of what the file says; empty: that
  Duration most_ahead{};  ///< media handed over but not yet consumed; then reading waits
};

/// A file or a pipe in a station's place: MP3, ADTS, Ogg (Opus, Vorbis, FLAC), FLAC, or WAV of 16-bit PCM, told apart
/// by content. Reads on a thread of its own, as fast as what it gave is consumed. A pipe that has nothing is waited
/// for.
class JOINCAST_EXPORT FileUpstream {
 public:
  /// Starts at once. The queue must outlive it.
  FileUpstream(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue);
  /// Ends the thread.
  ~FileUpstream();
  FileUpstream(const FileUpstream&) = delete;
  FileUpstream& operator=(const FileUpstream&) = delete;

  /// Says that so much sound was sent or dropped. Any thread.
  void consumed(Duration media) noexcept;

  /// All is read, or cannot be; what was read is in the queue, or was taken from it. Any thread.
  bool ended() const noexcept;
  /// Why nothing, or nothing more, can be read; empty: it ended as it should. Only when ended().
  const std::string& error() const noexcept;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace joincast::headend
