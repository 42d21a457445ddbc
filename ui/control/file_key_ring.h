// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QMap>
#include <QString>

#include "ui/control/key_ring.h"

namespace joincast::ui {

/// Which file has the key of which service. The keys themselves stay in their files, which nobody else may read; the
/// settings have their paths.
class FileKeyRing final : public KeyRing {
 public:
  FileKeyRing();

  /// By a service as it is written: a number, or `rtp://...`.
  const QMap<QString, QString>& files() const noexcept { return files_; }
  /// Remembers it; `path` empty: forgets it. What is wrong with the file, for people; empty: nothing.
  QString setFile(const QString& service, const QString& path);

  Answer keyFor(const Station& station) override;

 private:
  QMap<QString, QString> files_;
};

}  // namespace joincast::ui
