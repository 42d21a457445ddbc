// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "discovery/avahi_module.h"

namespace joincast::discovery {

/// The module's two halves.
std::unique_ptr<Registrar> make_avahi_registrar(Waiting& waiting, Registrar::Calls calls);
std::unique_ptr<Lookout> make_avahi_lookout(Waiting& waiting, const std::string& type, std::size_t most,
                                            Lookout::Calls calls);

}  // namespace joincast::discovery
