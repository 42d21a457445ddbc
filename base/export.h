// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

/// Marks what libjoincast-receiver exports. Everything is compiled with hidden visibility; a public
/// class with members in a source file, or a public function that is not inline, carries this mark.
#define JOINCAST_EXPORT __attribute__((visibility("default")))
