// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/interop/sound.h"
#include "tests/lab/folder.h"
#include "tests/lab/radio_lab.h"

namespace joincast::interop {

using namespace std::chrono_literals;

/// The pitch of every station here, hertz.
inline constexpr double kTone = 440;

/// A radio lab for programs that are not ours: they find multicast by route, and packets carry whole checksums.
/// Services: 8000:0001 MP3, :0002 Opus, :0003 AAC, :0004 FLAC and
/// :0005 Vorbis (sent as Opus), :00ff L16.
struct PeerLab : lab::RadioLab {
  PeerLab();

  void start_headend();
  /// `joincast sdp` on c1; the path of what it wrote. Empty: it failed.
  std::string description(const std::string& number, Family family);

  lab::Folder folder;  ///< everybody may write to it
  lab::Station opus, aac, flac, vorbis;
};

/// `joincast play` with a WAVE file as its sound card.
lab::Process play(const lab::Host& host, const std::string& service, const std::string& wave,
                  const std::vector<std::string>& more = {});

/// VLC without a face, as a user of its own: it refuses root. It can only write to `folder`.
lab::Process vlc(const lab::Host& host, const lab::Folder& folder, const std::vector<std::string>& more);

/// Until the file holds a second of the tone, almost pure.
/// Fails with the program's words.
testing::AssertionResult tone_is_heard(const std::string& file, lab::Process& program, double tone_hz = kTone);

/// One lab for all tests of a suite; they are skipped with the reason where there can be none.
class PeerTest : public testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite() { peers_.reset(); }
  void SetUp() override { JOINCAST_NEEDS_LAB(); }

  static std::unique_ptr<PeerLab> peers_;
};

}  // namespace joincast::interop
