// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "libreceiver/guide_client.h"
#include "net/event_loop.h"

namespace joincast::app {

/// GETs for a guide client: each on a thread of its own, since it blocks; answers come on the loop's thread.
class HttpGet {
 public:
  explicit HttpGet(net::EventLoop& loop) : loop_(loop) {}
  ~HttpGet();  ///< within a second
  HttpGet(const HttpGet&) = delete;
  HttpGet& operator=(const HttpGet&) = delete;

  void get(const std::string& url, libreceiver::GuideClient::Done done);

 private:
  net::EventLoop& loop_;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace joincast::app
