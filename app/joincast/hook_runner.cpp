// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/hook_runner.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace joincast::app {
namespace {

/// Zero, or an errno.
int spawn_shell(const Hook& hook, bool quiet, pid_t& pid) {
  std::vector<std::string> added = hook.environment;
  std::vector<char*> environment;
  for (char** one = environ; *one; ++one)
    if (std::string_view(*one).substr(0, 9) != "JOINCAST_") environment.push_back(*one);
  for (std::string& one : added) environment.push_back(one.data());
  environment.push_back(nullptr);
  std::string shell = "sh", option = "-c", words = hook.command;
  char* arguments[] = {shell.data(), option.data(), words.data(), nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (quiet) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);  // ours may be read by a program
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  const int error = posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

}  // namespace

HookRunner::HookRunner(net::EventLoop& loop, bool quiet, Handler on_result)
    : loop_(loop), quiet_(quiet), on_result_(std::move(on_result)) {
  std::signal(SIGCHLD, SIG_DFL);  // inherited as ignored, it would take exit codes away
}

bool HookRunner::run(Hook hook) {
  const bool taken = plan_.offer(std::move(hook));
  start_some();
  return taken;
}

void HookRunner::start_some() {
  while (auto hook = plan_.next()) start(std::move(*hook));
}

void HookRunner::start(Hook hook) {
  const auto child = children_.emplace(children_.end());
  child->hook = std::move(hook);
  const auto fail = [&](int error) {
    const HookResult result{std::move(child->hook), 127, std::strerror(error)};
    children_.erase(child);
    plan_.finished(result.hook.group);
    on_result_(result);
  };
  if (const int error = spawn_shell(child->hook, quiet_, child->pid)) return fail(error);
  child->descriptor = net::Descriptor{static_cast<int>(syscall(SYS_pidfd_open, child->pid, 0))};
  child->watch = loop_.watch_readable(child->descriptor.value(), [this, child] { reap(child); });
  if (child->watch) return;
  kill(child->pid, SIGKILL);
  waitpid(child->pid, nullptr, 0);
  fail(EMFILE);
}

void HookRunner::reap(std::list<Child>::iterator child) {
  int status = 0;
  if (waitpid(child->pid, &status, WNOHANG) == 0) return;
  std::list<Child> ended;
  ended.splice(ended.end(), children_, child);
  plan_.finished(ended.front().hook.group);
  ended.front().watch.cancel();
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  on_result_({std::move(ended.front().hook), code, {}});
  start_some();
}

}  // namespace joincast::app
