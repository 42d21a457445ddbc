// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/session_runner.h"

#include <array>
#include <random>
#include <utility>
#include <vector>

#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint8_t kHopLimit = 16;

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

struct SessionRunner::Impl {
  Impl(net::EventLoop& loop, Options options, Client& client)
      : loop_(loop), options_(std::move(options)), client_(client), timer_(loop.timer([this] { expire(); })) {}

  void perform(const Session::Join& join);
  void perform(const Session::Leave& leave);
  void perform(const Session::Transmit& transmit);
  void perform(const Session::Stream& stream) { client_.handle_stream(stream, now_); }
  void perform(Session::Unit& unit) { client_.handle_unit(std::move(unit), now_); }
  void perform(const Session::Announced& announced) { client_.handle_announced(announced, now_); }
  void perform(Event& event) { events_.push_back(std::move(event)); }

  std::optional<net::MulticastSender> like_group_sender() const;
  void handle(Channel channel, std::span<const net::Datagram> batch);
  void expire();
  void carry_out();
  void close();

  net::EventLoop& loop_;
  Options options_;
  Client& client_;
  net::Timer timer_;
  Target target_;
  Now now_;  // of the input that is being worked on
  std::optional<Session> session_;
  std::array<std::optional<net::MulticastReceiver>, 3> sockets_;
  std::optional<net::MulticastSender> sender_;
  std::error_code join_error_;
  std::vector<Event> events_;
  std::uint64_t drops_ = 0;  // of sockets closed meanwhile
  std::weak_ptr<Impl> self_;
};

void SessionRunner::Impl::perform(const Session::Join& join) {
  net::ReceiverOptions options;
  options.group = join.group;
  options.port = join.port;
  options.source = join.source;
  const Channel channel = join.channel;
  if (channel == Channel::rtp) {
    options.receive_buffer = options_.receive_buffer;
    options.gather = options_.gather;
  }
  auto socket = net::MulticastReceiver::open(
      loop_, options, [this, channel](std::span<const net::Datagram> batch) { handle(channel, batch); });
  if (socket)
    sockets_[static_cast<std::size_t>(channel)] = std::move(*socket);
  else if (!join_error_)
    join_error_ = socket.error();
}

void SessionRunner::Impl::perform(const Session::Leave& leave) {
  auto& socket = sockets_[static_cast<std::size_t>(leave.channel)];
  if (socket) drops_ += socket->counters().drops;
  socket.reset();
}

void SessionRunner::Impl::perform(const Session::Transmit& transmit) {
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
  if (transmit.to.address.is_multicast())
    sender_->send(std::span(&datagram, 1));
  else if (auto same = like_group_sender())
    same->send(std::span(&datagram, 1));
}

/// The address that the group knows us by: from another one, nobody leaves.
std::optional<net::MulticastSender> SessionRunner::Impl::like_group_sender() const {
  const auto known = sender_->source_for(target_.group.address);
  if (!known) return std::nullopt;
  net::SenderOptions options;
  options.family = target_.group.address.family();
  options.interface = target_.group.interface;
  options.source = known->address;
  auto sender = net::MulticastSender::open(options);
  if (!sender) return std::nullopt;
  return std::move(*sender);
}

void SessionRunner::Impl::handle(Channel channel, std::span<const net::Datagram> batch) {
  if (!session_) return;
  for (const net::Datagram& datagram : batch) {
    now_ = {datagram.arrived, datagram.wall};
    session_->handle_datagram(channel, datagram.octets, datagram.from, datagram.to, now_);
    carry_out();
  }
  expire();
}

/// Whatever the clock asks for, and what follows from it. Events come last: their handler may stop or destroy us.
void SessionRunner::Impl::expire() {
  if (!session_) return;
  const auto self = self_.lock();
  now_ = loop_.now();
  if (session_->deadline() <= now_.mono) session_->handle_deadline(now_);
  carry_out();
  if (session_->awaits_position()) {
    if (const auto heard = client_.position(now_.mono)) {
      session_->handle_position(*heard, now_);
      carry_out();
    }
  }
  timer_.expires_at(session_->deadline());
  client_.handle_turn(now_);
  for (const Event& event : std::exchange(events_, {})) {
    client_.handle_event(event);
    if (self.use_count() == 1 || !session_) return;
  }
}

void SessionRunner::Impl::carry_out() {
  while (auto output = session_->poll_output()) std::visit([this](auto& one) { perform(one); }, *output);
}

void SessionRunner::Impl::close() {
  if (!session_) return;
  now_ = loop_.now();
  session_->leave(now_);
  carry_out();
  session_.reset();
  for (auto& socket : sockets_) socket.reset();
  sender_.reset();
  events_.clear();
  timer_.cancel();
}

SessionRunner::SessionRunner(net::EventLoop& loop, Options options, Client& client)
    : impl_(std::make_shared<Impl>(loop, std::move(options), client)) {
  impl_->self_ = impl_;
}

SessionRunner::~SessionRunner() { impl_->close(); }

std::error_code SessionRunner::start(const Target& target) {
  impl_->close();
  impl_->target_ = target;
  impl_->join_error_.clear();
  impl_->now_ = impl_->loop_.now();

  Session::Config config;
  config.group = target.group;
  config.port = target.port;
  config.source = target.source;
  config.srtp_key = target.srtp_key;
  config.description = target.description;
  config.cname = random_cname();
  config.tool = impl_->options_.tool;
  config.reports = impl_->options_.reports;
  config.seed = random_u64();
  config.hold = impl_->options_.hold;
  impl_->session_.emplace(config, impl_->now_);
  impl_->carry_out();
  if (!impl_->join_error_) return {};
  const std::error_code error = impl_->join_error_;
  impl_->close();
  return error;
}

void SessionRunner::settle() { impl_->expire(); }

void SessionRunner::stop() { impl_->close(); }

void SessionRunner::rest_between_reads(Duration rest) {
  if (auto& socket = impl_->sockets_[static_cast<std::size_t>(Channel::rtp)]) socket->rest_between_reads(rest);
}

bool SessionRunner::running() const noexcept { return impl_->session_.has_value(); }

const Target& SessionRunner::target() const noexcept { return impl_->target_; }

Statistics SessionRunner::statistics() const {
  return impl_->session_ ? impl_->session_->statistics(impl_->loop_.now().mono) : Statistics{};
}

RtcpFacts SessionRunner::rtcp_facts() const {
  return impl_->session_ ? impl_->session_->rtcp_facts(impl_->loop_.now().mono) : RtcpFacts{};
}

std::optional<Item> SessionRunner::item() const {
  return impl_->session_ ? impl_->session_->item() : std::optional<Item>{};
}

Duration SessionRunner::stock_needed() const noexcept {
  return impl_->session_ ? impl_->session_->stock_needed() : Duration{};
}

std::uint64_t SessionRunner::socket_drops() const {
  std::uint64_t drops = impl_->drops_;
  for (const auto& socket : impl_->sockets_)
    if (socket) drops += socket->counters().drops;
  return drops;
}

std::string SessionRunner::description() const {
  return impl_->session_ ? impl_->session_->description() : std::string();
}

}  // namespace joincast::libreceiver
