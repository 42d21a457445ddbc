// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Where a station may lead us, and where not.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/fetch/client_fixture.h"

namespace joincast::fetch {
namespace {

TEST_F(FetchClient, FollowsARedirect) {
  ScriptedServer target(std::string(kOk) + "sound");
  ScriptedServer server("HTTP/1.1 301 Moved\r\nLocation: " + target.url() + "\r\nContent-Length: 0\r\n\r\n");
  StreamRecord record(client_, asking(server.url()));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(record.headers.url, target.url());
  EXPECT_EQ(record.order, "HOE");
}

/// A station outside that redirects to a host inside: on loopback, where the port tells them apart.
class InsideRedirect : public FetchClient {
 protected:
  Ended end_of_request(bool allowed = false) {
    Request request = asking(station_.url());
    request.inside_redirects = allowed;
    StreamRecord record(strict_, request);
    return record.end();
  }

  std::size_t asked_inside() const {
    const auto requests = inside_.requests();
    return static_cast<std::size_t>(std::ranges::count_if(requests, [](auto& request) { return !request.empty(); }));
  }

  ScriptedServer inside_{[](Connection& client) {  // keeps its connection
    while (!client.read_request().empty() &&
           client.send("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 5\r\n\r\nsound")) {
    }
  }};
  ScriptedServer station_{"HTTP/1.1 302 Found\r\nLocation: " + inside_.url() + "\r\nContent-Length: 0\r\n\r\n"};
  Client strict_{[this] {
    ClientOptions options;
    options.is_inside = [this](const Endpoint& endpoint) { return endpoint.port == inside_.port(); };
    return options;
  }()};
};

TEST_F(InsideRedirect, IsRefusedBeforeAnythingIsAsked) {
  EXPECT_EQ(end_of_request(), (Ended{EndReason::address_refused, "redirects to an inside address (127.0.0.1)"}));
  EXPECT_EQ(station_.requests().size(), 1u);
  EXPECT_TRUE(inside_.requests().empty());
}

TEST_F(InsideRedirect, IsRefusedOverAConnectionThatIsThereAlready) {
  StreamRecord known(strict_, asking(inside_.url()));
  ASSERT_EQ(known.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(end_of_request().reason, EndReason::address_refused);
  EXPECT_EQ(asked_inside(), 1u);
}

TEST_F(InsideRedirect, WhatADirectoryNamesMayNotItselfBeInside) {
  Request request = asking(inside_.url());
  request.from_outside = true;
  StreamRecord refused(strict_, request);
  EXPECT_EQ(refused.end(), (Ended{EndReason::address_refused, "leads to an inside address (127.0.0.1)"}));
  EXPECT_TRUE(inside_.requests().empty());
  request.inside_redirects = true;  // the operator says so
  StreamRecord allowed(strict_, request);
  EXPECT_EQ(allowed.end().reason, EndReason::end_of_stream);
}

TEST_F(InsideRedirect, WhatADirectoryNamesIsCheckedBehindItsName) {
  Request request = asking("http://localhost:" + std::to_string(inside_.port()) + "/");
  request.from_outside = true;
  StreamRecord record(strict_, request);
  EXPECT_EQ(record.end().reason, EndReason::address_refused);
  EXPECT_TRUE(inside_.requests().empty());
}

TEST_F(InsideRedirect, IsFollowedWhereAllowed) {
  EXPECT_EQ(end_of_request(true).reason, EndReason::end_of_stream);
  EXPECT_EQ(asked_inside(), 1u);
}

TEST_F(InsideRedirect, OfAStationInsideIsFollowed) {
  Client client;  // loopback is inside
  StreamRecord record(client, asking(station_.url()));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
}

TEST(IsPrivate, KnowsWhatStrangersHaveNoBusinessWith) {
  for (const char* text : {"0.0.0.0",
                           "10.255.0.1",
                           "100.64.0.1",
                           "127.8.0.1",
                           "169.254.169.254",
                           "172.31.255.255",
                           "192.168.0.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fe80::1",
                           "fec0::1",
                           "fd00::1",
                           "ff02::1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::7f00:1",
                           "::127.0.0.1",
                           "198.18.0.1",
                           "192.88.99.1",
                           "192.0.0.8",
                           "::ffff:0:127.0.0.1",
                           "64:ff9b:1::8.8.8.8",
                           "2002:a00:1::1",
                           "2002:7f00:1::",
                           "2001:0:a00:1::",
                           "2001:0:808:808:0:0:f5ff:fffe",
                           "2a00::5efe:192.168.0.1",
                           "2a00::200:5efe:10.0.0.1",
                           "100::1",
                           "2001:2f::1",
                           "febf::1"})
    EXPECT_TRUE(is_private(*parse_address(text))) << text;
  for (const char* text :
       {"9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "223.255.255.255", "2001:db8::1", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
        "2001:0:808:808:0:0:f7f7:f7f7", "2a00::5efe:8.8.8.8", "2001:40::1", "198.17.255.255", "198.20.0.0"})
    EXPECT_FALSE(is_private(*parse_address(text))) << text;
}

TEST_F(FetchClient, GivesUpOnEndlessRedirects) {
  ScriptedServer server("HTTP/1.0 302 Found\r\nLocation: /again\r\n\r\n");
  EXPECT_EQ(end_of(server.url()), (Ended{EndReason::too_many_redirects, "redirects for ever"}));
  EXPECT_EQ(server.requests().size(), 9u);
}

TEST_F(FetchClient, RefusesARedirectToAFile) {
  EXPECT_EQ(end_of_answer("HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n").reason,
            EndReason::bad_redirect);
}

}  // namespace
}  // namespace joincast::fetch
