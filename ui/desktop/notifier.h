// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

namespace joincast::ui {

/// Tells of titles by the desktop's notifications (org.freedesktop.Notifications); each takes the place of the one
/// before.
class Notifier : public QObject {
  Q_OBJECT

 public:
  explicit Notifier(QDBusConnection session, QObject* parent = nullptr);

  void tell(const QString& title, const QString& station);

 private:
  QDBusConnection session_;
  quint32 last_ = 0;
};

}  // namespace joincast::ui
