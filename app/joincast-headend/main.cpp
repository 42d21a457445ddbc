// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <pwd.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "app/cli/help_style.h"
#include "app/joincast-headend/ctl.h"
#include "headend/daemon.h"
#include "headend/journal.h"
#include "headend/status_model.h"
#include "headend/user_check.h"

namespace joincast {
namespace {

constexpr int kUsage = 2;

constexpr std::string_view kFooter =
    "Without --config it serves the test service 8000:00ff on every interface fit for multicast.\n"
    "Signals: HUP reads the configuration again, USR1 logs how each service is, TERM and INT end it.\n"
    "Exit codes: 0 ended by a signal, 1 could not begin, 2 wrong options or configuration;\n"
    "of ctl: 0 done, 1 refused, 2 wrong options, 3 no headend answers.\n"
    "It needs CAP_NET_RAW to begin, takes larger buffers with CAP_NET_ADMIN, and gives up both. See "
    "joincast-headend(8).";

/// The journal gets fields where it can; where its socket is out of reach it gets lines, which have the time already.
void set_up_log(const std::string& level) {
  if (headend::log_to_journal()) {
    spdlog::default_logger()->set_level(spdlog::level::from_str(level));
    return;
  }
  auto logger = spdlog::stderr_color_mt("headend");
  logger->set_pattern(std::getenv("JOURNAL_STREAM") ? "[%l] %v" : "%Y-%m-%d %H:%M:%S.%e [%^%l%$] %v");
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(logger);
}

/// Each station is a socket and each lookup two more: the usual 1,024 of a shell would end before max-streams does.
void raise_descriptor_limit() noexcept {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int run(int argc, char** argv) {
  CLI::App app{"Send radio stations to multicast groups while somebody listens.", "joincast-headend"};
  cli::use_help_style(app);
  headend::DaemonOptions options;
  std::string level = "info";
  bool check = false;
  app.add_option("-c,--config", options.config_file, "configuration file (TOML)")->type_name("FILE");
  app.add_option("-i,--interface", options.interfaces, "serve this interface; may be repeated")
      ->type_name("NAME")
      ->take_all();
  app.add_flag("--check-config", check, "say what is wrong with the configuration, and end");
  app.add_option("-l,--log-level", level, "debug, info, warning or error")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->capture_default_str();
  app.set_version_flag("--version", "joincast-headend " + std::string(headend::program_version()),
                       "print the version, and end");
  CtlOptions ctl;
  add_ctl(app, ctl);
  app.footer(std::string(kFooter));  // of this help alone: commands inherit what is set before them
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    fmt::print(stderr, "{}", cli::explain(app, error, ""));
    return kUsage;
  }
  if (wants_ctl(app)) return run_ctl(app, ctl);
  headend::Config config;
  if (!options.config_file.empty()) {
    auto loaded = headend::load_config(options.config_file);
    if (!loaded) {
      for (const auto& error : loaded.error()) fmt::print(stderr, "{}\n", to_string(error));
      return kUsage;
    }
    config = std::move(*loaded);
  }
  if (check) {
    std::ifstream file(options.config_file);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto exists = [](const std::string& user) { return getpwnam(user.c_str()) != nullptr; };
    if (const auto warning = headend::missing_user(text, options.config_file, exists); warning && !text.empty())
      fmt::print(stderr, "warning: {}\n", to_string(*warning));
    const std::size_t services = headend::services_of(config).size();
    fmt::print("{}: {} service{}, no error\n", options.config_file.empty() ? "defaults" : options.config_file, services,
               services == 1 ? "" : "s");
    return 0;
  }
  set_up_log(level);
  raise_descriptor_limit();
  return headend::Daemon(std::move(options), std::move(config)).run();
}

}  // namespace
}  // namespace joincast

int main(int argc, char** argv) { return joincast::run(argc, argv); }
