// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>

#include "app/joincast/display.h"
#include "app/joincast/find_target.h"
#include "libreceiver/service_recording.h"

namespace joincast::app {

using libreceiver::InterfaceBack;
using libreceiver::InterfaceGone;
using libreceiver::RecordingBegan;
using libreceiver::RecordingEnded;
using libreceiver::RecordingEvent;
using libreceiver::RecordingStatus;
using libreceiver::StallOver;
using libreceiver::StallTold;

/// A recording as the command shows it.
class Recording final : public libreceiver::ServiceRecording {
 public:
  using Handler = std::function<void(Recording& recording, const RecordingEvent& event)>;

  Recording(net::EventLoop& loop, Setup setup, TimePoint began, Handler on_event)
      : ServiceRecording(loop, std::move(setup),
                         [this, on_event = std::move(on_event)](const RecordingEvent& event) { on_event(*this, event); }),
        began_(began) {}

  DisplayContext context() const { return {target(), group(), began_}; }

  /// Exit code and a sentence; to be asked when it ended.
  Ending ending() const;

 private:
  TimePoint began_;  // the program
};

}  // namespace joincast::app
