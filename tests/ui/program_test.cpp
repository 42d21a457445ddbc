// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/program.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QAction>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTranslator>
#include <map>

#include "ui/view/general_page.h"
#include "ui/view/help_dialogs.h"
#include "ui/view/main_window.h"
#include "ui/view/message_bar.h"

namespace joincast::ui {
namespace {

/// A world with nothing in it.
class Nowhere final : public Outside {
 public:
  void get(const std::string&, libreceiver::GuideClient::Done) override {}
  void find_headends(std::function<void(const FoundHeadend&)>, std::function<void(const std::string&)>) override {}
};

/// The whole program, with settings of its own and on no network.
class WholeProgram : public testing::Test {
 protected:
  WholeProgram() {
    for (const char* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"})
      qputenv(name, folder_.path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }

  void start() {
    Program::Options options;
    options.bridge.make_outside = [](net::EventLoop&) { return std::make_unique<Nowhere>(); };
    options.network.interface = "nowhere";
    program_ = std::make_unique<Program>(std::move(options));
  }
  MainWindow& window() { return program_->window(); }
  QList<MenuAction> actions() { return actionsOf(*window().menuBar()); }

  QTemporaryDir folder_;
  std::unique_ptr<Program> program_;
};

QString nameOf(QWidget* widget) {
  const QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(widget);
  return face ? face->text(QAccessible::Name) : QString();
}

TEST_F(WholeProgram, HasAKeyForEveryActionAndNoneTwice) {
  start();
  std::map<QString, QString> taken;
  EXPECT_GT(actions().size(), 10);
  for (const MenuAction& one : actions()) {
    const QString what = one.menu + u'/' + one.action->text();
    const QList<QKeySequence> keys = one.action->shortcuts();
    EXPECT_FALSE(keys.isEmpty()) << what.toStdString() << " has no key";
    for (const QKeySequence& key : keys) {
      const auto [known, added] = taken.emplace(key.toString(), what);
      EXPECT_TRUE(added) << what.toStdString() << " and " << known->second.toStdString() << " have both "
                         << key.toString().toStdString();
    }
  }
}

TEST_F(WholeProgram, SaysWhatEachWidgetIsThatTakesTheFocus) {
  start();
  for (QWidget* const widget : window().findChildren<QWidget*>()) {
    const bool inner = widget->objectName().startsWith(QStringLiteral("qt_"));
    if (widget->focusPolicy() == Qt::NoFocus || inner || qobject_cast<QMenu*>(widget)) continue;
    if (qobject_cast<MessageBar*>(widget->parentWidget())) continue;  // named by the message, and there is none
    EXPECT_FALSE(nameOf(widget).isEmpty())
        << widget->metaObject()->className() << " '" << widget->objectName().toStdString() << "' in "
        << (widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "nothing");
  }
}

TEST_F(WholeProgram, SpeaksGerman) {
  QSettings().setValue(QStringLiteral("look/language"), QStringLiteral("de"));
  speakRememberedLanguage();
  start();
  EXPECT_EQ(window().menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
  for (QTranslator* const one : qApp->findChildren<QTranslator*>()) QCoreApplication::removeTranslator(one);
}

}  // namespace
}  // namespace joincast::ui
