// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "headend/control_protocol.h"
#include "net/event_loop.h"
#include "net/privileges.h"

namespace joincast::headend {

/// Who speaks (SO_PEERCRED): as it was when the connection was made.
struct ControlPeer {
  pid_t pid = 0;
  uid_t user = 0;
  gid_t group = 0;
};

/// The control socket that is used where none is named: in $RUNTIME_DIRECTORY (systemd), for root in /run/joincast,
/// else in $XDG_RUNTIME_DIR/joincast. Empty: there is no place for one.
JOINCAST_EXPORT std::string default_control_socket();
/// Where a client looks when none is named: /run/joincast if there is one there, else as above.
JOINCAST_EXPORT std::string find_control_socket();

/// Takes requests on a Unix socket of mode 0660: its owner and its group may speak. At most kMostConnections at
/// once, each with one line of at most kLongestControlLine waiting and one answer going out; one that says nothing
/// for a minute is closed.
class JOINCAST_EXPORT ControlSocket {
 public:
  static constexpr std::size_t kMostConnections = 16;

  /// Answers a request with a line, without its end.
  using Handler = std::function<std::string(const ControlRequest& request, const ControlPeer& peer)>;

  /// To be opened before privileges are dropped. Makes the last folder of `path` where it is missing, takes the
  /// place of a socket that nobody serves any more, and refuses when somebody does. That folder is given to
  /// `later`, whom this process becomes: only who may write there can take the socket away again. A folder of root's
  /// that was there before is given too if it is default_control_socket()'s, else it stays as it is. The loop must
  /// outlive it.
  static Result<ControlSocket, std::string> open(net::EventLoop& loop, const std::string& path, Handler handler,
                                                 std::optional<net::UserIds> later = std::nullopt);

  ControlSocket(ControlSocket&&) noexcept;
  ControlSocket& operator=(ControlSocket&&) noexcept;
  ~ControlSocket();  ///< takes the socket away, as far as that is still allowed

 private:
  class Impl;
  explicit ControlSocket(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

/// The other end: sends one request and waits for its answer, at most `seconds`. The answer is at most 64 MiB. The
/// error says why nobody answers.
JOINCAST_EXPORT Result<std::string, std::string> ask_headend(const std::string& path, const ControlRequest& request,
                                                             unsigned seconds = 10);

}  // namespace joincast::headend
