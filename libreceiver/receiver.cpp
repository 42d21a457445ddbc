// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/receiver.h"

#include <utility>

#include "libreceiver/player.h"
#include "libreceiver/session_runner.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint32_t kAnyStream = 0xffff'ffff;

SessionRunner::Options runner_options(const Receiver::Options& options) {
  SessionRunner::Options how;
  how.tool = options.tool;
  how.reports = options.reports;
  return how;
}

}  // namespace

struct Receiver::Impl final : SessionRunner::Client {
  Impl(net::EventLoop& loop, Options options, Handler on_event)
      : loop_(loop),
        options_(std::move(options)),
        on_event_(std::move(on_event)),
        runner_(loop, runner_options(options_), *this),
        alive_(std::make_shared<Impl*>(this)) {}
  ~Impl() override { *alive_ = nullptr; }

  void handle_stream(const Session::Stream& stream, Now now) override;
  void handle_unit(Session::Unit unit, Now now) override;
  void handle_turn(Now) override {
    if (player_) player_->set_needed(runner_.stock_needed());
  }
  std::optional<Session::Position> position(TimePoint now) override;
  void handle_event(const Event& event) override { on_event_(event); }

  void start_player();
  void tell_from_player(std::uint32_t stream, const Event& event);

  net::EventLoop& loop_;
  Options options_;
  Handler on_event_;
  SessionRunner runner_;
  std::unique_ptr<Player> player_;
  std::uint32_t stream_ = 0;                    // as the player numbers them: never twice
  std::uint32_t first_stream_ = 0;              // the number before this session's first
  std::optional<Session::Position> undecoded_;  // without a player: as far as the units go
  std::shared_ptr<Impl*> alive_;
};

void Receiver::Impl::handle_stream(const Session::Stream& stream, Now) {
  Session::Stream numbered = stream;
  numbered.number = stream_ = first_stream_ + stream.number;
  if (player_) player_->begin(numbered);
}

void Receiver::Impl::handle_unit(Session::Unit unit, Now) {
  if (player_) {
    unit.stream += first_stream_;
    player_->play(std::move(unit));
  } else {
    undecoded_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
  }
}

std::optional<Session::Position> Receiver::Impl::position(TimePoint now) {
  if (!player_) return undecoded_;
  auto position = player_->position(now);
  if (!position || position->stream <= first_stream_) return std::nullopt;
  position->stream -= first_stream_;
  return position;
}

void Receiver::Impl::start_player() {
  if (player_ || !options_.make_sink) return;
  const auto post = [this, alive = alive_](std::uint32_t stream, Event::What what) {
    loop_.post([alive, stream, event = Event{loop_.now().mono, std::move(what)}] {
      if (*alive) (*alive)->tell_from_player(stream, event);
    });
  };
  player_ = std::make_unique<Player>(
      options_.make_sink, options_.volume,
      Player::Callbacks{[post](std::uint32_t stream) { post(stream, SoundBegan{}); },
                        [post](std::string message) { post(kAnyStream, SoundFailed{std::move(message)}); }});
}

/// On the loop's thread, some time after the player said it.
void Receiver::Impl::tell_from_player(std::uint32_t stream, const Event& event) {
  if (runner_.running() && stream > first_stream_) on_event_(event);
}

Receiver::Receiver(net::EventLoop& loop, Options options, Handler on_event)
    : impl_(std::make_unique<Impl>(loop, std::move(options), std::move(on_event))) {}

Receiver::~Receiver() { impl_->runner_.stop(); }

std::error_code Receiver::play(const Target& target) {
  impl_->first_stream_ = impl_->stream_;
  impl_->undecoded_.reset();
  if (const auto error = impl_->runner_.start(target)) return error;
  if (impl_->player_) impl_->player_->flush();
  impl_->start_player();
  impl_->runner_.settle();
  return {};
}

void Receiver::stop() {
  impl_->runner_.stop();
  impl_->undecoded_.reset();
  if (impl_->player_) impl_->player_->flush();
}

Snapshot Receiver::snapshot() const {
  Snapshot now;
  now.session = impl_->runner_.statistics();
  now.item = impl_->runner_.item();
  if (impl_->player_) now.sound = impl_->player_->statistics();
  now.socket_drops = impl_->runner_.socket_drops();
  return now;
}

std::string Receiver::description() const { return impl_->runner_.description(); }

}  // namespace joincast::libreceiver
