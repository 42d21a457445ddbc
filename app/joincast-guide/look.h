// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "app/joincast-guide/options.h"
#include "base/result.h"
#include "libreceiver/guide_list.h"

namespace joincast::app {

/// What was found.
struct Outlook {
  libreceiver::GuideList list;
  bool complete = false;           ///< all that was told of has come in
  std::vector<std::string> notes;  ///< for people: what could not be had
};

/// Listens to the guides on the interfaces and over HTTP, and to announcements; what earlier runs heard counts where
/// nothing newer is heard, and the next ones will know what this one heard. The exit code if it cannot; the reason is
/// told on standard error then.
Result<Outlook, int> look(const LookOptions& options);

}  // namespace joincast::app
