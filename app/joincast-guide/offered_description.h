// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/joincast-guide/find.h"
#include "base/result.h"

namespace joincast::app {

/// Puts the session description that the headend itself gives into a service that was found in guides over HTTP alone,
/// or that is wanted by IPv4 and has no group there yet (it is allotted by asking), and takes its group from there,
/// unless a prefix was wished for. A key (`a=crypto`) stays in it only where it came by https: whoever is on the way,
/// or announces, could have written any. The answer is for people, one line each: what was left out, and why. `get`:
/// the body that an address gives, or why there is none.
std::vector<std::string> complete_description(
    Choice& choice, const LookOptions& look,
    const std::function<Result<std::string, std::string>(const std::string& url)>& get);

}  // namespace joincast::app
