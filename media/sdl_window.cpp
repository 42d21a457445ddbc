// SPDX-License-Identifier: LGPL-2.1-or-later
#include <SDL2/SDL.h>

#include <algorithm>
#include <cmath>

#include "media/sdl_parts.h"

namespace joincast::media {
namespace {

constexpr int kSmallest = 160;  // of a window, in either direction

struct WindowDeleter {
  void operator()(SDL_Window* window) const noexcept { SDL_DestroyWindow(window); }
};
struct RendererDeleter {
  void operator()(SDL_Renderer* renderer) const noexcept { SDL_DestroyRenderer(renderer); }
};
struct TextureDeleter {
  void operator()(SDL_Texture* texture) const noexcept { SDL_DestroyTexture(texture); }
};

/// The largest rectangle of a shape in the middle of another.
SDL_Rect fitted(double shape, int width, int height) {
  SDL_Rect place{0, 0, width, height};
  if (shape * height < width)
    place.w = std::max(1, static_cast<int>(std::lround(shape * height)));
  else
    place.h = std::max(1, static_cast<int>(std::lround(width / shape)));
  place.x = (width - place.w) / 2;
  place.y = (height - place.h) / 2;
  return place;
}

class SdlWindow final : public VideoSink {
 public:
  ~SdlWindow() override {
    texture_.reset();
    renderer_.reset();
    window_.reset();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);  // counted: the pair of the one in make_sdl_window()
  }

  Result<void, std::string> show(const VideoFrame& frame) override {
    if (!window_) {
      if (auto opened = open(frame); !opened) return opened;
    }
    if (!texture_ || frame.width != width_ || frame.height != height_) {
      texture_.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_IYUV, SDL_TEXTUREACCESS_STREAMING,
                                       static_cast<int>(frame.width), static_cast<int>(frame.height)));
      if (!texture_) return fail(std::string("no room for a picture: ") + SDL_GetError());
      width_ = frame.width;
      height_ = frame.height;
    }
    shape_ = frame.shape * frame.width / frame.height;
    const int row = static_cast<int>(frame.width);
    const int colours = static_cast<int>(frame.colour_width());
    SDL_UpdateYUVTexture(texture_.get(), nullptr, frame.luma.data(), row, frame.blue.data(), colours, frame.red.data(),
                         colours);
    draw();
    return {};
  }

  void set_title(const std::string& title) override {
    title_ = title;
    if (window_) SDL_SetWindowTitle(window_.get(), title_.c_str());
  }

  void clear() override {
    texture_.reset();
    if (window_) draw();
  }

  bool poll() override {
    bool open = true;
    bool stale = false;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
      if (event.type == SDL_QUIT) open = false;
      if (event.type == SDL_WINDOWEVENT) {
        open = open && event.window.event != SDL_WINDOWEVENT_CLOSE;
        stale = stale || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
                event.window.event == SDL_WINDOWEVENT_EXPOSED;
      }
      if (event.type == SDL_KEYDOWN && event.key.repeat == 0) {
        if (event.key.keysym.sym == SDLK_f || (event.key.keysym.sym == SDLK_ESCAPE && full_)) fill_screen(!full_);
        if (event.key.keysym.sym == SDLK_q) open = false;
      }
      if (event.type == SDL_MOUSEBUTTONDOWN && event.button.clicks == 2) fill_screen(!full_);
    }
    if (stale) draw();
    return open;
  }

 private:
  Result<void, std::string> open(const VideoFrame& frame) {
    SDL_Rect screen{0, 0, 1280, 720};
    SDL_GetDisplayUsableBounds(0, &screen);
    const double shape = frame.shape * frame.width / frame.height;
    const SDL_Rect most = fitted(shape, std::max(screen.w, kSmallest), std::max(screen.h, kSmallest));
    const int width = std::min(static_cast<int>(std::lround(frame.width * frame.shape)), most.w);
    const int height = std::min(static_cast<int>(frame.height), most.h);
    window_.reset(SDL_CreateWindow(title_.empty() ? "Joincast" : title_.c_str(), SDL_WINDOWPOS_UNDEFINED,
                                   SDL_WINDOWPOS_UNDEFINED, std::max(width, kSmallest), std::max(height, kSmallest / 2),
                                   SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI));
    if (window_) renderer_.reset(SDL_CreateRenderer(window_.get(), -1, 0));
    if (window_ && !renderer_) renderer_.reset(SDL_CreateRenderer(window_.get(), -1, SDL_RENDERER_SOFTWARE));
    if (renderer_) return {};
    window_.reset();
    return fail(std::string("no window for the picture: ") + SDL_GetError() +
                "; try --no-video or set SDL_VIDEODRIVER");
  }

  void draw() {
    if (!renderer_) return;
    int width = 0;
    int height = 0;
    SDL_GetRendererOutputSize(renderer_.get(), &width, &height);
    SDL_SetRenderDrawColor(renderer_.get(), 0, 0, 0, 255);
    SDL_RenderClear(renderer_.get());
    const SDL_Rect place = fitted(shape_, std::max(width, 1), std::max(height, 1));
    if (texture_) SDL_RenderCopy(renderer_.get(), texture_.get(), nullptr, &place);
    SDL_RenderPresent(renderer_.get());
  }

  void fill_screen(bool full) {
    if (window_ && SDL_SetWindowFullscreen(window_.get(), full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0) == 0) full_ = full;
    SDL_ShowCursor(full_ ? SDL_DISABLE : SDL_ENABLE);
    draw();
  }

  std::string title_;
  std::unique_ptr<SDL_Window, WindowDeleter> window_;
  std::unique_ptr<SDL_Renderer, RendererDeleter> renderer_;
  std::unique_ptr<SDL_Texture, TextureDeleter> texture_;
  std::uint32_t width_ = 0, height_ = 0;  // of the texture
  double shape_ = 16.0 / 9;
  bool full_ = false;
};

}  // namespace

Result<std::unique_ptr<VideoSink>, std::string> open_sdl_window() {
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // signals are the program's
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
    return fail(std::string("no screen for the picture: ") + SDL_GetError() +
                "; try --no-video or set SDL_VIDEODRIVER");
  return std::make_unique<SdlWindow>();
}

}  // namespace joincast::media
