// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/receiver.h"

#include <array>
#include <random>
#include <utility>
#include <vector>

#include "libreceiver/player.h"
#include "libreceiver/session.h"
#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint8_t kHopLimit = 16;
constexpr std::uint32_t kAnyStream = 0xffff'ffff;

std::uint64_t random_u64() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

/// Short-term persistent (RFC 7022 section 4.2): 96 random bits in base64.
std::string random_cname() {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string name;
  for (int word = 0; word < 2; ++word) {
    std::uint64_t bits = random_u64();
    for (int i = 0; i < 8; ++i, bits >>= 6) name += kAlphabet[bits & 0x3f];
  }
  return name;
}

}  // namespace

struct Receiver::Impl {
  Impl(net::EventLoop& loop, Options options, Handler on_event)
      : loop_(loop),
        options_(std::move(options)),
        on_event_(std::move(on_event)),
        timer_(loop.timer([this] { expire(); })),
        alive_(std::make_shared<Impl*>(this)) {}
  ~Impl() { *alive_ = nullptr; }

  void perform(const Session::Join& join);
  void perform(const Session::Leave& leave);
  void perform(const Session::Transmit& transmit);
  void perform(const Session::Stream& stream);
  void perform(Session::Unit& unit);
  void perform(Event& event) { events_.push_back(std::move(event)); }

  void handle(Channel channel, std::span<const net::Datagram> batch);
  void expire();
  void carry_out();
  void settle();
  void start_player();
  void tell_from_player(std::uint32_t stream, const Event& event);
  std::optional<Session::Position> position() const;
  void close();

  net::EventLoop& loop_;
  Options options_;
  Handler on_event_;
  net::Timer timer_;
  Target target_;
  std::optional<Session> session_;
  std::array<std::optional<net::MulticastReceiver>, 3> sockets_;
  std::optional<net::MulticastSender> sender_;
  std::error_code join_error_;
  std::unique_ptr<Player> player_;
  std::uint32_t stream_ = 0;                    // as the player numbers them: never twice
  std::uint32_t first_stream_ = 0;              // the number before this session's first
  std::optional<Session::Position> undecoded_;  // without a player: as far as the units go
  std::vector<Event> events_;
  std::uint64_t drops_ = 0;  // of sockets closed meanwhile
  std::shared_ptr<Impl*> alive_;
};

void Receiver::Impl::perform(const Session::Join& join) {
  net::ReceiverOptions options;
  options.group = join.group;
  options.port = join.port;
  options.source = join.source;
  const Channel channel = join.channel;
  auto socket = net::MulticastReceiver::open(
      loop_, options, [this, channel](std::span<const net::Datagram> batch) { handle(channel, batch); });
  if (socket)
    sockets_[static_cast<std::size_t>(channel)] = std::move(*socket);
  else if (!join_error_)
    join_error_ = socket.error();
}

void Receiver::Impl::perform(const Session::Leave& leave) {
  auto& socket = sockets_[static_cast<std::size_t>(leave.channel)];
  if (socket) drops_ += socket->counters().drops;
  socket.reset();
}

void Receiver::Impl::perform(const Session::Transmit& transmit) {
  if (!sender_) {
    net::SenderOptions options;
    options.family = target_.group.address.family();
    options.interface = target_.group.interface;
    options.hop_limit = kHopLimit;
    auto sender = net::MulticastSender::open(options);
    if (!sender) return;  // hearing matters more than reporting; the next report tries again
    sender_ = std::move(*sender);
  }
  const net::Outgoing datagram{transmit.octets, transmit.to, 0};
  sender_->send(std::span(&datagram, 1));
}

void Receiver::Impl::perform(const Session::Stream& stream) {
  Session::Stream numbered = stream;
  numbered.number = stream_ = first_stream_ + stream.number;
  if (player_) player_->begin(numbered);
}

void Receiver::Impl::perform(Session::Unit& unit) {
  if (player_) {
    unit.stream += first_stream_;
    player_->play(std::move(unit));
  } else {
    undecoded_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
  }
}

void Receiver::Impl::handle(Channel channel, std::span<const net::Datagram> batch) {
  if (!session_) return;
  for (const net::Datagram& datagram : batch)
    session_->handle_datagram(channel, datagram.octets, datagram.from, datagram.to, {datagram.arrived, datagram.wall});
  settle();
}

void Receiver::Impl::expire() {
  if (!session_) return;
  session_->handle_deadline(loop_.now());
  settle();
}

std::optional<Session::Position> Receiver::Impl::position() const {
  if (!player_) return undecoded_;
  auto position = player_->position(loop_.now().mono);
  if (!position || position->stream <= first_stream_) return std::nullopt;
  position->stream -= first_stream_;
  return position;
}

void Receiver::Impl::carry_out() {
  while (auto output = session_->poll_output()) std::visit([this](auto& one) { perform(one); }, *output);
}

/// After every input. Events come last: their handler may stop or destroy us.
void Receiver::Impl::settle() {
  carry_out();
  if (player_) player_->set_needed(session_->stock_needed());
  if (session_->awaits_position()) {
    if (const auto heard = position()) {
      session_->handle_position(*heard, loop_.now());
      carry_out();
    }
  }
  timer_.expires_at(session_->deadline());
  const auto alive = alive_;
  for (const Event& event : std::exchange(events_, {})) {
    on_event_(event);
    if (!*alive) return;
  }
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
  if (session_ && stream > first_stream_) on_event_(event);
}

void Receiver::Impl::close() {
  if (!session_) return;
  session_->leave(loop_.now());
  carry_out();
  session_.reset();
  for (auto& socket : sockets_) socket.reset();
  sender_.reset();
  undecoded_.reset();
  events_.clear();
  timer_.cancel();
}

Receiver::Receiver(net::EventLoop& loop, Options options, Handler on_event)
    : impl_(std::make_unique<Impl>(loop, std::move(options), std::move(on_event))) {}

Receiver::~Receiver() { impl_->close(); }

std::error_code Receiver::play(const Target& target) {
  impl_->close();
  impl_->target_ = target;
  impl_->first_stream_ = impl_->stream_;
  impl_->join_error_.clear();

  Session::Config config;
  config.group = target.group;
  config.port = target.port;
  config.source = target.source;
  config.cname = random_cname();
  config.tool = impl_->options_.tool;
  config.reports = impl_->options_.reports;
  config.seed = random_u64();
  impl_->session_.emplace(config, impl_->loop_.now());
  impl_->carry_out();
  if (impl_->join_error_) {
    const std::error_code error = impl_->join_error_;
    impl_->close();
    return error;
  }
  if (impl_->player_) impl_->player_->flush();
  impl_->start_player();
  impl_->settle();
  return {};
}

void Receiver::stop() {
  impl_->close();
  if (impl_->player_) impl_->player_->flush();
}

Snapshot Receiver::snapshot() const {
  Snapshot now;
  if (impl_->session_) {
    now.session = impl_->session_->statistics(impl_->loop_.now().mono);
    now.item = impl_->session_->item();
  }
  if (impl_->player_) now.sound = impl_->player_->statistics();
  now.socket_drops = impl_->drops_;
  for (const auto& socket : impl_->sockets_)
    if (socket) now.socket_drops += socket->counters().drops;
  return now;
}

std::string Receiver::description() const { return impl_->session_ ? impl_->session_->description() : std::string(); }

}  // namespace joincast::libreceiver
