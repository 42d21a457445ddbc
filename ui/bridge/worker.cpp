// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/worker.h"

#include <QMetaObject>
#include <utility>

namespace joincast::ui {

void Worker::run(Work work) {
  thread_.post([this, work = std::move(work)] {
    if (After after = work()) QMetaObject::invokeMethod(this, std::move(after), Qt::QueuedConnection);
  });
}

}  // namespace joincast::ui
