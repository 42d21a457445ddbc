// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/picture_board.h"

#include <QMetaObject>
#include <chrono>
#include <cmath>
#include <mutex>
#include <utility>

#include "ui/view/picture.h"

namespace joincast::ui {
namespace {

constexpr double kMostDots = 2560.0 * 1440;  // larger ones are enlarged when they are painted

}  // namespace

struct PictureBoard::Shared {
  std::mutex mutex;               // guards what follows
  PictureBoard* board = nullptr;  // null: it has gone
  Picture picture;
  QSize place;
  bool told = false;  // of the picture, and it was not fetched yet

  /// Runs `task` with the board on its thread; the lock is not to be held.
  template <typename Task>
  void tell(Task task) {
    const std::lock_guard lock(mutex);
    if (board)
      QMetaObject::invokeMethod(
          board, [board = board, task] { task(*board); }, Qt::QueuedConnection);
  }
};

class PictureBoard::Sink final : public VideoSink {
 public:
  explicit Sink(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
  ~Sink() override { clear(); }

  Result<void, std::string> show(const VideoFrame& frame) override {
    Picture picture;
    picture.due = std::chrono::steady_clock::now();
    picture.ratio = frame.shape * frame.width / frame.height;
    picture.image = toImage(frame);
    const QSize size = fitted(picture.ratio, place()).size();
    const bool reasonable = static_cast<double>(size.width()) * size.height() <= kMostDots;
    if (!size.isEmpty() && reasonable && size != picture.image.size())
      picture.image = picture.image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (!std::exchange(shows_, true)) shared_->tell([](PictureBoard& board) { Q_EMIT board.began(); });
    pin(std::move(picture));
    return {};
  }

  void set_title(const std::string& title) override {
    shared_->tell([text = QString::fromStdString(title)](PictureBoard& board) { Q_EMIT board.titleChanged(text); });
  }

  void clear() override {
    if (!std::exchange(shows_, false)) return;
    pin({});
    shared_->tell([](PictureBoard& board) { Q_EMIT board.ended(); });
  }

  bool poll() override { return true; }

 private:
  QSize place() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->place;
  }

  void pin(Picture picture) {
    {
      const std::lock_guard lock(shared_->mutex);
      shared_->picture = std::move(picture);
      if (std::exchange(shared_->told, true)) return;
    }
    shared_->tell([](PictureBoard& board) {
      {
        const std::lock_guard lock(board.shared_->mutex);
        board.shared_->told = false;
      }
      Q_EMIT board.changed();
    });
  }

  std::shared_ptr<Shared> shared_;
  bool shows_ = false;
};

PictureBoard::PictureBoard(QObject* parent) : QObject(parent), shared_(std::make_shared<Shared>()) {
  shared_->board = this;
}

PictureBoard::~PictureBoard() {
  const std::lock_guard lock(shared_->mutex);
  shared_->board = nullptr;
}

libreceiver::Screen::Maker PictureBoard::maker() const {
  return [shared = shared_]() -> Result<std::unique_ptr<VideoSink>, std::string> {
    return std::make_unique<Sink>(shared);
  };
}

Picture PictureBoard::picture() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->picture;
}

void PictureBoard::setPlace(QSize dots) {
  const std::lock_guard lock(shared_->mutex);
  shared_->place = dots;
}

}  // namespace joincast::ui
