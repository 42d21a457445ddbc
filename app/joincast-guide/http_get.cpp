// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/http_get.h"

#include <optional>
#include <string_view>
#include <utility>

#include "fetch/download.h"
#include "guide/page.h"

namespace joincast::app {

HttpGet::~HttpGet() {
  stop_ = true;
  for (std::thread& thread : threads_) thread.join();
}

void HttpGet::get(const std::string& url, libreceiver::GuideClient::Done done) {
  threads_.emplace_back([this, url, done = std::move(done)] {
    fetch::DownloadRequest request;
    request.url = url;
    request.connect = std::chrono::seconds(3);
    request.total = std::chrono::seconds(60);
    request.stall = std::chrono::seconds(5);
    request.most_octets = guide::PageLimits().octets;
    request.redirects = 0;  // it is the headend's own word where its guide is
    std::string body;
    const auto take = [&body](std::string_view piece) {
      body += piece;
      return true;
    };
    const fetch::Download result = fetch::download(request, take, stop_);
    const bool taken = result.outcome == fetch::DownloadOutcome::taken;
    loop_.post([done, body = taken ? std::optional(std::move(body)) : std::nullopt, reason = result.reason] {
      done(body, reason);
    });
  });
}

}  // namespace joincast::app
