// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "net/event_loop.h"
#include "ui/bridge/outside.h"

namespace joincast::app {

/// HTTP by curl, headends by Avahi.
std::unique_ptr<ui::Outside> make_outside(net::EventLoop& loop);

}  // namespace joincast::app
