// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/source.h"

#include <algorithm>

namespace joincast::directory {
namespace {

using namespace std::chrono_literals;

constexpr Duration kFirstRetry = 5min;
constexpr double kJitter = 0.1;  // of the interval

}  // namespace

std::string_view to_string(SourceKind kind) noexcept {
  switch (kind) {
    case SourceKind::xiph: return "xiph";
    case SourceKind::radiotime: return "radiotime";
    case SourceKind::radio_browser: return "radio-browser";
    case SourceKind::icecast: return "icecast";
    case SourceKind::file: return "file";
  }
  return "file";
}

Duration least_interval(SourceKind kind) noexcept {
  switch (kind) {
    case SourceKind::icecast: return 1min;
    case SourceKind::file: return 1s;
    default: return 1h;
  }
}

Duration usual_interval(SourceKind kind) noexcept {
  switch (kind) {
    case SourceKind::xiph: return 6h;
    case SourceKind::icecast: return 5min;
    case SourceKind::file: return 1min;
    default: return 24h;
  }
}

std::unique_ptr<Parser> parser_for(SourceKind kind, StationSink sink) {
  switch (kind) {
    case SourceKind::xiph: return xiph_parser(std::move(sink));
    case SourceKind::radiotime: return radiotime_parser(std::move(sink));
    case SourceKind::radio_browser: return radio_browser_parser(std::move(sink));
    case SourceKind::icecast: return icecast_parser(std::move(sink));
    case SourceKind::file: return file_parser(std::move(sink));
  }
  return file_parser(std::move(sink));
}

WallTime next_refresh(const Source& source, const DirectoryState& state, unsigned failures, double chance,
                      WallTime now) {
  if (!state.tried || *state.tried > now) return now;  // never, or the clock went back
  const Duration interval = std::max(source.interval, least_interval(source.kind));
  Duration wait = interval;
  if (!state.last_error.empty()) {
    const Duration retry = kFirstRetry * (1 << std::clamp(static_cast<int>(failures) - 1, 0, 10));
    wait = std::clamp(retry, least_interval(source.kind), interval);
  }
  const auto jitter = std::chrono::duration<double>(wait) * kJitter * chance;
  return *state.tried + wait + std::chrono::duration_cast<Duration>(jitter);
}

}  // namespace joincast::directory
