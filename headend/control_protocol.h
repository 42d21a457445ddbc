// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"

namespace joincast::headend {

/// The control socket's protocol (docs/status.md): one JSON object a line, one line of answer each, in order.
inline constexpr std::size_t kLongestControlLine = 1024;  ///< octets of a request, its line feed excluded

enum class ControlCommand : std::uint8_t { status, start, stop, automatic, reload, log_level, refresh };

/// `{"command":"start","service":"8000:0001"}`
struct ControlRequest {
  ControlCommand command = ControlCommand::status;
  ServiceNumber service;    ///< of start, stop, auto
  std::string level{};      ///< of log-level: `debug`, `info`, `warning` or `error`
  std::string directory{};  ///< of refresh: its name

  friend bool operator==(const ControlRequest&, const ControlRequest&) = default;
};

/// Why a request was not carried out. `code` is for programs and stays as it is, `text` is for people.
struct ControlError {
  std::string_view code;  ///< `bad_request`, `unknown_command`, `unknown_service`, `unknown_directory`,
                          ///< `not_reloaded`, `too_long`
  std::string text;
  std::vector<std::string> details{};  ///< further lines, such as every error of a configuration

  friend bool operator==(const ControlError&, const ControlError&) = default;
};

/// One line without its end. Members that a command does not need are ignored, of doubled ones the last counts.
JOINCAST_EXPORT Result<ControlRequest, ControlError> parse_control(std::string_view line);
JOINCAST_EXPORT std::string to_line(const ControlRequest& request);

/// Lines of answer, without their end. `status`: of status_json(); empty: there is none to tell.
JOINCAST_EXPORT std::string control_done(std::string_view text, std::string_view status = {});
JOINCAST_EXPORT std::string control_refused(const ControlError& error);

}  // namespace joincast::headend
