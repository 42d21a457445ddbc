// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "base/export.h"
#include "libreceiver/audio_sink.h"
#include "libreceiver/loudness_book.h"
#include "libreceiver/receiver.h"

namespace joincast::libreceiver {

/// Brings all services to the same loudness: each is measured while it plays, and what is known of it is applied from
/// its first sample. One that was never heard begins unchanged and is brought there slowly. The volume is another
/// matter. May be used by several threads at once.
///
///     const auto even = std::make_shared<EvenLoudness>();
///     options.make_sink = make_even(std::move(options.make_sink), even);
///     ...
///     even->set_service(key);  // then
///     receiver.play(target);
class JOINCAST_EXPORT EvenLoudness {
 public:
  /// Of what plays from the next flush or opening of the sink on, as a change of service brings it; empty: of no
  /// service, it is neither looked up nor remembered.
  void set_service(std::string key);
  std::string service() const;

  void set_enabled(bool enabled) noexcept { enabled_ = enabled; }
  bool enabled() const noexcept { return enabled_; }

  LoudnessBook& book() noexcept { return book_; }
  double gain_db() const noexcept { return gain_db_; }  ///< that is applied now

 private:
  friend class EvenSink;

  LoudnessBook book_;
  std::atomic<bool> enabled_ = true;
  std::atomic<double> gain_db_ = 0;
  mutable std::mutex mutex_;
  std::string service_;
};

/// A sink that hands to `inner` what it is given, evened.
JOINCAST_EXPORT std::unique_ptr<AudioSink> make_even_sink(std::unique_ptr<AudioSink> inner,
                                                          std::shared_ptr<EvenLoudness> even);
/// The same for a maker of sinks.
JOINCAST_EXPORT Receiver::SinkMaker make_even(Receiver::SinkMaker make_inner, std::shared_ptr<EvenLoudness> even);

}  // namespace joincast::libreceiver
