// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/one_instance.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <utility>

namespace joincast::ui {
namespace {

constexpr int kPatience = 5'000;  // ms

/// What lets the window come to the front: the desktop gave it to whoever was started.
QVariantMap platformData() {
  QVariantMap data;
  const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN"), id = qEnvironmentVariable("DESKTOP_STARTUP_ID");
  if (!token.isEmpty()) data[QStringLiteral("activation-token")] = token;
  if (!id.isEmpty()) data[QStringLiteral("desktop-startup-id")] = id;
  return data;
}

void takeToken(const QVariantMap& data) {
  const QString token = data.value(QStringLiteral("activation-token")).toString();
  if (!token.isEmpty()) qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

}  // namespace

OneInstance::OneInstance(QDBusConnection bus, QObject* parent) : QObject(parent), bus_(std::move(bus)) {
  new ApplicationAdaptor(this);
}

OneInstance::~OneInstance() {
  if (!owns_) return;
  bus_.unregisterObject(kPath);
  bus_.unregisterService(kService);
}

bool OneInstance::claim(const QStringList& names) {
  if (!bus_.isConnected()) return true;
  bus_.registerObject(kPath, this, QDBusConnection::ExportAdaptors);
  const auto reply = bus_.interface()->registerService(kService, QDBusConnectionInterface::DontQueueService,
                                                       QDBusConnectionInterface::DontAllowReplacement);
  owns_ = reply.isValid() && reply.value() == QDBusConnectionInterface::ServiceRegistered;
  if (owns_) return true;
  bus_.unregisterObject(kPath);
  QDBusMessage call =
      QDBusMessage::createMethodCall(kService, kPath, QStringLiteral("org.freedesktop.Application"),
                                     names.isEmpty() ? QStringLiteral("Activate") : QStringLiteral("Open"));
  if (names.isEmpty())
    call << platformData();
  else
    call << names << platformData();
  return bus_.call(call, QDBus::Block, kPatience).type() == QDBusMessage::ErrorMessage;
}

void OneInstance::setReady() {
  ready_ = true;
  if (const auto early = std::exchange(early_, std::nullopt)) handleOpen(*early);
}

void OneInstance::handleOpen(const QStringList& names) {
  if (!ready_) {
    early_ = names;
    return;
  }
  Q_EMIT activated();
  if (!names.isEmpty()) Q_EMIT openWished(names);
}

void ApplicationAdaptor::Activate(const QVariantMap& platform_data) {
  takeToken(platform_data);
  instance_->handleOpen({});
}

void ApplicationAdaptor::Open(const QStringList& uris, const QVariantMap& platform_data) {
  takeToken(platform_data);
  instance_->handleOpen(uris);
}

void ApplicationAdaptor::ActivateAction(const QString&, const QVariantList&, const QVariantMap& platform_data) {
  takeToken(platform_data);
  instance_->handleOpen({});
}

}  // namespace joincast::ui
