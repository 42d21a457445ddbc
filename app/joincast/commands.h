// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/joincast/options.h"
#include "base/time.h"

namespace joincast::app {

/// Each runs one command to its end and answers the exit code. `began`: when the program did.
int run(const PlayOptions& options, TimePoint began);
int run(const DescribeOptions& options, TimePoint began);
int run(const InterfacesOptions& options, TimePoint began);
int run(const MembersOptions& options, TimePoint began);
int run(const RecordOptions& options, TimePoint began);
int run(const MonitorOptions& options, TimePoint began);

}  // namespace joincast::app
