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

/// A client, and requests whose limits are short.
class FetchClient : public ::testing::Test {
 protected:
  static Request asking(std::string url) {
    Request request;
    request.url = std::move(url);
    request.limits.headers = std::chrono::milliseconds(400);
    request.limits.first_octet = std::chrono::milliseconds(400);
    request.limits.stall = std::chrono::milliseconds(400);
    request.limits.min_octets_per_second = 100;
    return request;
  }

  Ended end_of(const std::string& url) {
    StreamRecord record(client_, asking(url));
    return record.end();
  }
  Ended end_of_answer(std::string answer) {
    ScriptedServer server(std::move(answer));
    return end_of(server.url());
  }

  Client client_;
};

}  // namespace joincast::fetch
