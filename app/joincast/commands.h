// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

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
int run(const SrtpKeyOptions& options, TimePoint began);

/// The path of a program beside this one: of `send`, joincast-send.
std::string program_beside(std::string_view command);

/// `joincast send`, `resolve`, `guide` and `favourites` are programs beside this one, joincast-send, joincast-resolve
/// and joincast-guide: what only they need would make a listener slow to start. Replaces this process; comes back, with
/// the exit code, only when it cannot.
int exec_beside(std::string_view command, char** arguments);

}  // namespace joincast::app
