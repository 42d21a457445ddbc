// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"

namespace joincast::net {

/// Which of the headend's capabilities this process lacks: names out of CAP_NET_RAW (packet socket) and
/// CAP_NET_ADMIN (socket buffers beyond the system's limit). Empty: it has both.
JOINCAST_EXPORT std::vector<std::string> missing_capabilities();

/// A user by its numbers.
struct UserIds {
  uid_t user = 0;
  gid_t group = 0;
};

/// Who drop_privileges(user) makes of this process; none: it stays who it is, or there is no such user.
JOINCAST_EXPORT std::optional<UserIds> user_to_become(const std::string& user);

/// Gives up root and every capability for good: supplementary groups, group and user become `user`'s (when
/// root; who is not root stays), all capability sets are emptied, the bounding set too, and no_new_privs is set. `user`
/// empty: the present one stays. To be called before any thread is started. The error says what failed and what to do.
JOINCAST_EXPORT Result<void, std::string> drop_privileges(const std::string& user);

}  // namespace joincast::net
