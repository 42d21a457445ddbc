// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/signal_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace joincast::ui {
namespace {

QString words(const char* source) { return QCoreApplication::translate("Signal", source); }

}  // namespace

QString wordOf(libreceiver::Phase phase) {
  switch (phase) {
    case libreceiver::Phase::silent: return words(QT_TRANSLATE_NOOP("Signal", "nothing has come"));
    case libreceiver::Phase::undescribed:
      return words(QT_TRANSLATE_NOOP("Signal", "packets come, what they are is not known"));
    case libreceiver::Phase::playing: return words(QT_TRANSLATE_NOOP("Signal", "packets come and are understood"));
    case libreceiver::Phase::stalled: break;
  }
  return words(QT_TRANSLATE_NOOP("Signal", "packets came, and stopped"));
}

QString wordOf(net::InterfaceKind kind) {
  switch (kind) {
    case net::InterfaceKind::ethernet: return words(QT_TRANSLATE_NOOP("Signal", "wired"));
    case net::InterfaceKind::wireless: return words(QT_TRANSLATE_NOOP("Signal", "Wi-Fi"));
    case net::InterfaceKind::bridge: return words(QT_TRANSLATE_NOOP("Signal", "bridge"));
    case net::InterfaceKind::veth: return words(QT_TRANSLATE_NOOP("Signal", "virtual, wired"));
    case net::InterfaceKind::vlan: return words(QT_TRANSLATE_NOOP("Signal", "VLAN"));
    case net::InterfaceKind::loopback: return words(QT_TRANSLATE_NOOP("Signal", "loopback"));
    case net::InterfaceKind::tunnel: return words(QT_TRANSLATE_NOOP("Signal", "tunnel"));
    case net::InterfaceKind::other: break;
  }
  return words(QT_TRANSLATE_NOOP("Signal", "other"));
}

QString yesNo(bool yes) {
  return yes ? words(QT_TRANSLATE_NOOP("Signal", "yes")) : words(QT_TRANSLATE_NOOP("Signal", "no"));
}

QString milliseconds(Duration time) {
  return words(QT_TRANSLATE_NOOP("Signal", "%1 ms"))
      .arg(QLocale().toString(static_cast<double>(time.count()) / 1e6, 'f', 1));
}

QString age(Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  if (seconds < 120) return words(QT_TRANSLATE_NOOP("Signal", "%1 s")).arg(seconds);
  if (seconds < 2 * 3600) return words(QT_TRANSLATE_NOOP("Signal", "%1 min")).arg(seconds / 60);
  return words(QT_TRANSLATE_NOOP("Signal", "%1 h")).arg(seconds / 3600);
}

QString count(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

QString perCent(double value) {
  const int decimals = value != 0 && value < 1 ? 2 : 1;
  return words(QT_TRANSLATE_NOOP("Signal", "%1 %")).arg(QLocale().toString(value, 'f', decimals));
}

QString kilobits(double kbps) {
  return words(QT_TRANSLATE_NOOP("Signal", "%1 kbit/s")).arg(QLocale().toString(kbps, 'f', 0));
}

QString hex(std::uint32_t number) { return QStringLiteral("0x%1").arg(number, 8, 16, QLatin1Char('0')); }

}  // namespace joincast::ui
