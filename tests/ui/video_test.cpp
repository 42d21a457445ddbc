// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Television in the window: right colours, right shape, and in step with its sound down to the widget.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <thread>

#include "tests/libreceiver/flash_and_beep.h"
#include "ui/bridge/picture_board.h"
#include "ui/view/picture.h"
#include "ui/view/video_view.h"

namespace joincast::ui {
namespace {

using namespace std::chrono_literals;

/// A picture of one colour.
VideoFrame plain(std::uint32_t width, std::uint32_t height, std::uint8_t luma, std::uint8_t blue, std::uint8_t red) {
  VideoFrame frame;
  frame.width = width;
  frame.height = height;
  frame.luma.assign(std::size_t{width} * height, luma);
  frame.blue.assign(std::size_t{frame.colour_width()} * frame.colour_height(), blue);
  frame.red.assign(frame.blue.size(), red);
  return frame;
}

void expectColour(const VideoFrame& frame, QRgb wanted) {
  const QImage image = toImage(frame);
  ASSERT_EQ(image.size(), QSize(static_cast<int>(frame.width), static_cast<int>(frame.height)));
  for (const QPoint corner : {QPoint(0, 0), QPoint(image.width() - 1, image.height() - 1)}) {
    const QRgb got = image.pixel(corner);
    EXPECT_NEAR(qRed(got), qRed(wanted), 2);
    EXPECT_NEAR(qGreen(got), qGreen(wanted), 2);
    EXPECT_NEAR(qBlue(got), qBlue(wanted), 2);
  }
}

TEST(Picture, HasBlackAndWhiteAtTheEndsOfItsRange) {
  expectColour(plain(3, 3, 16, 128, 128), qRgb(0, 0, 0));
  expectColour(plain(3, 3, 235, 128, 128), qRgb(255, 255, 255));
  expectColour(plain(3, 3, 255, 128, 128), qRgb(255, 255, 255));
  auto full = plain(3, 3, 16, 128, 128);
  full.full_range = true;
  expectColour(full, qRgb(16, 16, 16));
}

/// ITU-R BT.601: 100 % red is 81, 90, 240.
TEST(Picture, OfStandardDefinitionIsRedByBt601) { expectColour(plain(5, 3, 81, 90, 240), qRgb(255, 0, 0)); }

/// ITU-R BT.709: 100 % red is 63, 102, 240; 100 % green 173, 42, 26.
TEST(Picture, OfHighDefinitionIsRedAndGreenByBt709) {
  auto red = plain(4, 4, 63, 102, 240);
  red.matrix = media::ColourMatrix::bt709;
  expectColour(red, qRgb(255, 0, 0));
  auto green = plain(4, 4, 173, 42, 26);
  green.matrix = media::ColourMatrix::bt709;
  expectColour(green, qRgb(0, 255, 0));
}

TEST(Picture, KeepsItsShapeInAnyPlace) {
  EXPECT_EQ(fitted(16.0 / 9, {1600, 1000}), QRect(0, 50, 1600, 900));
  EXPECT_EQ(fitted(16.0 / 9, {3200, 900}), QRect(800, 0, 1600, 900));
  EXPECT_EQ(fitted(4.0 / 3, {400, 300}), QRect(0, 0, 400, 300));
  EXPECT_TRUE(fitted(4.0 / 3, {0, 300}).isEmpty());
}

TEST(PictureBoard, MakesPicturesOfTheSizeOfTheirPlace) {
  PictureBoard board;
  board.setPlace({100, 200});
  auto frame = plain(32, 32, 100, 128, 128);
  frame.shape = 2;
  auto sink = board.maker()();
  ASSERT_TRUE(sink);
  ASSERT_TRUE((*sink)->show(frame));
  EXPECT_EQ(board.picture().image.size(), QSize(100, 50));
}

TEST(PictureBoard, TellsTheFirstPictureAndTheEnd) {
  PictureBoard board;
  QSignalSpy began(&board, &PictureBoard::began);
  QSignalSpy ended(&board, &PictureBoard::ended);
  {
    auto sink = board.maker()();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE((*sink)->show(plain(4, 4, 100, 128, 128)));
  }
  QTest::qWait(0);
  EXPECT_EQ(began.count(), 1);
  EXPECT_EQ(ended.count(), 1);
  EXPECT_TRUE(board.picture().image.isNull());
}

TEST(PictureBoard, MayGoBeforeItsSink) {
  auto board = std::make_unique<PictureBoard>();
  auto sink = board->maker()();
  board.reset();
  EXPECT_TRUE((*sink)->show(plain(4, 4, 100, 128, 128)));
}

TEST(FullScreenView, ShowsItsControlsWhenTheMouseMovesAndHidesThemAndItself) {
  PictureBoard board;
  auto* const screen = new FullScreen(board, new QWidget, {});
  QSignalSpy left(screen, &FullScreen::left);
  screen->resize(400, 300);
  screen->show();
  EXPECT_FALSE(screen->controlsShown());
  QTest::mouseMove(screen->findChild<VideoView*>(), QPoint(50, 50));
  QTest::mouseMove(screen->findChild<VideoView*>(), QPoint(60, 60));
  EXPECT_TRUE(QTest::qWaitFor([&] { return screen->controlsShown(); }, 60'000));
  EXPECT_TRUE(QTest::qWaitFor([&] { return !screen->controlsShown(); }, 60'000));
  QTest::keyClick(screen, Qt::Key_Escape);
  EXPECT_EQ(left.count(), 1);
}

TEST(VideoView, PaintsInStepWithTheSound) {
  using namespace libreceiver;
  Journal journal;
  PictureBoard board;
  VideoView view(board);
  view.resize(480, 270);
  std::vector<TimePoint> flashes;
  bool bright = false;
  QObject::connect(&view, &VideoView::painted, [&](const Picture& picture) {
    const bool now_bright = qGray(picture.image.pixel(picture.image.rect().center())) > 128;
    if (now_bright && !std::exchange(bright, now_bright)) flashes.push_back(now());
    bright = now_bright;
  });
  view.show();
  const auto units = flash_and_beep("-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac");
  {
    libreceiver::Player player(
        [&]() -> Result<std::unique_ptr<AudioSink>, std::string> { return std::make_unique<Ear>(journal); }, 1.0f,
        {[](std::uint32_t) {}, [](const std::string&, bool) {}}, board.maker());
    player.begin({1, payload::mp2t_format(), false});
    std::atomic<bool> done{false};
    std::thread network([&] {
      receive(player, units, [](std::size_t) { return false; });
      done = true;
    });
    EXPECT_TRUE(QTest::qWaitFor([&] { return done.load(); }, 60'000));
    network.join();
  }
  const std::lock_guard lock(journal.mutex);
  ASSERT_GE(flashes.size(), 3u);
  std::vector<Duration> apart;
  for (const TimePoint flash : flashes) {
    Duration least = 10s;
    for (const TimePoint beep : journal.beeps) least = std::min(least, std::chrono::abs(flash - beep));
    apart.push_back(least);
  }
  std::ranges::sort(apart);  // a loaded machine shows one or the other late
  EXPECT_LE(apart[apart.size() / 2], 40ms) << std::chrono::duration<double>(apart.back()).count();
}

}  // namespace
}  // namespace joincast::ui
