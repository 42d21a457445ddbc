// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/caster.h"

#include <chrono>
#include <optional>
#include <random>
#include <unordered_map>
#include <utility>

#include "headend/group_senders.h"
#include "headend/link_table.h"
#include "headend/transcode_stage.h"
#include "net/interface_monitor.h"
#include "net/packet_socket.h"

namespace joincast::headend {
namespace {

constexpr Duration kLastWait = std::chrono::milliseconds(100);

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

net::PacketFilter filter_for(const GroupSenders& senders) {
  net::PacketFilter filter;
  filter.ports = {kRtcpPort};
  filter.unicast_ports = {kRtcpPort};
  filter.own_ports = senders.source_ports();
  return filter;
}

Config config_of(const CasterOptions& options) {
  Config config = options.config;
  config.test.enabled = false;
  config.give_way = false;
  config.services = {options.service};
  return config;
}

}  // namespace

struct Caster::Impl {
  Impl(net::EventLoop& loop, CasterOptions options, Teller on_notice)
      : loop_(loop),
        options_(std::move(options)),
        config_(config_of(options_)),
        on_notice_(std::move(on_notice)),
        core_(config_, random_seed(), loop.now()),
        senders_(static_cast<std::uint8_t>(config_.hop_limit), static_cast<std::uint8_t>(config_.dscp)),
        table_(senders_),
        timer_(loop.timer([this] { expire(); })),
        transcoding_(config_.queue + config_.queue / 4,
                     [this](UpstreamId id, Duration media, std::size_t) { tell_consumed(id, media); }),
        queue_watch_(loop.watch_readable(queue_.wake_fd(), [this] { take_upstream(); })),
        transcoding_watch_(loop.watch_readable(transcoding_.wake_fd(), [this] { take_transcoded(); })) {}

  Result<void, std::string> start() {
    auto socket = net::PacketSocket::open(loop_, filter_for(senders_), [this](auto batch) { take_packets(batch); });
    if (socket)
      packets_.emplace(std::move(*socket));
    else if (!options_.at_once)
      return fail("joins cannot be heard: the packet socket: " + socket.error().message() +
                  "; CAP_NET_RAW is needed, or --at-once");
    auto monitor = net::InterfaceMonitor::open(loop_, [this](auto interfaces) { serve(interfaces); });
    if (!monitor) return fail("cannot watch the interfaces: " + monitor.error().message());
    monitor_.emplace(std::move(*monitor));
    if (options_.at_once) core_.send_always(options_.service.number, loop_.now());
    serve(monitor_->interfaces());
    if (table_.links().empty()) return fail(problem_.empty() ? "no interface is fit for multicast" : problem_);
    return {};
  }

  void serve(std::span<const net::Interface> interfaces) {
    const LinkTable::Change change = table_.update(interfaces, config_);
    if (!change.problems.empty()) problem_ = change.problems.front();
    if (packets_) {
      for (const std::uint32_t index : change.gone) packets_->remove_interface(index);
      for (const std::uint32_t index : change.added) static_cast<void>(packets_->add_interface(index));
      packets_->set_filter(filter_for(senders_));
    }
    core_.set_links(table_.links(), loop_.now());
    settle();
  }

  void take_packets(std::span<const net::HeardPacket> batch) {
    const Now now = loop_.now();
    for (const net::HeardPacket& packet : batch)
      core_.handle_packet(packet.interface, packet.octets, packet.outgoing, packet.arrived, now);
    settle();
  }

  void take_upstream() {
    for (UpstreamBatch& batch : queue_.take())
      if (batch.upstream == upstream_)
        if (auto direct = transcoding_.route(std::move(batch), options_.service))
          core_.handle_upstream(std::move(*direct), loop_.now());
    settle();
  }

  void take_transcoded() {
    for (UpstreamBatch& batch : transcoding_.finished()) core_.handle_upstream(std::move(batch), loop_.now());
    settle();
  }

  void expire() {
    core_.handle_deadline(loop_.now());
    settle();
  }

  void settle() {
    senders_.flush(core_.outbox());
    while (auto output = core_.poll_output()) std::visit([this](auto& wish) { perform(wish); }, *output);
    senders_.flush(core_.outbox());
    timer_.expires_at(core_.deadline());
  }

  void perform(SendFrame& frame) {
    if (packets_) static_cast<void>(packets_->send(frame.interface, frame.packet.ip_packet));
  }
  void perform(StartUpstream& start) {
    upstream_ = start.upstream;
    if (options_.device) {
      CaptureOptions device = *options_.device;
      device.most_ahead = start.most_ahead;
      reader_ = std::make_unique<CaptureUpstream>(upstream_, std::move(device), queue_);
    } else {
      FileUpstreamOptions file = options_.file;
      file.most_ahead = start.most_ahead;
      reader_ = std::make_unique<FileUpstream>(upstream_, std::move(file), queue_);
    }
  }
  void perform(StopUpstream& stop) {
    if (stop.upstream == upstream_) reader_.reset();
    transcoding_.forget(stop.upstream);
  }
  void perform(LookUp&) {}  // no directories are configured here

  void perform(Consumed& consumed) {
    if (!transcoding_.consumed(consumed.upstream, consumed.media)) tell_consumed(consumed.upstream, consumed.media);
  }
  void perform(Notice& notice) { on_notice_(notice, table_.name(interface_of(notice))); }

  void tell_consumed(UpstreamId id, Duration media) {
    if (reader_ && id == upstream_) reader_->consumed(media);
  }

  ServiceStatus status() const {
    for (ServiceStatus& service : core_.status())
      if (service.number == options_.service.number) return std::move(service);
    return {};
  }

  /// Twice in a row without anything waiting: what the transcoder had is out as well.
  bool ended() {
    const bool empty = reader_ && reader_->ended() && status().cast.level <= Duration{};
    empty_ = empty ? empty_ + 1 : 0;
    return empty && empty_ >= (reader_->error().empty() ? 3u : 1u);
  }

  void stop() {
    core_.stop(loop_.now());
    settle();
    senders_.finish(kLastWait);
  }

  net::EventLoop& loop_;
  const CasterOptions options_;
  const Config config_;
  Teller on_notice_;
  Core core_;
  GroupSenders senders_;
  LinkTable table_;
  net::Timer timer_;
  std::optional<net::PacketSocket> packets_;
  std::optional<net::InterfaceMonitor> monitor_;
  UpstreamQueue queue_;
  UpstreamId upstream_ = 0;
  std::unique_ptr<LocalUpstream> reader_;
  TranscodeStage transcoding_;
  net::Watch queue_watch_, transcoding_watch_;
  std::string problem_;
  unsigned empty_ = 0;
};

Caster::Caster(net::EventLoop& loop, CasterOptions options, Teller on_notice)
    : impl_(std::make_unique<Impl>(loop, std::move(options), std::move(on_notice))) {}
Caster::~Caster() = default;
Result<void, std::string> Caster::start() { return impl_->start(); }
bool Caster::hears_members() const noexcept { return impl_->packets_.has_value(); }
std::string Caster::interfaces() const { return impl_->table_.names(); }
std::vector<GroupStatus> Caster::groups() const { return impl_->status().groups; }
ServiceStatus Caster::status() const { return impl_->status(); }
bool Caster::ended() { return impl_->ended(); }
std::string Caster::error() const {
  return impl_->reader_ && impl_->reader_->ended() ? impl_->reader_->error() : std::string();
}
void Caster::stop() { impl_->stop(); }

}  // namespace joincast::headend
