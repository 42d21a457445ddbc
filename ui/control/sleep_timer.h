// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <chrono>
#include <cstdint>
#include <optional>

namespace joincast::ui {

/// Ends what plays after a while, or with the song, softly. Time comes as an argument.
class SleepTimer : public QObject {
  Q_OBJECT

 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kFade{10};  ///< at its end

  enum class Until : std::uint8_t { off, moment, songEnd };

  using QObject::QObject;

  Until until() const noexcept { return until_; }
  /// Until it is silent; none: it is off, or goes by the song.
  std::optional<std::chrono::seconds> remaining(Clock::time_point now) const;

  void start(std::chrono::minutes after, Clock::time_point now);
  /// With the song that is heard; how long that is nobody knows, so its end is not faded.
  void startAtSongEnd();
  void cancel();

  /// To be called ten times a second, or more seldom, while it is not off.
  void handleTime(Clock::time_point now);
  void handleTitleChanged();  ///< another song is heard
  void handleStopped();       ///< somebody stopped what plays

 Q_SIGNALS:
  void changed();                  ///< it was set or ended
  void fadeWished(double factor);  ///< 0..1 of the volume
  void stopWished();

 private:
  void end();

  Until until_ = Until::off;
  Clock::time_point at_{};
};

}  // namespace joincast::ui
