// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>

namespace joincast::store {

/// SQL that brings a schema from the version before to this one. The first makes it out of nothing.
struct Migration {
  const char* sql = "";
};

/// The n-th one, from 1, leads to version n (SQLite's `user_version`). Never changed once released, only added to.
using Migrations = std::span<const Migration>;

}  // namespace joincast::store
