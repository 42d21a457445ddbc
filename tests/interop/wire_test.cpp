// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What headend and listener send, as tshark reads it.
#include <csignal>
#include <set>
#include <sstream>

#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

/// Listeners in both families come and report, two leave, the headend ends under the third: captured once.
class OnTheWire : public PeerTest {
 protected:
  static void SetUpTestSuite() {
    PeerTest::SetUpTestSuite();
    if (!peers_) return;
    auto capture =
        peers_->c1.spawn({"tshark", "-l", "-P", "-n", "-i", "eth0", "-w", file(), "-d", "udp.port==5005,rtcp"});
    if (!capture.wait_for("Capturing")) return ADD_FAILURE() << capture.output(), void();
    peers_->start_headend();
    auto stays = play(peers_->c1, "8000:0001", "null", {"--family", "ipv6"});
    std::vector<lab::Process> leave;
    leave.push_back(play(peers_->c2, "8000:0001", "null", {"--family", "ipv6", "--duration", "6"}));
    leave.push_back(play(peers_->c1, "8000:0001", "null", {"--family", "ipv4", "--duration", "6"}));
    for (auto& listener : leave) EXPECT_EQ(listener.wait(), 0) << listener.output();
    EXPECT_EQ(peers_->headend->end(), 0);
    EXPECT_TRUE(capture.wait_for("Deletion")) << capture.output();
    stays.terminate();
    capture.signal(SIGINT);
    EXPECT_EQ(capture.wait(), 0) << capture.output();
    std::filesystem::permissions(file(), std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  }

  static std::string file() { return peers_->folder / "wire.pcapng"; }

  /// tshark's lines (as root it would complain about that) on the captured packets that fit `filter`: one with these
  /// fields for each, or its summary.
  static std::vector<std::string> packets(const std::string& filter, const std::vector<std::string>& fields = {}) {
    std::vector<std::string> command = {"setpriv", "--reuid",
                                        "65534",   "--regid",
                                        "65534",   "--clear-groups",
                                        "env",     "HOME=" + peers_->folder / ".",
                                        "tshark",  "-n",
                                        "-r",      file(),
                                        "-d",      "udp.port==5004,rtp",
                                        "-d",      "udp.port==5005,rtcp",
                                        "-o",      "udp.check_checksum:TRUE",
                                        "-o",      "ip.check_checksum:TRUE",
                                        "-Y",      filter};
    if (!fields.empty()) command.insert(command.end(), {"-T", "fields", "-E", "occurrence=f"});
    for (const auto& field : fields) command.insert(command.end(), {"-e", field});
    std::istringstream text(lab::run(command));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }

  static std::set<std::string> values(const std::string& filter, const std::string& field) {
    const auto lines = packets(filter, {field});
    return {lines.begin(), lines.end()};
  }
};

TEST_F(OnTheWire, NothingIsMalformedOrWrong) {
  EXPECT_THAT(packets("_ws.malformed || _ws.expert.severity == error"), IsEmpty());
}

TEST_F(OnTheWire, EveryChecksumIsRight) {
  EXPECT_THAT(packets("udp.checksum.status == 0 || icmpv6.checksum.status == 0 || igmp.checksum.status == 0 || "
                      "ip.checksum.status == 0"),
              IsEmpty());
  EXPECT_THAT(packets("rtp && udp.checksum.status == 1"), Not(IsEmpty())) << "checked, that is";
}

TEST_F(OnTheWire, RtpAndRtcpHaveSixteenHopsSapTwoHundredAndFiftyFiveMembershipOne) {
  const std::string of_services = "(rtp || rtcp) && !(rtcp.app.name == \"JCHE\")";
  EXPECT_THAT(values(of_services + " && ipv6", "ipv6.hlim"), UnorderedElementsAre("16"));
  EXPECT_THAT(values(of_services + " && ip", "ip.ttl"), UnorderedElementsAre("16"));
  EXPECT_THAT(values("rtcp.app.name == \"JCHE\" && ipv6", "ipv6.hlim"), UnorderedElementsAre("1")) << "to headends";
  EXPECT_THAT(values("sap && ipv6", "ipv6.hlim"), UnorderedElementsAre("255"));
  EXPECT_THAT(values("sap && ip", "ip.ttl"), UnorderedElementsAre("255"));
  EXPECT_THAT(values("icmpv6.type == 130", "ipv6.hlim"), UnorderedElementsAre("1"));
  EXPECT_THAT(values("igmp", "ip.ttl"), UnorderedElementsAre("1"));
}

TEST_F(OnTheWire, RtpIsPayloadTypeFourteenOfOneSourceInBothFamilies) {
  EXPECT_THAT(values("rtp", "rtp.p_type"), UnorderedElementsAre("14"));
  EXPECT_THAT(values("rtp && ipv6", "rtp.ssrc"), ::testing::SizeIs(1));
  EXPECT_THAT(values("rtp && ip", "rtp.ssrc"), ::testing::SizeIs(1));
}

/// SR, RR, SDES, BYE and XR (RFC 3550 section 12.1, RFC 3611 section 2).
TEST_F(OnTheWire, RtcpHasEveryKindOfReport) {
  for (const char* type : {"200", "201", "202", "203", "207"})
    EXPECT_THAT(packets("rtcp.pt == " + std::string(type)), Not(IsEmpty())) << type;
  EXPECT_THAT(packets("rtcp && !rtcp.sdes.type == 1"), IsEmpty()) << "each compound has a CNAME";
}

TEST_F(OnTheWire, SapCarriesADescriptionAndTakesItBack) {
  EXPECT_THAT(values("sap && sdp", "sdp.session_name"), UnorderedElementsAre("Lab 8000:0001"));
  EXPECT_THAT(values("sap && sdp", "sdp.media.proto"), UnorderedElementsAre("RTP/AVP"));
  EXPECT_THAT(packets("sap.flags.t == 1"), Not(IsEmpty()));
  EXPECT_THAT(packets("sap.flags.e == 1 || sap.flags.c == 1 || sap.message_identifier_hash == 0"), IsEmpty());
}

/// RFC 3810 sections 5.1 and 5.1.14, RFC 3376 section 4.
TEST_F(OnTheWire, QueriesComeFromALinkLocalAddressWithRouterAlert) {
  EXPECT_THAT(packets("icmpv6.type == 130"), Not(IsEmpty()));
  EXPECT_THAT(packets("icmpv6.type == 130 && !(ipv6.src == fe80::/10 && ipv6.opt.router_alert == 0)"), IsEmpty());
  EXPECT_THAT(packets("igmp.type == 0x11"), Not(IsEmpty()));
  EXPECT_THAT(packets("igmp.type == 0x11 && !(ip.src == 192.0.2.101 && ip.opt.ra == 0)"), IsEmpty());
}

}  // namespace
}  // namespace joincast::interop
