// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/appearance.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QStyle>
#include <optional>

namespace joincast::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kScheme = QStringLiteral("color-scheme");
const QString kContrast = QStringLiteral("contrast");

QPalette paletteOf(QColor window, QColor base, QColor text, QColor button, QColor accent, QColor link) {
  const bool dark = window.lightness() < 128;
  const QColor faint = dark ? text.darker(190) : text.lighter(320);
  QPalette palette(text, button, button.lighter(130), button.darker(160), button.darker(120), text, Qt::white, base,
                   window);
  palette.setColor(QPalette::AlternateBase, dark ? base.lighter(125) : base.darker(103));
  palette.setColor(QPalette::ToolTipBase, button);
  palette.setColor(QPalette::ToolTipText, text);
  palette.setColor(QPalette::PlaceholderText, faint);
  palette.setColor(QPalette::Highlight, accent);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, link);
  palette.setColor(QPalette::LinkVisited, link);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, faint);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, button);
  return palette;
}

QVariant unwrapped(QVariant value) {
  while (value.canConvert<QDBusVariant>() && value.userType() == qMetaTypeId<QDBusVariant>())
    value = value.value<QDBusVariant>().variant();
  return value;
}

}  // namespace

Appearance::Appearance(QObject* parent) : QObject(parent), before_(QApplication::palette()) {
  if (QDBusConnection::sessionBus().isConnected()) ask();
}

QPalette Appearance::lightPalette() {
  return paletteOf({0xf4, 0xf4, 0xf5}, Qt::white, {0x1c, 0x1d, 0x20}, {0xe9, 0xe9, 0xec}, {0x1f, 0x64, 0xb8},
                   {0x1b, 0x57, 0xa3});
}

QPalette Appearance::darkPalette() {
  return paletteOf({0x26, 0x28, 0x2c}, {0x1c, 0x1e, 0x21}, {0xec, 0xed, 0xef}, {0x35, 0x38, 0x3d}, {0x2f, 0x6f, 0xc0},
                   {0x8a, 0xb8, 0xf5});
}

QPalette Appearance::contrastPalette() {
  QPalette palette = paletteOf(Qt::white, Qt::white, Qt::black, Qt::white, {0x00, 0x33, 0x99}, {0x00, 0x00, 0xb0});
  palette.setColor(QPalette::PlaceholderText, {0x40, 0x40, 0x40});
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, {0x59, 0x59, 0x59});
  return palette;
}

void Appearance::ask() {
  QDBusConnection::sessionBus().connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                                        SLOT(handleChanged(QString, QString, QDBusVariant)));
  for (const QString& key : {kScheme, kContrast}) read(key);
}

void Appearance::read(const QString& key) {
  QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  call << kGroup << key;
  auto* const answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
    const QDBusPendingReply<QDBusVariant> reply = *done;
    if (!reply.isError()) take(key, QVariant::fromValue(reply.value()));
    done->deleteLater();
  });
}

void Appearance::take(const QString& key, const QVariant& value) {
  if (key == kScheme) handlePreference(unwrapped(value).toUInt());
  if (key == kContrast) handleContrast(unwrapped(value).toUInt());
}

void Appearance::handleChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group == kGroup) take(key, QVariant::fromValue(value));
}

void Appearance::handlePreference(uint preference) {
  preference_ = preference;
  apply();
}

void Appearance::handleContrast(uint contrast) {
  contrast_ = contrast;
  apply();
}

void Appearance::setScheme(Scheme scheme) {
  scheme_ = scheme;
  apply();
}

void Appearance::apply() {
  // A desktop with a palette of its own (dark, high contrast) is right already.
  const bool asked = scheme_ == Scheme::system && before_.color(QPalette::Window).lightness() > 200;
  std::optional<QPalette> palette;
  if (scheme_ == Scheme::contrast || (asked && contrast_ == 1))
    palette = contrastPalette();
  else if (scheme_ == Scheme::dark || (asked && preference_ == 1))
    palette = darkPalette();
  else if (scheme_ == Scheme::light)
    palette = lightPalette();
  if (palette) {
    QApplication::setPalette(*palette);
    ours_ = true;
  } else if (ours_) {
    QApplication::setPalette(before_);
    ours_ = false;
  }
}

}  // namespace joincast::ui
