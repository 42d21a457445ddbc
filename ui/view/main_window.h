// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QMainWindow>
#include <array>
#include <cstdint>

class QCloseEvent;
class QDockWidget;
class QIcon;
class QListWidget;
class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace joincast::ui {

class MessageBar;

/// The program's window: menus, pages with a list of their names beside them, panels that can be shown at the side, a
/// line for messages above and what plays below. What is in them is put there by the parts of the program.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  enum class Menu : std::uint8_t { file, station, playback, record, view, help };

  explicit MainWindow(QWidget* parent = nullptr);

  QMenu& menu(Menu which) noexcept { return *menus_[static_cast<std::size_t>(which)]; }

  /// Takes the widget; `shortcut`, such as Ctrl+1, goes to it. In the order of the calls.
  void addPage(QWidget* page, const QString& name, const QIcon& icon, const QKeySequence& shortcut);
  void showPage(QWidget* page);
  QWidget* page() const;  ///< that is shown

  /// Takes the widget: a panel at the side, hidden at first, and an entry of the View menu that shows and hides it.
  /// `id` is remembered with the window's layout and never translated.
  QDockWidget* addPanel(QWidget* panel, const QString& id, const QString& name, const QKeySequence& shortcut);

  /// Takes the widget: what plays.
  void setFoot(QWidget* foot);

  MessageBar& messages() noexcept { return *messages_; }

  void bringToFront();  ///< shown, not minimised, and in front where the desktop allows it

  /// Size, place and panels, as they were when the program ended; to be called when all panels are there.
  void restoreLayout();

 Q_SIGNALS:
  void pageShown(QWidget* page);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  std::array<QMenu*, 6> menus_{};
  QListWidget* names_;
  QStackedWidget* pages_;
  MessageBar* messages_;
  QVBoxLayout* column_;
};

}  // namespace joincast::ui
