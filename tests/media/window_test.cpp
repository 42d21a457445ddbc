// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The window by SDL2, on its driver without a screen.
#include <gtest/gtest.h>

#include <cstdlib>

#include "media/video.h"

namespace joincast::media {
namespace {

VideoFrame grey(std::uint32_t width, std::uint32_t height, double shape = 1) {
  VideoFrame frame;
  frame.width = width;
  frame.height = height;
  frame.shape = shape;
  frame.luma.assign(std::size_t{width} * height, 0x80);
  frame.blue.assign(std::size_t{frame.colour_width()} * frame.colour_height(), 0x80);
  frame.red = frame.blue;
  return frame;
}

class Window : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto made = make_sdl_window();
    ASSERT_TRUE(made) << made.error();
    window_ = std::move(*made);
  }
  std::unique_ptr<VideoSink> window_;
};

TEST_F(Window, ShowsPicturesOfAnySizeAndShape) {
  EXPECT_TRUE(window_->show(grey(720, 576, 16.0 / 15)));
  EXPECT_TRUE(window_->show(grey(720, 576, 64.0 / 45)));
  EXPECT_TRUE(window_->show(grey(1, 1)));
  EXPECT_TRUE(window_->show(grey(353, 289)));  // odd: the colours' planes are rounded up
  EXPECT_TRUE(window_->show(grey(1920, 1080)));
  EXPECT_TRUE(window_->poll());
}

TEST_F(Window, MayBeNamedAndClearedBeforeThereIsAPicture) {
  window_->set_title("Radio Eins - \xe2\x82\xac 5");
  window_->clear();
  EXPECT_TRUE(window_->poll());
  EXPECT_TRUE(window_->show(grey(64, 48)));
  window_->set_title("");
  window_->clear();
  EXPECT_TRUE(window_->poll());
}

TEST(NoWindow, SaysWhatToDo) {
  ::setenv("SDL_VIDEODRIVER", "none-such", 1);
  const auto made = make_sdl_window();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().find("--no-video"), std::string::npos) << made.error();
}

}  // namespace
}  // namespace joincast::media
