// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/named_service.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "app/joincast/commands.h"
#include "app/joincast/description_file.h"
#include "app/joincast/exit_code.h"
#include "net/descriptor.h"

namespace joincast::app {
namespace {

constexpr std::size_t kMostOctets = 65'536;  // of an answer

std::vector<std::string> command_for(const ServiceOptions& options) {
  std::vector<std::string> words = {"find"};
  const libreceiver::Wishes& wishes = options.wishes;
  if (!wishes.interface.empty()) words.insert(words.end(), {"--interface", wishes.interface});
  if (!options.guide.empty()) words.insert(words.end(), {"--url", options.guide});
  if (!options.ca_file.empty()) words.insert(words.end(), {"--ca-file", options.ca_file});
  if (wishes.prefix) words.insert(words.end(), {"--prefix", to_string(*wishes.prefix)});
  if (wishes.family) words.insert(words.end(), {"--family", *wishes.family == Family::ipv4 ? "ipv4" : "ipv6"});
  words.insert(words.end(), {"--", options.name});
  return words;
}

/// Its standard output, once it has ended well; else its exit code.
Result<std::string, int> output_of(const std::string& program, std::vector<std::string> words) {
  int ends[2];
  if (::pipe(ends) != 0) return fail(int{kFailed});
  net::Descriptor in(ends[0]);
  net::Descriptor out(ends[1]);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execv(program.c_str(), arguments.data());
    fmt::print(stderr, "joincast: cannot run {}: {}\n", program, std::strerror(errno));
    ::_exit(kFailed);
  }
  out.close();
  std::string text;
  char octets[4096];
  for (ssize_t count = 0; (count = ::read(in.value(), octets, sizeof octets)) != 0;) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    if (text.size() < kMostOctets) text.append(octets, static_cast<std::size_t>(count));
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) return fail(int{kFailed});
  if (WIFSIGNALED(status)) return fail(kSignal + WTERMSIG(status));
  if (WEXITSTATUS(status) != kOk) return fail(int{WEXITSTATUS(status)});
  return text;
}

}  // namespace

bool is_name(std::string_view text) {
  if (text.empty() || is_description_file(std::string(text)) || libreceiver::parse_service_reference(text))
    return false;
  const bool has_space = text.find(' ') != text.npos;
  if (!has_space && text.find_first_of(":%@/[]") != text.npos) return false;
  return text.find_first_not_of("0123456789.x") != text.npos;
}

bool take_answer(std::string_view answer, ServiceOptions& options) {
  const std::size_t end = answer.find('\n');
  if (end == answer.npos) return false;
  const auto reference = libreceiver::parse_service_reference(answer.substr(0, end));
  if (!reference) return false;
  options.reference = *reference;
  options.name.clear();
  if (!reference->number) options.wishes.prefix.reset();  // the answer has it in its group
  if (!reference->number) options.wishes.family.reset();
  if (auto described = libreceiver::read_description(answer.substr(end + 1))) {
    if (!options.srtp_key_file.empty()) described->srtp_key.reset();  // the user's own word
    options.described = std::move(*described);
  }
  return true;
}

Result<ServiceOptions, int> find_by_name(ServiceOptions options) {
  if (options.name.empty()) return options;
  const auto answer = output_of(program_beside("guide"), command_for(options));
  if (!answer) return fail(answer.error());
  if (take_answer(*answer, options)) return options;
  fmt::print(stderr, "joincast: joincast-guide gave an answer that is none\n");
  return fail(int{kFailed});
}

}  // namespace joincast::app
