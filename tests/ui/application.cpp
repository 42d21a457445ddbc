// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include <QApplication>

namespace {

/// The one application that timers, models and widgets of all tests in a program belong to.
class Application final : public testing::Environment {
 public:
  void SetUp() override {
    QApplication::setApplicationName(QStringLiteral("joincast-test"));
    application_ = std::make_unique<QApplication>(count_, arguments_);
  }
  void TearDown() override { application_.reset(); }

 private:
  char name_[16] = "joincast-test";
  char* arguments_[2] = {name_, nullptr};
  int count_ = 1;
  std::unique_ptr<QApplication> application_;
};

[[maybe_unused]] const auto* const kApplication = testing::AddGlobalTestEnvironment(new Application);

}  // namespace
