// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::gateway {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

GatewayStatus sample() {
  GatewayStatus status;
  status.version = "0.1.0";
  status.most_clients = 64;
  status.most_services = 16;
  ServiceStatus service;
  service.path = "/8000:0001";
  service.name = "Radio <Morning>";
  service.state = "playing";
  service.type = "audio/mpeg";
  service.since = 61s;
  service.clients.push_back({{*parse_address("192.0.2.2"), 40000}, "<script>", 5s, false, 12'345, 3, 0});
  status.services.push_back(service);
  return status;
}

TEST(GatewayStatus, IsAPageWithoutAnybodysMarkup) {
  EXPECT_THAT(to_html(sample()),
              AllOf(HasSubstr("Radio &lt;Morning&gt;"), HasSubstr("192.0.2.2:40000"), HasSubstr("12,345 octets"),
                    HasSubstr("3 frames"), HasSubstr("1 client of at most 64"), Not(HasSubstr("<script>"))));
}

TEST(GatewayStatus, IsJson) {
  EXPECT_THAT(to_json(sample()),
              AllOf(HasSubstr("\"clients\":1,\"most_clients\":64"), HasSubstr("\"path\":\"/8000:0001\""),
                    HasSubstr("\"from\":\"192.0.2.2:40000\""), HasSubstr("\"dropped_frames\":3")));
}

}  // namespace
}  // namespace joincast::gateway
