// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "fetch/content_kind.h"

namespace joincast::fetch {

/// Whether the first octets are those of a text in some charset: no controls that texts have not.
bool looks_like_text(std::string_view start) noexcept;

/// What a text is by its first words: a playlist, XML, JSON; `text` when they tell nothing.
ContentVerdict text_kind(std::string_view start, bool whole);

}  // namespace joincast::fetch
