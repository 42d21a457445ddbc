// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/help_style.h"
#include "base/result.h"
#include "base/time.h"
#include "libreceiver/described_service.h"
#include "libreceiver/resolve.h"
#include "libreceiver/service_recording.h"
#include "libreceiver/service_reference.h"
#include "rtp/srtp_key.h"

namespace joincast::app {

/// Which service, and how to find it.
struct ServiceOptions {
  libreceiver::ServiceReference reference;
  std::string name = {};  ///< SERVICE has yet to be found by joincast-guide: a part of a name, or anything with `guide`
  libreceiver::Wishes wishes;
  std::string guide = {};          ///< address of the headend's guide over HTTP that it is taken from; empty: none
  std::string ca_file = {};        ///< whose certificates to believe there, PEM; empty: the system's
  bool discover = false;           ///< interface and prefix are what a headend says by DNS-SD
  std::string srtp_key_file = {};  ///< empty: the service is in clear, or `described` has its key
  /// SERVICE was a file with a session description; `reference` is then its.
  std::optional<libreceiver::DescribedService> described = {};
  Duration patience = std::chrono::seconds(30);  ///< how long nothing may come; zero: for ever
};

/// `joincast play`.
struct PlayOptions {
  ServiceOptions service;
  std::string sink = "sdl";                        ///< `sdl`, `null`, or the path of a `.wav` file
  float volume = 1;                                ///< linear, 0..2
  Duration duration{};                             ///< zero: until interrupted
  bool reports = true;                             ///< RTCP
  bool video = true;                               ///< a window for television
  Duration time_shift = std::chrono::minutes(30);  ///< what keys can return to; zero: nothing
  bool json = false;
};

/// `joincast sdp`.
struct DescribeOptions {
  ServiceOptions service;
  std::string output;     ///< path; empty: standard output
  bool with_key = false;  ///< write the key as well, into a new file for its owner alone
};

using libreceiver::RecordingWishes;

/// `joincast record`.
struct RecordOptions {
  std::vector<ServiceOptions> services;
  RecordingWishes wishes;
  std::string schedule;               ///< a file instead of services; empty: none
  Duration stall_after{};             ///< nothing, or silence, for so long is told; zero: never
  std::optional<float> silence_dbfs;  ///< what counts as silence; none: nothing is decoded for it
  std::string exec_on_stall;          ///< a shell command; empty: none
  bool reports = true;                ///< RTCP
  bool json = false;
};

/// `joincast interfaces`.
struct InterfacesOptions {
  bool json = false;
};

/// `joincast members`.
struct MembersOptions {
  std::vector<std::string> interfaces;  ///< names or indices; empty: all that fit
  std::vector<Prefix> groups;           ///< only those inside; empty: all
  bool query = false;
  bool advertise = false;
  bool json = false;
  bool once = false;     ///< print what is known at the end, and nothing before
  Duration duration{};   ///< zero: until interrupted
  std::string on_first;  ///< command; empty: none
  std::string on_last;
};

/// `joincast monitor`.
struct MonitorOptions {
  /// The key of a service that --all may find.
  struct FoundKey {
    libreceiver::ServiceReference service;
    std::string file;
  };

  std::vector<ServiceOptions> services;         ///< their wishes stand below
  libreceiver::Wishes wishes;                   ///< for all of them
  bool all = false;                             ///< and those on the air, as they come and go
  std::vector<FoundKey> found_keys = {};        ///< of some of the latter
  Duration interval = std::chrono::seconds(1);  ///< between two looks
  Duration duration{};                          ///< zero: until interrupted
  bool worst_first = false;
  bool json = false;
  std::optional<std::string> csv;  ///< a file, or `-` for standard output; none: no values
  bool reports = true;             ///< RTCP
};

/// `joincast srtp-key`.
struct SrtpKeyOptions {
  rtp::SrtpSuite suite = rtp::SrtpSuite::aes_cm_128_hmac_sha1_80;
  std::string output;  ///< path of a file that is not there yet
};

using Command = std::variant<PlayOptions, DescribeOptions, InterfacesOptions, MembersOptions, RecordOptions,
                             MonitorOptions, SrtpKeyOptions>;

using cli::Refusal;

/// Reads the command line; `arguments` is without the program's name.
Result<Command, Refusal> parse_command_line(std::vector<std::string> arguments);

}  // namespace joincast::app
