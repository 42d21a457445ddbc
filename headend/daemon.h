// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "headend/config.h"

namespace joincast::headend {

struct DaemonOptions {
  std::string config_file;              ///< read again on SIGHUP; empty: the defaults, for ever
  std::vector<std::string> interfaces;  ///< in place of the configuration's; empty: those
};

/// The headend as a program: sockets, threads and signals around the core. Log lines go to spdlog's default
/// logger. SIGHUP reloads, SIGTERM and SIGINT end it in good order, SIGUSR1 logs how every service is.
class JOINCAST_EXPORT Daemon {
 public:
  /// `config`: as read already from the file.
  Daemon(DaemonOptions options, Config config);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// Serves until a signal ends it. The program's exit code: 0, or 1 when it could not begin; the log says why.
  int run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::headend
