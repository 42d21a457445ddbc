// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/event_loop.h"
#include "tests/lab/group_member.h"
#include "tests/lab/harness.h"
#include "tests/lab/headend_program.h"
#include "tests/lab/station.h"
#include "tests/net/lab_fixture.h"

namespace joincast::lab {

using namespace std::chrono_literals;

/// By which a host tells that it wants a group.
enum class Protocol : std::uint8_t { mld_v2, mld_v1, igmp_v3, igmp_v2 };

constexpr Family family_of(Protocol protocol) {
  return protocol == Protocol::mld_v2 || protocol == Protocol::mld_v1 ? Family::ipv6 : Family::ipv4;
}
std::string name_of(Protocol protocol);

/// From now on the host speaks this on eth0, as an older or newer kernel would by itself.
void speak(const Host& host, Protocol protocol);

/// A headend's host, two listeners' hosts and the bridge between them; a station on the headend's host. The headend has
/// the addresses 192.0.2.101 and 2001:db8:d0be:f00d::101.
struct RadioLab {
  explicit RadioLab(const BridgeOptions& bridge_options = {});

  /// Starts the headend as quick_headend() says, with services 8000:0001 to 8000:0004 at `station`.
  void start_headend(const std::string& more = {}, unsigned query_interval = 2);
  std::string configuration(const std::string& more = {}, unsigned query_interval = 2) const;

  /// Serves the loop until it holds; false: not in time.
  bool until(const std::function<bool()>& holds, Duration timeout = kPatience) {
    return net::serve_until(loop, holds, timeout);
  }
  /// Whether so many more packets come.
  bool hears(const GroupMember& member, std::size_t packets = 10);

  net::EventLoop loop;
  Lab lab;
  Host& bridge;
  Host& head;
  Host& c1;
  Host& c2;
  std::optional<Station> station;
  std::optional<HeadendProgram> headend;
};

/// Tests in a radio lab; skipped with the reason where there can be none.
class RadioLabTest : public testing::Test {
 protected:
  /// For how long the headend says that it sent nothing, as on a machine that stood still.
  double seconds_missed() const;

  void SetUp() override { JOINCAST_NEEDS_LAB(); }
  /// What helps to understand a failure.
  void TearDown() override;

  RadioLab& make(const BridgeOptions& bridge = {});
  std::unique_ptr<RadioLab> radio_;
};

}  // namespace joincast::lab
