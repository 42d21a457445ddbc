// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusAbstractAdaptor>
#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <optional>

namespace joincast::ui {

/// The program runs once a session: it owns `org.joincast.Browser` on the session's D-Bus and is spoken to as the
/// Desktop Entry Specification has it (org.freedesktop.Application). Without a bus it just runs.
class OneInstance : public QObject {
  Q_OBJECT

 public:
  static inline const QString kService = QStringLiteral("org.joincast.Browser");
  static inline const QString kPath = QStringLiteral("/org/joincast/Browser");

  explicit OneInstance(QDBusConnection bus, QObject* parent = nullptr);
  ~OneInstance() override;

  /// Becomes the one. False: another one is, and opens these names and shows its window; an answer is waited for,
  /// five seconds at most. One that does not answer does not count.
  bool claim(const QStringList& names);

  /// What is told while nobody is connected yet is told to the first one that is ready.
  void setReady();

 Q_SIGNALS:
  void activated();                    ///< the window is to be shown
  void openWished(QStringList names);  ///< as openName() takes them

 private:
  friend class ApplicationAdaptor;
  void handleOpen(const QStringList& names);

  QDBusConnection bus_;
  bool owns_ = false, ready_ = false;
  std::optional<QStringList> early_;
};

/// org.freedesktop.Application.
class ApplicationAdaptor : public QDBusAbstractAdaptor {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

 public:
  explicit ApplicationAdaptor(OneInstance* instance) : QDBusAbstractAdaptor(instance), instance_(instance) {}

 public Q_SLOTS:
  void Activate(const QVariantMap& platform_data);
  void Open(const QStringList& uris, const QVariantMap& platform_data);
  void ActivateAction(const QString& action, const QVariantList& parameters, const QVariantMap& platform_data);

 private:
  OneInstance* instance_;
};

}  // namespace joincast::ui
