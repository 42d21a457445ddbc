// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/recording.h"

#include "app/joincast/exit_code.h"

namespace joincast::app {
namespace {

int exit_code_of(libreceiver::RecordingOutcome outcome) {
  using Outcome = libreceiver::RecordingOutcome;
  switch (outcome) {
    case Outcome::ok: return kOk;
    case Outcome::nothing_came: return kNothingCame;
    case Outcome::undescribed: return kUndescribed;
    case Outcome::stalled: return kStalled;
    case Outcome::wrong_key: return kWrongKey;
    case Outcome::key_mismatch: return kKeyMismatch;
    case Outcome::not_written:
    case Outcome::no_srtp: break;
  }
  return kFailed;
}

}  // namespace

Ending Recording::ending() const { return {exit_code_of(outcome()), reason()}; }

}  // namespace joincast::app
