// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/journal.h"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "headend/unix_address.h"

namespace joincast::headend {
namespace {

constexpr const char* kSocket = "/run/systemd/journal/socket";
constexpr std::size_t kLongestMessage = 8192;  // octets: an entry fits a datagram

/// Once made, lives as long as the program.
std::optional<Journal>& the_journal() {
  static std::optional<Journal> journal;
  return journal;
}

int priority_of(spdlog::level::level_enum level) noexcept {
  if (level >= spdlog::level::critical) return 2;
  if (level == spdlog::level::err) return 3;
  if (level == spdlog::level::warn) return 4;
  return level == spdlog::level::info ? 6 : 7;
}

spdlog::level::level_enum level_of(Severity severity) noexcept {
  if (severity == Severity::debug) return spdlog::level::debug;
  return severity == Severity::info ? spdlog::level::info : spdlog::level::warn;
}

class JournalSink : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    the_journal()->send(priority_of(message.level), {message.payload.data(), message.payload.size()});
  }
  void flush_() override {}
};

/// Finds the members that notices have in common by their names, and names the main events.
class Fields {
 public:
  explicit Fields(std::string_view interface_name) : interface_(interface_name) {}

  template <typename N>
  std::vector<JournalField> operator()(const N& n) {
    if constexpr (requires { n.service; }) add("SERVICE", to_string(n.service));
    if constexpr (requires { n.group; }) add("GROUP", to_string(n.group.address));
    if constexpr (requires { n.host; })
      if (!n.host.is_unspecified()) add("HOST", to_string(n.host));
    if constexpr (requires { n.from; }) add("HOST", to_string(n.from));
    if constexpr (requires { n.title; }) add("TITLE", n.title);
    if constexpr (requires { n.members; }) add("MEMBERS", std::to_string(n.members));
    if constexpr (std::is_same_v<N, StationState>) add("STATE", std::string(to_string(n.state)));
    if (!interface_.empty()) add("INTERFACE", std::string(interface_));
    if (const std::string_view id = message_id(n); !id.empty()) add("MESSAGE_ID", std::string(id));
    return std::move(fields_);
  }

 private:
  // Random, made once for this program (`systemd-id128 new`), and never to be changed.
  static std::string_view message_id(const MemberJoined&) { return "5d1b8f0c3c0a4a0e9d2f7c61b84e0a91"; }
  static std::string_view message_id(const MemberGone&) { return "a7c94be2f5b14c63b0f8e2d97d3a6c15"; }
  static std::string_view message_id(const ServiceStarted&) { return "e14f7a92d6834b1f8a57c20b96f3d84e"; }
  static std::string_view message_id(const ServiceStopped&) { return "3b82c6d90e7f4d25a1c4f96b57e8d032"; }
  static std::string_view message_id(const ServiceDeferred&) { return "c95e2f81a4704e3db6178d03fa2c9b67"; }
  static std::string_view message_id(const StationState&) { return "82f0d5b7e13c4968a9d46ef27b10c5a3"; }
  static std::string_view message_id(const NewTitle&) { return "6ea37c185f2b4da097e81b4cd2960f7d"; }
  static std::string_view message_id(const SourceCollision&) { return "d3498b6fa02e47c1852c9e7f0b6da1e4"; }
  static std::string_view message_id(const QuerierRole&) { return "1fc67e5a9b8d4032be75a3c04d81f29e"; }
  template <typename N>
  static std::string_view message_id(const N&) {
    return {};
  }

  void add(const char* name, std::string value) { fields_.emplace_back(name, std::move(value)); }

  std::string_view interface_;
  std::vector<JournalField> fields_;
};

}  // namespace

std::string journal_entry(const std::vector<JournalField>& fields) {
  std::string entry;
  for (const auto& [name, value] : fields) {
    entry += name;
    if (value.find('\n') == value.npos) {
      entry += '=';
    } else {
      entry += '\n';
      for (unsigned shift = 0; shift < 64; shift += 8)
        entry += static_cast<char>(std::uint64_t{value.size()} >> shift & 0xff);
    }
    entry += value;
    entry += '\n';
  }
  return entry;
}

std::vector<JournalField> fields_of(const Notice& notice, std::string_view interface_name) {
  return std::visit(Fields(interface_name), notice);
}

int priority_of(Severity severity) noexcept { return priority_of(level_of(severity)); }

std::optional<Journal> Journal::at(const std::string& path) {
  sockaddr_un address{};
  const socklen_t size = unix_address(path, address);
  net::Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  if (size == 0 || !socket || ::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0)
    return std::nullopt;
  return Journal(std::move(socket));
}

std::optional<Journal> Journal::of_stderr() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat status {};
  if (!stream || ::fstat(STDERR_FILENO, &status) != 0) return std::nullopt;
  if (stream != fmt::format("{}:{}", status.st_dev, status.st_ino)) return std::nullopt;
  return at(kSocket);
}

bool Journal::send(int priority, std::string_view message, std::vector<JournalField> fields) const {
  fields.emplace_back("MESSAGE", message.substr(0, kLongestMessage));
  fields.emplace_back("PRIORITY", std::to_string(priority));
  fields.emplace_back("SYSLOG_IDENTIFIER", "joincast-headend");
  const std::string entry = journal_entry(fields);
  return ::send(socket_.value(), entry.data(), entry.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(entry.size());
}

bool log_to_journal() {
  if (!the_journal()) the_journal() = Journal::of_stderr();
  if (!the_journal()) return false;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("headend", std::make_shared<JournalSink>()));
  return true;
}

void log_notice(const Notice& notice, std::string_view interface_name) {
  const auto level = level_of(severity(notice));
  if (!spdlog::should_log(level)) return;
  const std::string text = to_string(notice, interface_name);
  if (!the_journal() || !the_journal()->send(priority_of(level), text, fields_of(notice, interface_name)))
    spdlog::log(level, "{}", text);
}

}  // namespace joincast::headend
