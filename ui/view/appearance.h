// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QPalette>
#include <cstdint>

namespace joincast::ui {

enum class Scheme : std::uint8_t { system, light, dark, contrast };

/// Light, dark or of high contrast: as the desktop says (its palette, else what xdg-desktop-portal tells and keeps
/// telling), or as chosen.
class Appearance : public QObject {
  Q_OBJECT

 public:
  explicit Appearance(QObject* parent = nullptr);

  Scheme scheme() const noexcept { return scheme_; }
  void setScheme(Scheme scheme);

  static QPalette lightPalette();
  static QPalette darkPalette();
  static QPalette contrastPalette();  ///< black and white; what is selected is dark blue

 public Q_SLOTS:
  /// org.freedesktop.appearance color-scheme: 1 dark is preferred, 2 light, else nothing is.
  void handlePreference(uint preference);
  void handleContrast(uint contrast);  ///< the same, contrast: 1 high, else as usual

 private Q_SLOTS:
  void handleChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void ask();
  void read(const QString& key);
  void take(const QString& key, const QVariant& value);
  void apply();

  Scheme scheme_ = Scheme::system;
  QPalette before_;  // the desktop's own
  uint preference_ = 0, contrast_ = 0;
  bool ours_ = false;
};

}  // namespace joincast::ui
