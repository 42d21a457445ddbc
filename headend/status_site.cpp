// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_site.h"

#include "headend/metrics.h"
#include "headend/status_json.h"
#include "headend/status_page.h"

namespace joincast::headend {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kPlain = "text/plain; charset=utf-8";

http::Answer constant(std::string_view type, std::string_view text) {
  return {200, type, std::make_shared<const std::string>(text)};
}

}  // namespace

std::shared_ptr<const std::string> StatusSite::made(std::string_view path, std::string (*make)(const StatusSnapshot&)) {
  auto& kept = made_[path];
  if (!kept) kept = std::make_shared<const std::string>(make(snapshot_));
  return kept;
}

http::Answer StatusSite::answer(std::string_view path, TimePoint now) {
  if (path == "/status.css") return constant("text/css; charset=utf-8", status_style());
  if (path == "/status.js") return constant("text/javascript; charset=utf-8", status_script());
  const bool known = path == "/" || path == "/status.json" || path == "/metrics" || path == "/health";
  if (!known)
    return {404, kPlain,
            std::make_shared<const std::string>("There is / for people, /status.json, /metrics and /health.\n")};
  if (!any_ || now - taken_ >= kFresh) {
    snapshot_ = look_();
    taken_ = now;
    any_ = true;
    made_.clear();
  }
  if (path == "/") return {200, kHtml, made("/", &status_page)};
  if (path == "/status.json") return {200, "application/json", made("/status.json", &status_json)};
  if (path == "/metrics") return {200, kMetricsType, made("/metrics", &metrics)};
  const Health health = health_of(snapshot_);
  return {
      health.good ? 200u : 503u, kPlain,
      std::make_shared<const std::string>(health.good ? "in service\n" : "not in service: " + health.reason + '\n')};
}

}  // namespace joincast::headend
