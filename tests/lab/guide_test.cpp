// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The guide of a real headend: by multicast at a listener's host, over HTTP by curl.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "guide/page_assembler.h"
#include "guide/parts.h"
#include "net/multicast_receiver.h"
#include "sap/packet.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A host's member of a group of the guide, and what it puts together of it.
class GuideMember {
 public:
  GuideMember(net::EventLoop& loop, const Host& host, const IpAddress& group) : joined_(loop.now().mono) {
    const auto inside = host.enter();
    const std::uint32_t interface = host.interface_index("eth0");
    auto socket = net::MulticastReceiver::open(
        loop, {.group = {group, interface}, .port = sap::kPort}, [this, interface](auto batch) {
          for (const net::Datagram& datagram : batch) {
            largest = std::max(largest, datagram.octets.size());
            assembler_.handle_datagram(datagram.octets, datagram.from, interface, {datagram.arrived, {}});
            while (auto received = assembler_.poll_output()) {
              if (!pages.contains(guide::kIndexPage)) index_after = datagram.arrived - joined_;
              pages.insert_or_assign(received->page.number, received->page);
            }
          }
        });
    if (!socket) throw std::system_error(socket.error());
    socket_.emplace(std::move(*socket));
  }

  std::map<std::uint32_t, guide::Page> pages;
  Duration index_after{};
  std::size_t largest = 0;  ///< octets of a datagram

 private:
  TimePoint joined_;
  guide::PageAssembler assembler_;
  std::optional<net::MulticastReceiver> socket_;
};

class GuideByMulticast : public RadioLabTest, public testing::WithParamInterface<Family> {};

TEST_P(GuideByMulticast, TheFirstPageIsCompleteHalfASecondAfterTheJoin) {
  RadioLab& lab = make();
  lab.start_headend();
  for (const Host* host :
       {&lab.c1, &lab.c2}) {  // the one that starts it, and one that comes when its pages are under way
    GuideMember member(lab.loop, *host, group_of("8000:0000", GetParam()));
    ASSERT_TRUE(lab.until([&] { return member.pages.contains(guide::kIndexPage); }));
    EXPECT_LE(member.index_after, 500ms);
    RecordProperty("first_page_us", static_cast<int>(member.index_after / 1us));
    EXPECT_LE(member.largest, guide::kMostPacket);
  }
}

TEST_P(GuideByMulticast, ThePagesOfTheIndexHaveGroupsOfTheirOwn) {
  RadioLab& lab = make();
  lab.start_headend();
  const GuideMember index(lab.loop, lab.c1, group_of("8000:0000", GetParam()));
  ASSERT_TRUE(lab.until([&] { return index.pages.size() == 4; }));
  const guide::PageLink link = index.pages.at(guide::kIndexPage).pages.back();
  EXPECT_EQ(link.page, guide::kFirstOwnPage);
  const IpAddress group = GetParam() == Family::ipv4 ? link.group_v4.value() : group_of("bf00:0010", Family::ipv6);
  const GuideMember services(lab.loop, lab.c2, group);
  ASSERT_TRUE(lab.until([&] { return services.pages.contains(link.page); }));
  EXPECT_EQ(services.pages.at(link.page).entries.size(), link.entries);
  EXPECT_EQ(services.pages.at(link.page).revision, link.revision);
}

TEST_P(GuideByMulticast, TellsWhatIsOnAirAsSoonAsItIs) {
  RadioLab& lab = make();
  lab.start_headend();
  const GuideMember guide(lab.loop, lab.c1, group_of("8000:0000", GetParam()));
  ASSERT_TRUE(lab.until([&] { return guide.pages.contains(guide::kOnAirPage); }));
  EXPECT_TRUE(guide.pages.at(guide::kOnAirPage).entries.empty());
  const GroupMember listener(lab.loop, lab.c2, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(lab.until([&] {
    const auto& on_air = guide.pages.at(guide::kOnAirPage).entries;
    return !on_air.empty() && on_air[0].codec == "mp3";
  }));
  EXPECT_EQ(guide.pages.at(guide::kOnAirPage).entries[0].number, parse_service_number("8000:0001"));
}

INSTANTIATE_TEST_SUITE_P(Families, GuideByMulticast, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& the_case) { return the_case.param == Family::ipv4 ? "IPv4" : "IPv6"; });

class GuideOverHttp : public RadioLabTest {
 protected:
  std::string curl(const Host& host, const std::string& url, std::vector<std::string> more = {}) {
    std::vector<std::string> command = {"curl", "-sS", "-m", "60", "-w", "\n%{http_code}"};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(url);
    Process process = host.spawn(command);
    process.wait();
    return process.output();
  }
};

TEST_F(GuideOverHttp, AnswersCurl) {
  RadioLab& lab = make();
  lab.start_headend();
  const std::string at = "http://127.0.0.1:9581";
  EXPECT_THAT(curl(lab.head, at + "/guide.json"),
              AllOf(StartsWith("{\"schema\":1,"), HasSubstr("\"number\":\"8000:0001\""), HasSubstr("\n200")));
  EXPECT_THAT(curl(lab.head, at + "/guide.json?limit=1&offset=1"),
              AllOf(HasSubstr("8000:0002"), HasSubstr("\"next\":2"), Not(HasSubstr("8000:0001"))));
  const std::string head = curl(lab.head, at + "/guide.json", {"-D", "-", "-o", "/dev/null"});
  const std::size_t tag = head.find("W/\"");
  ASSERT_NE(tag, std::string::npos) << head;
  const std::string etag = head.substr(tag, head.find_first_of("\r\n", tag) - tag);
  EXPECT_EQ(curl(lab.head, at + "/guide.json", {"-H", "If-None-Match: " + etag}), "304\n");
  EXPECT_THAT(curl(lab.head, at + "/guide.json", {"--compressed", "-D", "-"}),
              AllOf(HasSubstr("\"schema\":1"), Not(HasSubstr("ncoding: gzip"))))
      << "so little is not worth compressing";
  EXPECT_THAT(curl(lab.head, at + "/playlist.m3u"),
              AllOf(StartsWith("#EXTM3U\n#EXTINF:-1 tvg-id=\"8000:0001\""), HasSubstr("rtp://@239.195.1.1:5004\n")));
  EXPECT_THAT(curl(lab.head, at + "/sdp/8000:0001.sdp"),
              AllOf(StartsWith("v=0\n"), HasSubstr("c=IN IP4 239.195.1.1/16\n")))
      << "as a line reader sees it";
  EXPECT_THAT(curl(lab.head, at + "/status.json"), HasSubstr("\n404")) << "the operator's pages stay with the operator";
}

TEST_F(GuideOverHttp, IsForOtherMachinesWhenToldSo) {
  RadioLab& lab = make();
  lab.start_headend();
  EXPECT_THAT(curl(lab.c1, "http://192.0.2.101:9581/guide.json"), Not(HasSubstr("\n200")));
  lab.headend->reload(lab.configuration() + "[guide]\naddress = \"0.0.0.0\"\nfavourites = [\"8000:0002\"]\n");
  EXPECT_THAT(curl(lab.c1, "http://192.0.2.101:9581/guide.json?favourites=1"),
              AllOf(HasSubstr("8000:0002"), HasSubstr("\"total\":1")));
  const GuideMember guide(lab.loop, lab.c1, group_of("8000:0000", Family::ipv4));
  ASSERT_TRUE(lab.until([&] { return guide.pages.contains(guide::kIndexPage); }));
  EXPECT_EQ(guide.pages.at(guide::kIndexPage).http, "http://192.0.2.101:9581");
}

}  // namespace
}  // namespace joincast::lab
