// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Other people's programs list what is on air: announcements on the standard SAP groups.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/lab/folder.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

class StandardSapGroups : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  /// VLC without a face that looks for sessions; as a user of its own, as it refuses root.
  Process vlc(const Host& host) {
    return host.spawn({"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "vlc", "-I", "dummy", "-vv",
                       "--miface=eth0", "--services-discovery=sap"},
                      {"HOME=" + folder_ / ".", "LANG=C"});
  }

  Folder folder_{std::filesystem::perms::all};
};

TEST_P(StandardSapGroups, VlcListsWhatIsOnAirAndNothingElse) {
  RadioLab& lab = make();
  lab.start_headend("announce-on-standard-groups = true");
  Process listener = vlc(lab.c2);
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(lab.hears(member));
  EXPECT_TRUE(listener.wait_for("Lab 8000:0001")) << listener.output();
  EXPECT_EQ(listener.output().find("Lab 8000:0002"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Families, StandardSapGroups, testing::Values(Family::ipv4),
                         [](const auto& the_case) { return the_case.param == Family::ipv4 ? "IPv4" : "IPv6"; });

}  // namespace
}  // namespace joincast::lab
