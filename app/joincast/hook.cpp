// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/hook.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <csignal>

namespace joincast::app {

void ignore_children() { std::signal(SIGCHLD, SIG_IGN); }

bool start_hook(const std::string& command, const std::vector<std::string>& environment) {
  std::vector<char*> variables;
  for (char** one = environ; *one; ++one) variables.push_back(*one);
  std::vector<std::string> own = environment;
  for (std::string& one : own) variables.push_back(one.data());
  variables.push_back(nullptr);
  std::string shell = "sh", option = "-c", words = command;
  char* arguments[] = {shell.data(), option.data(), words.data(), nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);  // ours may be a recording
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigfillset(&defaults);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, variables.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0;
}

}  // namespace joincast::app
