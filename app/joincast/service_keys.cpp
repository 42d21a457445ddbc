// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/service_keys.h"

#include <algorithm>

namespace joincast::app {
namespace {

using libreceiver::ServiceReference;

bool same(const ServiceReference& one, const ServiceReference& other) {
  if (one.number || other.number) return one.number == other.number;
  return one.group == other.group && one.port == other.port;
}

/// How much of the word names a service; zero: it is a file's name.
std::size_t service_in(const std::string& word, const std::vector<std::string>& services) {
  for (const std::string& service : services)
    if (word.size() > service.size() && word.starts_with(service) && word[service.size()] == '=') return service.size();
  const std::size_t end = word.find('=');
  return end != word.npos && libreceiver::parse_service_reference(word.substr(0, end)) ? end : 0;
}

}  // namespace

Result<ServiceKeys, std::string> ServiceKeys::parse(const std::vector<std::string>& words,
                                                    const std::vector<std::string>& services) {
  ServiceKeys keys;
  for (const std::string& word : words) {
    const std::size_t end = service_in(word, services);
    if (end == 0 && !keys.of_all_.empty())
      return fail("'" + word + "': there is '" + keys.of_all_ + "' for all services already; expected SERVICE=FILE");
    if (end == 0) {
      keys.of_all_ = word;
      continue;
    }
    One one{word.substr(0, end), std::nullopt, word.substr(end + 1), false};
    if (const auto reference = libreceiver::parse_service_reference(one.service)) one.reference = *reference;
    if (one.file.empty()) return fail("'" + word + "': expected a file behind the =");
    keys.of_one_.push_back(std::move(one));
  }
  return keys;
}

std::string ServiceKeys::file_of(const std::string& service) {
  const auto reference = libreceiver::parse_service_reference(service);
  for (One& one : of_one_) {
    if (one.service != service && !(reference && one.reference && same(*reference, *one.reference))) continue;
    one.used = true;
    return one.file;
  }
  return of_all_;
}

bool means(const ServiceReference& reference, const libreceiver::Target& target) {
  if (reference.number) return reference.number == target.number;
  return reference.group == target.group.address && reference.port == target.port;
}

}  // namespace joincast::app
