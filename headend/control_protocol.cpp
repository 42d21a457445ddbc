// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/control_protocol.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/json_text.h"
#include "headend/status_model.h"

namespace joincast::headend {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 7> kCommands = {"status", "start",     "stop",   "auto",
                                                       "reload", "log-level", "refresh"};
constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};

auto bad(std::string text) { return fail(ControlError{"bad_request", std::move(text)}); }

std::optional<std::string> text_of(const Json& request, const char* key) {
  const auto found = request.find(key);
  if (found == request.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

bool needs_service(ControlCommand command) noexcept {
  return command == ControlCommand::start || command == ControlCommand::stop || command == ControlCommand::automatic;
}

}  // namespace

Result<ControlRequest, ControlError> parse_control(std::string_view line) {
  if (line.size() > kLongestControlLine)
    return fail(ControlError{"too_long", "expected at most " + std::to_string(kLongestControlLine) + " octets a line"});
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return bad(R"(expected a JSON object such as {"command":"status"})");
  const auto name = text_of(json, "command");
  if (!name) return bad("expected a text \"command\"");
  const auto known = std::find(kCommands.begin(), kCommands.end(), *name);
  if (known == kCommands.end())
    return fail(ControlError{"unknown_command", "expected status, start, stop, auto, reload, log-level or refresh"});
  ControlRequest request;
  request.command = static_cast<ControlCommand>(known - kCommands.begin());
  if (needs_service(request.command)) {
    const auto text = text_of(json, "service");
    const auto number = text ? parse_service_number(*text) : std::nullopt;
    if (!number) return bad("expected a \"service\" such as \"8000:0001\"");
    request.service = *number;
  }
  if (request.command == ControlCommand::log_level) {
    request.level = text_of(json, "level").value_or("");
    if (std::find(kLevels.begin(), kLevels.end(), request.level) == kLevels.end())
      return bad("expected a \"level\": debug, info, warning or error");
  }
  if (request.command == ControlCommand::refresh) {
    request.directory = text_of(json, "directory").value_or("");
    if (request.directory.empty()) return bad("expected a \"directory\" such as \"xiph\"");
  }
  return request;
}

std::string to_line(const ControlRequest& request) {
  JsonText out;
  out.open_object().member("command", kCommands[static_cast<std::size_t>(request.command)]);
  if (needs_service(request.command)) out.member("service", to_string(request.service));
  if (request.command == ControlCommand::log_level) out.member("level", request.level);
  if (request.command == ControlCommand::refresh) out.member("directory", request.directory);
  return out.close_object().take();
}

std::string control_done(std::string_view text, std::string_view status) {
  JsonText out;
  out.open_object().member("ok", true).member("text", display_text(text));
  if (!status.empty()) out.key("status").raw(status);
  return out.close_object().take();
}

std::string control_refused(const ControlError& error) {
  JsonText out;
  out.open_object().member("ok", false).member("code", error.code).member("text", display_text(error.text));
  out.key("details").open_array();
  for (const std::string& line : error.details) out.value(display_text(line));
  return out.close_array().close_object().take();
}

}  // namespace joincast::headend
