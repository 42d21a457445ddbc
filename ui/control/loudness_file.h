// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>

#include "libreceiver/even_loudness.h"

namespace joincast::ui {

/// The stations' loudness with its file, which is read at once and written now and then and at the end.
class LoudnessFile : public QObject {
  Q_OBJECT

 public:
  explicit LoudnessFile(const QString& path, QObject* parent = nullptr);
  ~LoudnessFile() override;

  libreceiver::EvenLoudness& even() noexcept { return *even_; }
  libreceiver::Receiver::SinkMaker wrap(libreceiver::Receiver::SinkMaker make_sink) const {
    return libreceiver::make_even(std::move(make_sink), even_);
  }

  void save();  ///< where something changed

 private:
  QString path_;
  std::shared_ptr<libreceiver::EvenLoudness> even_ = std::make_shared<libreceiver::EvenLoudness>();
  std::uint64_t saved_ = 0;
  QTimer saving_;
};

}  // namespace joincast::ui
