// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>

/// What allocations.cpp counts for a benchmark that links it: calls of operator new in this process.
namespace joincast::bench {

std::size_t allocations() noexcept;

}  // namespace joincast::bench
