// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "fetch/client.h"
#include "tests/fetch/scripted_server.h"
#include "tests/fetch/stream_record.h"

namespace joincast::fetch {

inline constexpr std::string_view kOk = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n";

/// A client, and requests: patient, where a loaded machine may be slow; hurried, where a limit is what is tested.
class FetchClient : public ::testing::Test {
 protected:
  static Request asking(std::string url) {
    Request request;
    request.url = std::move(url);
    for (Duration* limit :
         {&request.limits.connect, &request.limits.headers, &request.limits.first_octet, &request.limits.stall})
      *limit = std::chrono::seconds(30);
    request.limits.min_octets_per_second = 100;
    return request;
  }
  static Request hurried(std::string url, Duration StreamLimits::*limit) {
    Request request = asking(std::move(url));
    request.limits.*limit = std::chrono::milliseconds(400);
    return request;
  }

  Ended end_of(const Request& request) {
    StreamRecord record(client_, request);
    return record.end();
  }
  Ended end_of(const std::string& url) { return end_of(asking(url)); }
  Ended end_of_answer(std::string answer) {
    ScriptedServer server(std::move(answer));
    return end_of(server.url());
  }

  Client client_;
};

}  // namespace joincast::fetch
