// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "ui/control/signal_controller.h"
#include "ui/model/fact_model.h"

namespace joincast::ui {

/// What the panels list of a service, in the person's language. Empty where nothing is joined.
QList<Fact> membershipFacts(const SignalController& signal);
QList<Fact> rtcpFacts(const SignalController& signal);
QList<Fact> counterFacts(const SignalController& signal);

}  // namespace joincast::ui
