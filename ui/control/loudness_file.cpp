// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/loudness_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <chrono>

namespace joincast::ui {
namespace {

constexpr qint64 kLongest = 2 << 20;  // octets

}  // namespace

LoudnessFile::LoudnessFile(const QString& path, QObject* parent) : QObject(parent), path_(path) {
  QFile file(path_);
  if (file.open(QIODevice::ReadOnly)) even_->book().read(file.read(kLongest).toStdString());
  saved_ = even_->book().changes();
  connect(&saving_, &QTimer::timeout, this, &LoudnessFile::save);
  saving_.start(std::chrono::minutes(5));
}

LoudnessFile::~LoudnessFile() { save(); }

void LoudnessFile::save() {
  const std::uint64_t changes = even_->book().changes();
  if (changes == saved_) return;
  QDir().mkpath(QFileInfo(path_).path());
  QSaveFile file(path_);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
  file.write(QByteArray::fromStdString(even_->book().to_text()));
  if (file.commit()) saved_ = changes;
}

}  // namespace joincast::ui
