// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-headend/ctl.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "headend/control_socket.h"

namespace joincast {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kRefused = 1;
constexpr int kUsage = 2;
constexpr int kNobody = 3;

std::string text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double number(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

void print_service(const Json& service) {
  const Json receivers = service.value("receivers", Json::object());
  const Json loss = receivers.value("fraction_lost", Json::object());
  std::string state = text(service, "state");
  if (const std::string mode = text(service, "mode"); mode != "auto") state += " (" + mode + ")";
  fmt::print("{}  {:<16} {:>7.0f} {:>9.0f} {:>6.1f}%  {}", text(service, "number"), state, number(service, "members"),
             number(receivers, "estimated"), 100 * number(loss, "median"), text(service, "name"));
  if (const std::string title = text(service, "title"); !title.empty()) fmt::print(": {}", title);
  if (const std::string reason = text(service, "reason"); !reason.empty()) fmt::print(" [{}]", reason);
  fmt::print("\n");
}

void print_status(const Json& status) {
  const Json health = status.value("health", Json::object());
  const bool good = health.value("good", false);
  fmt::print("{}{}, up {:.0f} s\n", good ? "in service" : "not in service: ", good ? "" : text(health, "reason"),
             number(status, "uptime_s"));
  std::size_t idle = 0;
  bool any = false;
  for (const Json& service : status.value("services", Json::array())) {
    if (text(service, "state") == "idle") {
      ++idle;
      continue;
    }
    if (!any) fmt::print("NUMBER     STATE            MEMBERS RECEIVERS    LOSS  NAME\n");
    any = true;
    print_service(service);
  }
  fmt::print("{} more on offer, not wanted now\n", idle);
}

void print_directories(const Json& status) {
  const double time = number(status, "time");
  fmt::print("NAME              STATE       STATIONS  AGE        LAST ERROR\n");
  for (const Json& directory : status.value("directories", Json::array())) {
    const double refreshed = number(directory, "refreshed");
    const std::string age = refreshed > 0 ? fmt::format("{:.0f} min", (time - refreshed) / 60) : "never";
    fmt::print("{:<16}  {:<10} {:>9.0f}  {:<9}  {}\n", text(directory, "name"), text(directory, "state"),
               number(directory, "stations"), age, text(directory, "last_error"));
  }
}

int print_answer(const std::string& line, bool json, bool directories) {
  const Json answer = Json::parse(line, nullptr, false);
  if (!answer.is_object()) {
    fmt::print(stderr, "the headend's answer is not understood\n");
    return kNobody;
  }
  if (!answer.value("ok", false)) {
    fmt::print(stderr, "{}\n", text(answer, "text"));
    for (const Json& detail : answer.value("details", Json::array()))
      if (detail.is_string()) fmt::print(stderr, "{}\n", detail.get<std::string>());
    return kRefused;
  }
  const auto status = answer.find("status");
  if (status == answer.end())
    fmt::print("{}\n", text(answer, "text"));
  else if (json)
    fmt::print("{}\n", status->dump());
  else if (directories)
    print_directories(*status);
  else
    print_status(*status);
  return 0;
}

}  // namespace

void add_ctl(CLI::App& app, CtlOptions& options) {
  CLI::App* ctl = app.add_subcommand("ctl", "speak with the headend that runs here");
  ctl->add_option("--socket", options.socket, "its control socket")->type_name("PATH");
  ctl->require_subcommand(1);
  ctl->fallthrough();
  const auto of_service = [&](const char* name, const char* what) {
    ctl->add_subcommand(name, what)->add_option("SERVICE", options.service, "number, as 8000:0001")->required();
  };
  ctl->add_subcommand("status", "how it is")->add_flag("--json", options.json, "as /status.json has it");
  of_service("start", "keep a service on the air, with or without members");
  of_service("stop", "hold a service off the air, whoever wants it");
  of_service("auto", "give a service back to demand");
  ctl->add_subcommand("directories", "how the directories are");
  ctl->add_subcommand("refresh", "ask a directory for its stations now")
      ->add_option("NAME", options.directory, "as `directories` calls it")
      ->required();
  ctl->add_subcommand("reload", "read the configuration again");
  ctl->add_subcommand("log-level", "log more or less from now on")
      ->add_option("LEVEL", options.level, "debug, info, warning or error")
      ->required()
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
}

bool wants_ctl(const CLI::App& app) { return app.got_subcommand("ctl"); }

int run_ctl(const CLI::App& app, const CtlOptions& options) {
  const std::string command = app.get_subcommand("ctl")->get_subcommands().front()->get_name();
  headend::ControlRequest request;
  if (command == "reload") request.command = headend::ControlCommand::reload;
  if (command == "log-level") request.command = headend::ControlCommand::log_level;
  if (command == "refresh") request.command = headend::ControlCommand::refresh;
  if (command == "start") request.command = headend::ControlCommand::start;
  if (command == "stop") request.command = headend::ControlCommand::stop;
  if (command == "auto") request.command = headend::ControlCommand::automatic;
  request.level = options.level;
  request.directory = options.directory;
  if (!options.service.empty()) {
    const auto service = parse_service_number(options.service);
    if (!service) {
      fmt::print(stderr, "joincast-headend: SERVICE '{}': expected a service number such as 8000:0001\n",
                 options.service);
      return kUsage;
    }
    request.service = *service;
  }
  const std::string socket = options.socket.empty() ? headend::find_control_socket() : options.socket;
  const auto answer = headend::ask_headend(socket, request);
  if (answer) return print_answer(*answer, options.json, command == "directories");
  fmt::print(stderr, "joincast-headend: {}\n", answer.error());
  return kNobody;
}

}  // namespace joincast
