// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/headend_program.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <ranges>
#include <stdexcept>

namespace joincast::lab {
namespace {

// A program without privileges reads its configuration again.
constexpr auto kForAll = std::filesystem::perms::others_read | std::filesystem::perms::others_exec;

}  // namespace

HeadendProgram::HeadendProgram(const Host& host, const std::string& configuration) : host_(host), folder_(kForAll) {
  write(configuration);
  start();
}

HeadendProgram::~HeadendProgram() = default;

void HeadendProgram::write(const std::string& configuration) {
  const std::string whole = folder_ / "headend.toml";
  std::ofstream(whole + ".new") << configuration;
  std::filesystem::rename(whole + ".new", whole);
}

void HeadendProgram::start() {
  process_.emplace(host_.spawn({JOINCAST_HEADEND_PROGRAM, "--config", folder_ / "headend.toml", "--log-level", "debug"},
                               {"RUNTIME_DIRECTORY=" + (folder_ / "run")}));  // other tests have headends, too
  if (!says("ready: ")) throw std::runtime_error("no headend: " + log());
}

void HeadendProgram::kill() {
  process_->signal(SIGKILL);
  process_->wait();
}

int HeadendProgram::end() {
  process_->signal(SIGTERM);
  const auto status = process_->wait();
  if (!status) throw std::runtime_error("the headend does not end: " + log());
  return *status;
}

void HeadendProgram::write_and_signal(const std::string& configuration) {
  write(configuration);
  process_->signal(SIGHUP);
}

void HeadendProgram::reload(const std::string& configuration) {
  write_and_signal(configuration);
  if (!says("reloaded ")) throw std::runtime_error("not reloaded: " + log());
}

bool HeadendProgram::says(const std::string& part, Duration timeout) {
  return process_->wait_for(part, timeout).has_value();
}

std::size_t HeadendProgram::count(const std::string& part) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      process_->lines(), [&](const Line& line) { return line.text.find(part) != line.text.npos; }));
}

std::string HeadendProgram::log() const { return process_->output(); }

std::string quick_headend(const std::string& more, unsigned query_interval) {
  return "[headend]\nlinger = 0\nquery-interval = " + std::to_string(query_interval) +
         "\nquery-response = 0.5\nlast-member-interval = 0.1\n" + more + '\n';
}

std::string service(const std::string& number, const std::string& url) {
  return "[[service]]\nnumber = \"" + number + "\"\nname = \"Lab " + number + "\"\nurl = \"" + url + "\"\n";
}

}  // namespace joincast::lab
