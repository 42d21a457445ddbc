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
  for (Running& one : running_) one.thread.join();
}

Result<std::string, std::string> get_now(const std::string& url, const std::string& ca_file,
                                         const std::atomic<bool>& stop) {
  fetch::DownloadRequest request;
  request.url = url;
  request.ca_file = ca_file;
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
  const fetch::Download result = fetch::download(request, take, stop);
  if (result.outcome != fetch::DownloadOutcome::taken) return fail(result.reason);
  return body;
}

void HttpGet::get(const std::string& url, libreceiver::GuideClient::Done done) {
  std::erase_if(running_, [](Running& one) {
    if (*one.ended) one.thread.join();
    return !one.thread.joinable();
  });
  const auto ended = std::make_shared<std::atomic<bool>>(false);
  std::thread thread([this, url, ended, done = std::move(done)] {
    auto got = get_now(url, ca_file_, stop_);
    loop_.post([done, got = std::move(got)] {
      done(got ? std::optional(*got) : std::nullopt, got ? std::string() : got.error());
    });
    *ended = true;
  });
  running_.push_back({std::move(thread), ended});
}

}  // namespace joincast::app
