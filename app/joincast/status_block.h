// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "libreceiver/receiver.h"
#include "sdp/joincast.h"

namespace joincast::app {

/// Everything that the status block shows.
struct Status {
  std::string service;  ///< as asked for
  std::string group;    ///< with its interface
  std::string station;  ///< empty: not known yet
  sdp::State state = sdp::State::playing;
  std::string reason;      ///< why the station does not play, or no sound is made; empty: nothing to say
  std::string last_event;  ///< such as `first sound after 43 ms`
  std::string said;        ///< what keys did; empty: nothing to say
  bool keys = false;       ///< there are some
  bool help = false;       ///< what they are is shown
  bool details = false;    ///< figures for who looks for a fault
  Duration since_began{};
  libreceiver::Snapshot snapshot;
};

/// The block's lines, none wider than `width` columns, without line ends. Colour is by ANSI sequences, and
/// never the only carrier of a meaning.
std::vector<std::string> render(const Status& status, std::size_t width, bool colour);

}  // namespace joincast::app
