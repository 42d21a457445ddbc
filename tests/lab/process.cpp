// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "net/descriptor.h"

namespace joincast::lab {
namespace {

using net::Descriptor;

constexpr Duration kLastWords = std::chrono::seconds{5};

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::system_category(), what); }

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("pipe");
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

/// In the child, between fork and exec: only system calls from here on.
void move_into(int network_namespace) noexcept {
  if (::setns(network_namespace, CLONE_NEWNET) != 0) ::_exit(126);
  // A /sys of its own, or programs read the interfaces of the namespace that the test came from.
  if (::unshare(CLONE_NEWNS) != 0) return;
  ::mount("none", "/", nullptr, MS_REC | MS_SLAVE, nullptr);
  ::umount2("/sys", MNT_DETACH);
  ::mount("sysfs", "/sys", "sysfs", 0, nullptr);
}

struct Prepared {
  std::vector<char*> arguments;
  std::vector<char*> environment;
};

Prepared prepare(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  Prepared prepared;
  for (const auto& word : command) prepared.arguments.push_back(const_cast<char*>(word.c_str()));
  prepared.arguments.push_back(nullptr);
  for (const auto& setting : environment) prepared.environment.push_back(const_cast<char*>(setting.c_str()));
  return prepared;
}

[[noreturn]] void become(const Prepared& prepared, int input, int output, int network_namespace, bool main_thread) {
  // The signal comes when the *thread* that forked ends: of use only for the main one.
  if (main_thread) ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (network_namespace >= 0) move_into(network_namespace);
  for (char* setting : prepared.environment) ::putenv(setting);
  ::execvp(prepared.arguments[0], prepared.arguments.data());
  ::_exit(127);
}

int start(const std::vector<std::string>& command, const std::vector<std::string>& environment, int input, int output,
          int network_namespace) {
  const Prepared prepared = prepare(command, environment);
  const bool main_thread = ::gettid() == ::getpid();
  const int pid = ::fork();
  if (pid < 0) throw_errno("fork");
  if (pid == 0) become(prepared, input, output, network_namespace, main_thread);
  return pid;
}

int status_of(int status) noexcept { return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status); }

}  // namespace

struct Process::Impl {
  int pid = 0;
  std::optional<int> status;
  Descriptor output;
  std::thread reader;
  mutable std::mutex mutex;
  std::condition_variable more;
  std::vector<Line> lines;
  std::string partial;
  std::size_t searched = 0;  ///< lines before this were found already
  bool ended = false;        ///< no more output will come

  void read();
  void take(std::string_view text);
  bool reap(int options) noexcept;
};

void Process::Impl::take(std::string_view text) {
  const TimePoint now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex);
  for (const char c : text) {
    if (c != '\n' && c != '\r') {
      partial += c;
    } else if (!partial.empty()) {
      lines.push_back({std::move(partial), now});
      partial.clear();
    }
  }
  more.notify_all();
}

void Process::Impl::read() {
  char buffer[4096];
  for (;;) {
    const auto size = ::read(output.value(), buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    take({buffer, static_cast<std::size_t>(size)});
  }
  take("\n");
  const std::lock_guard lock(mutex);
  ended = true;
  more.notify_all();
}

bool Process::Impl::reap(int options) noexcept {
  if (status) return true;
  int raw = 0;
  if (::waitpid(pid, &raw, options) != pid) return false;
  status = status_of(raw);
  return true;
}

Process::Process(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
Process::Process(Process&&) noexcept = default;
Process& Process::operator=(Process&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
Process::~Process() {
  if (!impl_) return;
  ::kill(-impl_->pid, SIGKILL);  // also what it started itself, or the pipe would never end
  impl_->reap(0);
  impl_->reader.join();
}

int Process::pid() const noexcept { return impl_->pid; }
bool Process::running() { return !impl_->reap(WNOHANG); }

std::optional<Line> Process::wait_for(std::string_view part, Duration timeout) {
  const TimePoint deadline = std::chrono::steady_clock::now() + timeout;
  std::unique_lock lock(impl_->mutex);
  std::size_t& at = impl_->searched;
  std::size_t look = at;
  for (;;) {
    for (; look < impl_->lines.size(); ++look) {
      if (impl_->lines[look].text.find(part) == std::string::npos) continue;
      at = look;
      return impl_->lines[look];
    }
    if (impl_->ended || impl_->more.wait_until(lock, deadline) == std::cv_status::timeout) return std::nullopt;
  }
}

std::optional<int> Process::wait(Duration timeout) {
  const TimePoint deadline = std::chrono::steady_clock::now() + timeout;
  while (!impl_->reap(WNOHANG)) {
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    ::poll(nullptr, 0, 2);
  }
  // Its last words are read as well, unless somebody whom it left behind keeps the pipe.
  std::unique_lock lock(impl_->mutex);
  impl_->more.wait_for(lock, kLastWords, [this] { return impl_->ended; });
  return impl_->status;
}

void Process::signal(int number) noexcept {
  if (!impl_->status) ::kill(impl_->pid, number);
}

int Process::terminate() {
  signal(SIGTERM);
  if (const auto status = wait()) return *status;
  signal(SIGKILL);
  impl_->reap(0);
  return impl_->status.value_or(-SIGKILL);
}

std::vector<Line> Process::lines() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->lines;
}

std::string Process::output() const {
  std::string text;
  for (const Line& line : lines()) text += line.text + '\n';
  return text;
}

Process spawn(const std::vector<std::string>& command, int network_namespace,
              const std::vector<std::string>& environment) {
  Pipe output = make_pipe();
  const Descriptor nothing{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  auto impl = std::make_unique<Process::Impl>();
  impl->pid = start(command, environment, nothing.value(), output.write.value(), network_namespace);
  output.write.close();
  impl->output = std::move(output.read);
  impl->reader = std::thread([p = impl.get()] { p->read(); });
  return Process(std::move(impl));
}

std::string run(const std::vector<std::string>& command, std::string_view input) {
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  const int pid = start(command, {}, in.read.value(), out.write.value(), -1);
  in.read.close();
  out.write.close();
  // Less than a pipe holds, so that writing first and reading afterwards cannot block.
  if (::write(in.write.value(), input.data(), input.size()) < 0) throw_errno("write");
  in.write.close();
  std::string output;
  char buffer[4096];
  for (ssize_t size; (size = ::read(out.read.value(), buffer, sizeof buffer)) > 0;)
    output.append(buffer, static_cast<std::size_t>(size));
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (status_of(status) == 0) return output;
  std::string words;
  for (const auto& word : command) words += word + ' ';
  throw std::runtime_error(words + "failed: " + std::string(input) + output);
}

}  // namespace joincast::lab
