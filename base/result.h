// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

namespace joincast {

/// A value, or the reason why there is none. The one line that changes when std::expected comes.
template <typename T, typename E>
using Result = tl::expected<T, E>;

/// The failing side of a Result: `return fail(error);`.
template <typename E>
auto fail(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace joincast
