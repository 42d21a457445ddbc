// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "libreceiver/resolve.h"
#include "libreceiver/service_reference.h"

namespace joincast::app {

/// Which service, and how to find it.
struct ServiceOptions {
  libreceiver::ServiceReference reference;
  libreceiver::Wishes wishes;
  Duration patience = std::chrono::seconds(30);  ///< how long nothing may come; zero: for ever
};

/// `joincast play`.
struct PlayOptions {
  ServiceOptions service;
  std::string sink = "sdl";  ///< `sdl`, `null`, or the path of a `.wav` file
  float volume = 1;          ///< linear, 0..2
  Duration duration{};       ///< zero: until interrupted
  bool reports = true;       ///< RTCP
  bool json = false;
};

/// `joincast sdp`.
struct DescribeOptions {
  ServiceOptions service;
  std::string output;  ///< path; empty: standard output
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

using Command = std::variant<PlayOptions, DescribeOptions, InterfacesOptions, MembersOptions>;

/// Nothing is to be run: help was asked for, or something is wrong.
struct Refusal {
  int exit_code = 0;
  std::string text;  ///< for standard output if exit_code is zero, else for standard error

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Reads the command line; `arguments` is without the program's name.
Result<Command, Refusal> parse_command_line(std::vector<std::string> arguments);

}  // namespace joincast::app
