// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/radio_lab.h"

namespace joincast::lab {

std::string name_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::mld_v2: return "MLDv2";
    case Protocol::mld_v1: return "MLDv1";
    case Protocol::igmp_v3: return "IGMPv3";
    case Protocol::igmp_v2: return "IGMPv2";
  }
  return {};
}

void speak(const Host& host, Protocol protocol) {
  host.sysctl("net.ipv6.conf.eth0.force_mld_version", protocol == Protocol::mld_v1 ? "1" : "0");
  host.sysctl("net.ipv4.conf.eth0.force_igmp_version", protocol == Protocol::igmp_v2 ? "2" : "0");
}

RadioLab::RadioLab(const BridgeOptions& bridge_options)
    : bridge(lab.bridge("sw", bridge_options)), head(lab.host("h")), c1(lab.host("c1")), c2(lab.host("c2")) {
  lab.plug(head, bridge, {.addresses = "192.0.2.101/24 2001:db8:d0be:f00d::101/64"});
  lab.plug(c1, bridge);
  lab.plug(c2, bridge);
  lab.wait_until_ready();
  station.emplace(head, tone("mp3"));
}

std::string RadioLab::configuration(const std::string& more, unsigned query_interval) const {
  std::string text = quick_headend(more, query_interval);
  for (const char* number : {"8000:0001", "8000:0002", "8000:0003", "8000:0004"})
    text += service(number, station->url());
  return text;
}

void RadioLab::start_headend(const std::string& more, unsigned query_interval) {
  headend.emplace(head, configuration(more, query_interval));
}

bool RadioLab::hears(const GroupMember& member, std::size_t packets) {
  return until([&, wanted = member.rtp().size() + packets] { return member.rtp().size() >= wanted; });
}

void RadioLabTest::TearDown() {
  if (HasFailure() && radio_ && radio_->headend) ADD_FAILURE() << "The headend's log:\n" << radio_->headend->log();
}

double RadioLabTest::seconds_missed() const {
  static constexpr std::string_view kSaid = " sent nothing for ";
  const std::string log = radio_->headend->log();
  double sum = 0;
  for (std::size_t at = log.find(kSaid); at != log.npos; at = log.find(kSaid, at + 1))
    sum += std::stod(log.substr(at + kSaid.size())) / 1e3;
  return sum;
}

RadioLab& RadioLabTest::make(const BridgeOptions& bridge) {
  radio_ = std::make_unique<RadioLab>(bridge);
  return *radio_;
}

}  // namespace joincast::lab
