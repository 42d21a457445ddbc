// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "libreceiver/guide_client.h"
#include "net/event_loop.h"

namespace joincast::app {

/// The body of an answer; else why there is none, for people. Waits for it.
Result<std::string, std::string> get_now(const std::string& url, const std::string& ca_file,
                                         const std::atomic<bool>& stop);

/// GETs for a guide client: each on a thread of its own, since it blocks; answers come on the loop's thread.
class HttpGet {
 public:
  /// `ca_file`: whose certificates to believe, PEM; empty: the system's.
  HttpGet(net::EventLoop& loop, std::string ca_file) : loop_(loop), ca_file_(std::move(ca_file)) {}
  ~HttpGet();  ///< within a second
  HttpGet(const HttpGet&) = delete;
  HttpGet& operator=(const HttpGet&) = delete;

  void get(const std::string& url, libreceiver::GuideClient::Done done);

 private:
  net::EventLoop& loop_;
  const std::string ca_file_;
  std::atomic<bool> stop_ = false;
  struct Running {
    std::thread thread;
    std::shared_ptr<std::atomic<bool>> ended;
  };
  std::vector<Running> running_;
};

}  // namespace joincast::app
