// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/one_instance.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QThread>
#include <QtTest>
#include <atomic>

#include "tests/ui/private_bus.h"

namespace joincast::ui {
namespace {

class Instances : public testing::Test {
 protected:
  /// A second start: its call waits for an answer, so it is made on another thread, as in another program.
  bool start(const QStringList& names) {
    bool claimed = true;
    std::atomic<bool> done = false;
    const std::unique_ptr<QThread> second(QThread::create([&] {
      claimed = OneInstance(bus_.connect(QStringLiteral("second"))).claim(names);
      done = true;
    }));
    second->start();
    EXPECT_TRUE(QTest::qWaitFor([&] { return done.load(); }, 30'000));
    second->wait();
    return claimed;
  }
  PrivateBus bus_;
  OneInstance first_{bus_.connect(QStringLiteral("first"))};
  QSignalSpy opened_{&first_, &OneInstance::openWished};
  QSignalSpy activated_{&first_, &OneInstance::activated};
};

TEST_F(Instances, TheSecondHandsOverWhatItWasToOpen) {
  ASSERT_TRUE(first_.claim({}));
  first_.setReady();
  EXPECT_FALSE(start({QStringLiteral("8000:0001"), QStringLiteral("file:///a.sdp")}));
  ASSERT_EQ(opened_.count(), 1);
  EXPECT_EQ(opened_.first().first().toStringList(),
            (QStringList{QStringLiteral("8000:0001"), QStringLiteral("file:///a.sdp")}));
  EXPECT_EQ(activated_.count(), 1);
}

TEST_F(Instances, TheSecondShowsTheWindowOfTheFirst) {
  ASSERT_TRUE(first_.claim({}));
  first_.setReady();
  EXPECT_FALSE(start({}));
  EXPECT_EQ(activated_.count(), 1);
  EXPECT_EQ(opened_.count(), 0);
}

TEST_F(Instances, WhatComesBeforeTheFirstIsReadyWaits) {
  ASSERT_TRUE(first_.claim({}));
  EXPECT_FALSE(start({QStringLiteral("8000:0001")}));
  EXPECT_EQ(opened_.count(), 0);
  first_.setReady();
  EXPECT_EQ(opened_.count(), 1);
}

TEST_F(Instances, AnotherDesktopsProgramsCanOpenFiles) {
  ASSERT_TRUE(first_.claim({}));
  first_.setReady();
  bus_.run(QStringLiteral("gdbus"), {QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"),
                                     OneInstance::kService, QStringLiteral("--object-path"), OneInstance::kPath,
                                     QStringLiteral("--method"), QStringLiteral("org.freedesktop.Application.Open"),
                                     QStringLiteral("['file:///a.m3u']"), QStringLiteral("@a{sv} {}")});
  ASSERT_EQ(opened_.count(), 1);
}

TEST_F(Instances, TheNameIsFreeWhenTheFirstHasGone) {
  {
    OneInstance gone(bus_.connect(QStringLiteral("gone")));
    ASSERT_TRUE(gone.claim({}));
  }
  EXPECT_TRUE(first_.claim({}));
}

TEST(OneInstance, WithoutABusJustRuns) {
  OneInstance alone(QDBusConnection(QStringLiteral("no such connection")));
  EXPECT_TRUE(alone.claim({QStringLiteral("8000:0001")}));
}

}  // namespace
}  // namespace joincast::ui
