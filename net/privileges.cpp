// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace joincast::net {
namespace {

struct FreeCapabilities {
  void operator()(cap_t capabilities) const noexcept { cap_free(capabilities); }
};
using Capabilities = std::unique_ptr<std::remove_pointer_t<cap_t>, FreeCapabilities>;

bool has(const Capabilities& mine, cap_value_t capability) noexcept {
  cap_flag_value_t value = CAP_CLEAR;
  return mine && cap_get_flag(mine.get(), capability, CAP_EFFECTIVE, &value) == 0 && value == CAP_SET;
}

auto system_failed(const std::string& what) { return fail(what + ": " + std::strerror(errno)); }

Result<void, std::string> become(const std::string& user) {
  if (::geteuid() != 0) return {};
  errno = 0;
  const passwd* entry = ::getpwnam(user.c_str());
  if (!entry)
    return fail("there is no user \"" + user + "\": create it (useradd --system " + user + ") or name another");
  if (::initgroups(user.c_str(), entry->pw_gid) != 0) return system_failed("cannot take the groups of " + user);
  if (::setresgid(entry->pw_gid, entry->pw_gid, entry->pw_gid) != 0)
    return system_failed("cannot become the group of " + user);
  if (::setresuid(entry->pw_uid, entry->pw_uid, entry->pw_uid) != 0) return system_failed("cannot become " + user);
  return {};
}

}  // namespace

std::vector<std::string> missing_capabilities() {
  const Capabilities mine{cap_get_proc()};
  std::vector<std::string> missing;
  for (const auto& [capability, name] : {std::pair{CAP_NET_RAW, "CAP_NET_RAW"}, {CAP_NET_ADMIN, "CAP_NET_ADMIN"}})
    if (!has(mine, capability)) missing.emplace_back(name);
  return missing;
}

std::optional<UserIds> user_to_become(const std::string& user) {
  if (::geteuid() != 0 || user.empty()) return std::nullopt;
  const passwd* entry = ::getpwnam(user.c_str());
  if (!entry) return std::nullopt;
  return UserIds{entry->pw_uid, entry->pw_gid};
}

Result<void, std::string> drop_privileges(const std::string& user) {
  // The bounding set needs CAP_SETPCAP, so it goes first; without that right there is nothing to narrow.
  if (has(Capabilities{cap_get_proc()}, CAP_SETPCAP))
    for (cap_value_t capability = 0; cap_get_bound(capability) >= 0; ++capability)
      if (cap_drop_bound(capability) != 0) return system_failed("cannot narrow the capability bounding set");
  if (!user.empty())
    if (auto became = become(user); !became) return became;
  const Capabilities none{cap_init()};
  if (!none || cap_set_proc(none.get()) != 0) return system_failed("cannot give up capabilities");
  if (cap_reset_ambient() != 0) return system_failed("cannot give up ambient capabilities");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return system_failed("cannot set no_new_privs");
  return {};
}

}  // namespace joincast::net
