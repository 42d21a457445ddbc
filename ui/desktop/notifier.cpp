// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/notifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>
#include <utility>

namespace joincast::ui {

Notifier::Notifier(QDBusConnection session, QObject* parent) : QObject(parent), session_(std::move(session)) {}

void Notifier::tell(const QString& title, const QString& station) {
  if (!session_.isConnected()) return;
  const QString name = QStringLiteral("org.freedesktop.Notifications");
  QDBusMessage call = QDBusMessage::createMethodCall(name, QStringLiteral("/org/freedesktop/Notifications"), name,
                                                     QStringLiteral("Notify"));
  const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("org.joincast.Browser")},
                          {QStringLiteral("transient"), true},
                          {QStringLiteral("urgency"), QVariant::fromValue(uchar{0})}};
  // The body is markup, and the words are a stranger's.
  call << QStringLiteral("Joincast") << last_ << QStringLiteral("org.joincast.Browser") << title
       << station.toHtmlEscaped() << QStringList() << hints << -1;
  auto* const answer = new QDBusPendingCallWatcher(session_.asyncCall(call), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
    answer->deleteLater();
    const QDBusPendingReply<quint32> reply = *answer;
    if (!reply.isError()) last_ = reply.value();
  });
}

}  // namespace joincast::ui
