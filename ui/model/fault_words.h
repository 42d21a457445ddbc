// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>

#include "libreceiver/description_faults.h"

namespace joincast::ui {

/// What is wrong and what was made of it, in the person's language: "Missing TTL: a TTL of 255 was assumed."
QString faultSentence(const libreceiver::DescriptionFault& fault);

}  // namespace joincast::ui
