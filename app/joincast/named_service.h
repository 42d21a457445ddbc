// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "app/joincast/options.h"
#include "base/result.h"

namespace joincast::app {

/// Whether a SERVICE is a part of a name: it is no reference, and is not written like one either.
bool is_name(std::string_view text);

/// Asks joincast-guide, which asks the user where several fit, for what `options.name` means, and puts it in place of
/// the name; nothing is done without a name. Else the exit code, the reason told on standard error.
Result<ServiceOptions, int> find_by_name(ServiceOptions options);

/// What joincast-guide answered: a line that names the service, and behind it a session description if there is one,
/// with a key only if that can be believed. A key file of the user's goes before it. False: it is no such answer.
bool take_answer(std::string_view answer, ServiceOptions& options);

}  // namespace joincast::app
