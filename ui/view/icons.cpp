// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/icons.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <memory>

// Resources of a static library are there once asked for; Qt's macro wants no namespace around it.
static void wantPictures() { Q_INIT_RESOURCE(icons); }

namespace joincast::ui {
namespace {

QString folder() {
  static const bool wanted = (wantPictures(), true);
  Q_UNUSED(wanted);
  return QStringLiteral(":/joincast/icons");
}

QColor inkOf(QIcon::Mode mode) {
  const QPalette palette = QApplication::palette();
  if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::WindowText);
  if (mode == QIcon::Selected) return palette.color(QPalette::HighlightedText);
  return palette.color(QPalette::WindowText);
}

class SymbolicEngine final : public QIconEngine {
 public:
  explicit SymbolicEngine(const QString& name)
      : name_(name), renderer_(std::make_shared<QSvgRenderer>(folder() + u'/' + name + QStringLiteral(".svg"))) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override {
    const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const QPixmap pixmap = draw((QSizeF(rect.size()) * scale).toSize(), mode);
    painter->drawPixmap(rect, pixmap);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override { return draw(size, mode); }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/, qreal /*scale*/) override {
    return draw(size, mode);  // which is in the screen's pixels already
  }
  QIconEngine* clone() const override { return new SymbolicEngine(*this); }
  QString key() const override { return QStringLiteral("joincast-symbolic"); }
  QString iconName() override { return name_; }
  bool isNull() override { return !renderer_->isValid(); }

 private:
  QPixmap draw(const QSize& size, QIcon::Mode mode) const {
    const QColor ink = inkOf(mode);
    const QString key = QStringLiteral("joincast/%1/%2x%3/%4")
                            .arg(name_)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ink.rgba(), 8, 16, QLatin1Char('0'));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    if (size.isEmpty()) return pixmap;
    QPainter painter(&pixmap);
    const int side = std::min(size.width(), size.height());
    renderer_->render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), ink);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
  }

  QString name_;
  std::shared_ptr<QSvgRenderer> renderer_;
};

}  // namespace

QIcon icon(const QString& name) {
  if (!QFile::exists(folder() + u'/' + name + QStringLiteral(".svg"))) return {};
  return QIcon(new SymbolicEngine(name));
}

QIcon icon(const char* name) { return icon(QString::fromUtf8(name)); }

QStringList iconNames() {
  QStringList names = QDir(folder()).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
  for (QString& name : names) name.chop(4);
  return names;
}

}  // namespace joincast::ui
