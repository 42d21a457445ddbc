// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <functional>

#include "net/loop_thread.h"

namespace joincast::ui {

/// A thread for what takes the windows' thread too long and needs neither the receiver nor the guide.
class Worker : public QObject {
  Q_OBJECT

 public:
  using After = std::function<void()>;
  using Work = std::function<After()>;

  using QObject::QObject;

  /// Runs `work` over there, one after the other, and what it returns, if anything, on this object's thread: unless
  /// the worker has gone by then.
  void run(Work work);

 private:
  net::LoopThread thread_;
};

}  // namespace joincast::ui
