// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/receiver.h"

#include <utility>

#include "libreceiver/play_head.h"
#include "libreceiver/player.h"
#include "libreceiver/session_runner.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint32_t kAnyStream = 0xffff'ffff;
constexpr Duration kFeedEvery = std::chrono::milliseconds(100);  // behind live, if nothing comes meanwhile
constexpr Duration kMostRest = std::chrono::milliseconds(200);   // a title is told as much later
constexpr Duration kLeastRest = std::chrono::milliseconds(30);   // less saves nothing
constexpr std::uint64_t kMostUnread = 16 * 1024;                 // octets: a tenth of what the usual socket takes
constexpr std::size_t kReceiveBuffer = 4u << 20;  // octets: half a second of 64 Mbit/s, as far as the system grants it

SessionRunner::Options runner_options(const Receiver::Options& options) {
  SessionRunner::Options how;
  how.tool = options.tool;
  how.reports = options.reports;
  how.receive_buffer = kReceiveBuffer;
  return how;
}

}  // namespace

struct Receiver::Impl final : SessionRunner::Client {
  Impl(net::EventLoop& loop, Options options, Handler on_event)
      : loop_(loop),
        options_(std::move(options)),
        on_event_(std::move(on_event)),
        runner_(loop, runner_options(options_), *this),
        head_(options_.time_shift),
        feeder_(loop.timer([this] { follow(); })),
        alive_(std::make_shared<Impl*>(this)) {}
  ~Impl() override { *alive_ = nullptr; }

  void handle_stream(const Session::Stream& stream, Now now) override;
  void handle_unit(Session::Unit unit, Now now) override;
  void handle_announced(const Session::Announced& announced, Now now) override {
    if (shifts()) head_.handle_announced(announced, now);
  }
  void handle_turn(Now) override {
    if (player_) player_->set_needed(runner_.stock_needed());
    if (shifts()) follow();
    rest();
  }
  std::optional<Session::Position> position(TimePoint now) override;
  void handle_event(const Event& event) override {
    name_window(event);
    if (!shifts() || !std::holds_alternative<ItemChanged>(event.what)) on_event_(event);
  }

  bool shifts() const noexcept { return options_.time_shift.keep > Duration::zero() && !television_; }
  void name_window(const Event& event);
  PlayHead::Heard heard() const;
  void rest();
  void follow();
  void carry_out();
  void tell_item();
  void restart_shift();
  std::optional<Item> item() const;

  void start_player();
  void tell_from_player(std::uint32_t stream, const Event& event);

  net::EventLoop& loop_;
  Options options_;
  Handler on_event_;
  SessionRunner runner_;
  std::unique_ptr<Player> player_;
  PlayHead head_;
  bool television_ = false;  // what comes has pictures
  std::string name_;         // of the service, for the window
  net::Timer feeder_;
  Item told_item_;
  std::uint64_t told_order_ = 0;                // of its mark
  std::uint32_t stream_ = 0;                    // as the player numbers them: never twice
  std::uint32_t first_stream_ = 0;              // the number before this session's first
  PlayHead::Heard handed_;                      // behind the last unit that the player was given since a flush
  std::uint32_t clock_rate_hz_ = 0;             // of the stream that comes
  std::uint64_t octets_per_second_ = 0;         // of its last unit; zero: not known
  std::optional<Session::Position> undecoded_;  // without a player: as far as the units go
  std::shared_ptr<Impl*> alive_;
};

void Receiver::Impl::handle_stream(const Session::Stream& stream, Now) {
  clock_rate_hz_ = stream.format.clock_rate_hz;
  octets_per_second_ = 0;
  television_ = payload::has_pictures(stream.format.codec);
  Session::Stream numbered = stream;
  numbered.number = stream_ = first_stream_ + stream.number;
  if (shifts())
    head_.handle_stream(numbered);
  else if (player_)
    player_->begin(numbered);
}

void Receiver::Impl::handle_unit(Session::Unit unit, Now now) {
  undecoded_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
  if (unit.unit.duration > 0)
    octets_per_second_ = unit.unit.octets.size() * clock_rate_hz_ / static_cast<std::uint64_t>(unit.unit.duration);
  unit.stream += first_stream_;
  if (shifts()) {
    head_.handle_unit(std::move(unit), now);
    carry_out();
  } else if (player_) {
    player_->play(std::move(unit));
  }
}

/// By the clock of what is received while that is kept: what is heard is told here.
std::optional<Session::Position> Receiver::Impl::position(TimePoint now) {
  if (!player_ || shifts()) return undecoded_;
  auto position = player_->position(now);
  if (!position || position->stream <= first_stream_) return std::nullopt;
  position->stream -= first_stream_;
  return position;
}

PlayHead::Heard Receiver::Impl::heard() const {
  if (!player_) return {};
  return player_->swallows() ? handed_ : player_->position(loop_.now().mono);
}

/// Lets packets lie in the socket while the player has enough, so that one wake-up serves many.
void Receiver::Impl::rest() {
  Duration rest{};
  if (player_ && octets_per_second_ != 0) {
    const Duration room{static_cast<std::int64_t>(kMostUnread * 1'000'000'000 / octets_per_second_)};
    rest = std::min({player_->idle(loop_.now().mono), kMostRest, room});
  }
  runner_.rest_between_reads(rest < kLeastRest ? Duration::zero() : rest);
}

/// Gives the player what it wants, and tells the item that is heard.
void Receiver::Impl::follow() {
  const TimePoint now = loop_.now().mono;
  if (head_.is_feeding()) {
    head_.feed(player_ ? player_->ahead(now) : std::nullopt, now);
    carry_out();
  }
  if (head_.is_feeding()) feeder_.expires_at(now + kFeedEvery);
  tell_item();
}

void Receiver::Impl::carry_out() {
  struct Performer {
    Player& player;
    PlayHead::Heard& handed;
    void operator()(PlayHead::Flush) const {
      handed.reset();
      player.flush();
    }
    void operator()(PlayHead::Live live) const { player.set_live(live.live); }
    void operator()(const Session::Stream& stream) const { player.begin(stream); }
    void operator()(PlayHead::WarmUp& warm_up) const { player.warm_up(std::move(warm_up.unit)); }
    void operator()(Session::Unit& unit) const {
      handed = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
      player.play(std::move(unit));
    }
  };
  while (auto output = head_.poll_output())
    if (player_) std::visit(Performer{*player_, handed_}, *output);
}

/// Posted, as its handler may stop or destroy us.
void Receiver::Impl::tell_item() {
  const auto& marks = head_.time_shift().marks();
  if (head_.live() && (marks.empty() || (marks.back().order == told_order_ && marks.back().item == told_item_))) return;
  const TimeShift::Mark* mark = head_.mark(heard());
  if (!mark) return;
  told_order_ = mark->order;
  if (mark->item == told_item_) return;
  told_item_ = mark->item;
  loop_.post([alive = alive_, event = Event{loop_.now().mono, ItemChanged{told_item_}}] {
    if (*alive && (*alive)->runner_.running()) (*alive)->on_event_(event);
  });
}

void Receiver::Impl::restart_shift() {
  head_.restart();
  handed_.reset();
  feeder_.cancel();
  told_item_ = {};
  told_order_ = 0;
  if (shifts() && player_) player_->set_live(true);
}

std::optional<Item> Receiver::Impl::item() const {
  if (!shifts()) return runner_.item();
  if (!runner_.running() || told_order_ == 0) return std::nullopt;
  return told_item_;
}

void Receiver::Impl::start_player() {
  if (player_ || !options_.make_sink) return;
  const auto post = [this, alive = alive_](std::uint32_t stream, Event::What what) {
    loop_.post([alive, stream, event = Event{loop_.now().mono, std::move(what)}] {
      if (*alive) (*alive)->tell_from_player(stream, event);
    });
  };
  Player::Callbacks callbacks;
  callbacks.sound_began = [post](std::uint32_t stream) { post(stream, SoundBegan{}); };
  callbacks.sound_failed = [post](std::string message, bool device) {
    post(kAnyStream, SoundFailed{std::move(message), device});
  };
  callbacks.window_closed = [this, alive = alive_] {
    loop_.post([alive] {
      if (*alive && (*alive)->options_.on_window_closed) (*alive)->options_.on_window_closed();
    });
  };
  callbacks.video_failed = [this, alive = alive_](const std::string& message) {
    loop_.post([alive, message] {
      if (*alive && (*alive)->options_.on_no_video) (*alive)->options_.on_no_video(message);
    });
  };
  player_ = std::make_unique<Player>(options_.make_sink, options_.volume, std::move(callbacks), options_.make_video);
}

/// "service - title".
void Receiver::Impl::name_window(const Event& event) {
  const auto* described = std::get_if<Described>(&event.what);
  const auto* item = std::get_if<ItemChanged>(&event.what);
  if (!player_ || (!described && !item)) return;
  if (described) name_ = described->name;
  const std::string title = item ? item->item.title : runner_.item().value_or(Item{}).title;
  player_->set_title(title.empty() || name_.empty() ? name_ + title : name_ + " - " + title);
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
  impl_->restart_shift();
  impl_->start_player();
  impl_->runner_.settle();
  return {};
}

void Receiver::stop() {
  impl_->runner_.stop();
  impl_->undecoded_.reset();
  impl_->restart_shift();
  if (impl_->player_) impl_->player_->flush();
}

void Receiver::pause() {
  if (!impl_->shifts() || !impl_->runner_.running()) return;
  impl_->head_.pause(impl_->heard(), impl_->loop_.now().mono);
  impl_->carry_out();
}

void Receiver::resume() {
  impl_->head_.resume(impl_->loop_.now().mono);
  impl_->follow();
}

void Receiver::back(Duration time) {
  if (!impl_->shifts() || !impl_->runner_.running()) return;
  impl_->head_.back(time, impl_->heard(), impl_->loop_.now().mono);
  impl_->carry_out();
  impl_->follow();
}

bool Receiver::to_song_start() {
  if (!impl_->shifts() || !impl_->runner_.running()) return false;
  const bool known = impl_->head_.to_song_start(impl_->heard(), impl_->loop_.now().mono);
  impl_->carry_out();
  impl_->follow();
  return known;
}

void Receiver::to_live() {
  impl_->head_.to_live(impl_->loop_.now().mono);
  impl_->carry_out();
  impl_->follow();
}

Duration Receiver::behind() const { return impl_->head_.behind(impl_->heard()); }

void Receiver::set_volume(float volume) {
  impl_->options_.volume = volume;
  if (impl_->player_) impl_->player_->set_volume(volume);
}

const TimeShift& Receiver::time_shift() const { return impl_->head_.time_shift(); }

TimeShift::Index Receiver::heard() const { return impl_->head_.index(impl_->heard()); }

Snapshot Receiver::snapshot() const {
  Snapshot now;
  now.session = impl_->runner_.statistics();
  now.item = impl_->item();
  const TimeShift& kept = impl_->head_.time_shift();
  now.shift = {impl_->head_.live(), impl_->head_.paused(), behind(), kept.length(), kept.octets()};
  if (impl_->player_) now.sound = impl_->player_->statistics();
  if (impl_->player_) now.video = impl_->player_->video_statistics();
  now.socket_drops = impl_->runner_.socket_drops();
  return now;
}

RtcpFacts Receiver::rtcp_facts() const { return impl_->runner_.rtcp_facts(); }

std::string Receiver::description() const { return impl_->runner_.description(); }

}  // namespace joincast::libreceiver
