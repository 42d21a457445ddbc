// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/step.h"

namespace joincast::fetch {

std::string_view to_string(StepResult result) noexcept {
  switch (result) {
    case StepResult::media: return "media";
    case StepResult::names: return "names";
    case StepResult::refused: return "refused";
  }
  return "refused";
}

}  // namespace joincast::fetch
