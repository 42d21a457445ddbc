// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/export.h"
#include "headend/status_model.h"

namespace joincast::headend {

/// The Content-Type of metrics().
inline constexpr std::string_view kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

/// Prometheus' text format 0.0.4, every family with HELP and TYPE. Only services that run have series of their own,
/// so that a long list of stations that nobody wants costs a scrape nothing.
JOINCAST_EXPORT std::string metrics(const StatusSnapshot& snapshot);

}  // namespace joincast::headend
