// SPDX-License-Identifier: LGPL-2.1-or-later
// The guide over HTTP: a list in parts, later on what changed since.
#include <utility>

#include "libreceiver/guide_core.h"

namespace joincast::libreceiver {
namespace {

constexpr unsigned kEntriesOfPart = 1'000;

}  // namespace

void GuideCore::ask(const std::string& address, GuideSource source, Now now) {
  const auto [known, fresh] = http_.try_emplace(address);
  Http& http = known->second;
  if (fresh) http.source = std::move(source);
  if (!http.url.empty() || now.mono < http.next) {
    http.again = true;
    return;
  }
  http.again = false;
  http.first = true;
  http.failed = false;
  http.parts = 0;
  const auto since = list_.revision_of(http.source);
  send(http, since ? "&since=" + std::to_string(*since) : std::string(), now);
}

void GuideCore::send(Http& http, const std::string& arguments, Now now) {
  http.url = http.source.from + "/guide.json?limit=" + std::to_string(kEntriesOfPart) + arguments;
  http.next = now.mono + options_.refresh;
  outputs_.push_back(Fetch{http.url});
}

void GuideCore::give_up(Http& http, const std::string& reason, Now now) {
  http.failed = true;
  outputs_.push_back(Note{"no guide from " + http.source.from + ": " + reason});
  for (std::size_t i = 0; i < channels_.size(); ++i)  // then page by page
    for (auto& [sender, headend] : channels_[i].headends)
      if (headend.http == http.source.from) {
        headend.http.clear();
        settle(i, now);
      }
}

void GuideCore::handle_answer(const std::string& url, const std::optional<std::string>& body, const std::string& reason,
                              Now now) {
  for (auto& [address, http] : http_) {
    if (url.empty() || http.url != url) continue;
    http.url.clear();
    ++http.parts;
    if (!body) return give_up(http, reason, now);
    auto page = guide::parse_page(*body);
    if (!page) return give_up(http, "its answer is no guide", now);
    const auto next = page->next;
    const auto since = page->since;
    if (!list_.add_answer(http.source, std::move(*page), std::exchange(http.first, false), now.wall))
      return give_up(http, "there is no room for more", now);
    if (!next) return list_.complete(http.source);
    if (http.parts >= options_.parts) return give_up(http, "it has no end", now);
    return send(http, (since ? "&since=" + std::to_string(*since) : std::string()) + "&offset=" + std::to_string(*next),
                now);
  }
}

}  // namespace joincast::libreceiver
