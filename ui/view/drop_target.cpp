// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/drop_target.h"

#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace joincast::ui {
namespace {

constexpr qsizetype kLongestName = 4096;

}  // namespace

QStringList namesOf(const QMimeData& data) {
  QStringList names;
  for (const QUrl& url : data.urls())
    names << (url.isLocalFile() ? url.toString(QUrl::FullyEncoded) : url.toString(QUrl::PrettyDecoded));
  if (names.isEmpty() && data.hasText() && data.text().size() <= kLongestName) names << data.text().trimmed();
  names.removeAll(QString());
  return names;
}

DropTarget::DropTarget(QWidget* window) : QObject(window) {
  window->setAcceptDrops(true);
  window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop) return QObject::eventFilter(watched, event);
  auto* const drop = static_cast<QDropEvent*>(event);  // an entering one is one, too
  const QStringList names = drop->mimeData() ? namesOf(*drop->mimeData()) : QStringList();
  if (names.isEmpty()) return false;
  drop->setDropAction(Qt::CopyAction);
  drop->accept();
  if (event->type() == QEvent::Drop) Q_EMIT dropped(names);
  return true;
}

}  // namespace joincast::ui
