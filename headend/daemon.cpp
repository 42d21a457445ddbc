// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/daemon.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <random>
#include <utility>

#include "headend/catalogue_desk.h"
#include "headend/core.h"
#include "headend/elder_guides.h"
#include "headend/feedback_sockets.h"
#include "headend/file_url.h"
#include "headend/group_senders.h"
#include "headend/guide_face.h"
#include "headend/journal.h"
#include "headend/link_table.h"
#include "headend/operator_face.h"
#include "headend/stations.h"
#include "headend/transcode_stage.h"
#include "headend/upstream_health.h"
#include "http/html_text.h"
#include "net/event_loop.h"
#include "net/interface_monitor.h"
#include "net/packet_socket.h"
#include "net/privileges.h"
#include "net/service_manager.h"
#include "sap/packet.h"
#include "sdp/text.h"

namespace joincast::headend {
namespace {

using http::counted;

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

net::PacketFilter filter_for(const GroupSenders& senders, const FeedbackSockets& feedback, bool gives_way) {
  net::PacketFilter filter;
  filter.ports = {kRtcpPort};
  if (gives_way) filter.incoming_ports = {kRtpPort, sap::kPort};  // of other headends
  if (!feedback.complete()) filter.unicast_ports = {kRtcpPort};   // somebody holds the port: overhear what comes to it
  filter.own_ports = senders.source_ports();
  return filter;
}

constexpr std::size_t kManyStations = 64;
constexpr Duration kTick = std::chrono::milliseconds(4);
constexpr std::size_t kWorstReceivers = 5;  // told of each service
constexpr Duration kLastWait = std::chrono::milliseconds(100);

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

class Daemon::Impl {
 public:
  Impl(DaemonOptions options, Config config)
      : options_(std::move(options)),
        config_(with_overrides(std::move(config))),
        seed_(random_seed()),
        core_(config_, seed_, loop_.now()),
        senders_(static_cast<std::uint8_t>(config_.hop_limit), static_cast<std::uint8_t>(config_.dscp)),
        table_(senders_),
        feedback_(loop_, [this](auto batch) { take_feedback(batch); }),
        timer_(loop_.timer([this] { expire(); })),
        transcoding_(
            config_.queue + config_.queue / 4,
            [this](UpstreamId id, Duration media, std::size_t octets) { stations_.consumed(id, media, octets); }),
        transcoding_watch_(loop_.watch_readable(transcoding_.wake_fd(), [this] { take_transcoded(); })),
        catalogue_([this](std::function<void()> task) { loop_.post(std::move(task)); },
                   [this](ServiceNumber number, std::optional<ServiceConfig> service) {
                     take_answer(number, std::move(service));
                   }),
        started_(loop_.now()),
        operator_(loop_,
                  {[this] { return snapshot(); },
                   [this](ServiceNumber number, Choice mode) { return set_mode(number, mode); },
                   [this] { return reload(); }, [this](const std::string& name) { return catalogue_.refresh(name); }}),
        guide_(loop_,
               {[this] { return core_.status(); }, [this](const GuidePages& pages) { set_guide(pages); },
                [this](ServiceNumber number) { return core_.facts(number); },
                [this](ServiceNumber number) { return core_.places(number); },
                [this](ServiceNumber number, bool allot) { return core_.group_v4(number, allot); }, &catalogue_}),
        elders_(loop_, [this](const std::vector<ElderNumber>& numbers) { adopt(numbers); }) {
    catalogue_.on_change([this] {
      guide_.catalogue_changed();
      elders_.catalogue_changed();
    });
  }

  int run() {
    if (!open_sockets()) return 1;
    operator_.open_control(config_.control, net::user_to_become(config_.user));
    const auto dropped = net::drop_privileges(config_.user);
    if (!dropped) {
      spdlog::error("cannot give up root: {}", dropped.error());
      return 1;
    }
    stations_.open();
    operator_.configure(config_.status);
    configure_catalogue();
    guide_.configure(config_, table_.links());
    signals_ = loop_.watch_signals({SIGHUP, SIGTERM, SIGINT, SIGUSR1}, [this](int signal) { handle_signal(signal); });
    spdlog::info("ready: {} on {}", counted(services_of(config_).size(), "service"), table_.names());
    net::notify_service_manager("READY=1");
    settle();
    loop_.run();
    net::notify_service_manager("STOPPING=1");
    operator_.close();
    guide_.close();
    queue_watch_.cancel();
    stations_.close();
    spdlog::info("ended");
    return 0;
  }

 private:
  Config with_overrides(Config config) const {
    if (!options_.interfaces.empty()) config.interfaces = options_.interfaces;
    return config;
  }

  bool open_sockets() {
    const auto missing = net::missing_capabilities();
    for (const std::string& name : missing)
      spdlog::warn("{} is missing: start as root, by systemd's unit, or after `setcap cap_net_raw,cap_net_admin+ep`",
                   name);
    auto socket = net::PacketSocket::open(loop_, filter_for(senders_, feedback_, config_.give_way),
                                          [this](auto batch) { take_packets(batch); });
    if (!socket) {
      spdlog::error("cannot hear joins: the packet socket: {}", socket.error().message());
      return false;
    }
    packets_ = std::make_unique<net::PacketSocket>(std::move(*socket));
    auto monitor = net::InterfaceMonitor::open(loop_, [this](auto interfaces) { serve(interfaces); });
    if (!monitor) {
      spdlog::error("cannot watch the interfaces: {}", monitor.error().message());
      return false;
    }
    monitor_ = std::make_unique<net::InterfaceMonitor>(std::move(*monitor));
    serve(monitor_->interfaces());
    return true;
  }

  /// Brings sockets and core to the interfaces as they are now.
  void serve(std::span<const net::Interface> interfaces) {
    const LinkTable::Change change = table_.update(interfaces, config_);
    for (const std::string& text : change.problems) spdlog::warn("{}", text);
    for (const std::uint32_t index : change.gone) packets_->remove_interface(index);
    for (const std::uint32_t index : change.added)
      if (const auto error = packets_->add_interface(index))
        spdlog::warn("cannot hear joins on {}: {}", table_.name(index), error.message());
    for (const std::string& text : feedback_.serve(table_.links())) spdlog::warn("{}", text);
    packets_->set_filter(filter_for(senders_, feedback_, config_.give_way));
    if (!change.added.empty() || !change.gone.empty()) spdlog::info("interfaces: {}", table_.names());
    core_.set_links(table_.links(), loop_.now());
    guide_.set_links(table_.links());
    settle();
  }

  void take_packets(std::span<const net::HeardPacket> batch) {
    const Now now = loop_.now();
    for (const net::HeardPacket& packet : batch)
      core_.handle_packet(packet.interface, packet.octets, packet.outgoing, packet.arrived, now);
    settle();
  }

  void take_feedback(std::span<const net::Datagram> batch) {
    const Now now = loop_.now();
    for (const net::Datagram& datagram : batch) core_.handle_feedback(datagram.octets, datagram.from, now);
    settle();
  }

  /// With many stations something comes all the time: then it is fetched at each tick and not at each arrival.
  void choose_waking() {
    const bool by_tick = core_.running() > kManyStations;
    if (by_tick == !queue_watch_ || !stations_.queue()) return;
    queue_watch_ =
        by_tick ? net::Watch() : loop_.watch_readable(stations_.queue()->wake_fd(), [this] { take_upstreams(); });
  }

  void take_upstreams() {
    fetch_upstreams(loop_.now());
    settle();
  }

  void fetch_upstreams(Now now) {
    for (UpstreamBatch& batch : stations_.queue()->take()) {
      const ServiceConfig* const service = stations_.find(batch.upstream);
      if (!service) continue;
      health_.hear(batch, now.mono);
      if (service->from_directory) catalogue_.heard(batch, now.mono);
      if (auto direct = transcoding_.route(std::move(batch), *service)) core_.handle_upstream(std::move(*direct), now);
    }
  }

  void take_transcoded() {
    const Now now = loop_.now();
    for (UpstreamBatch& batch : transcoding_.finished()) core_.handle_upstream(std::move(batch), now);
    settle();
  }

  void expire() {
    const Now now = loop_.now();
    if (stations_.queue() && !queue_watch_) fetch_upstreams(now);
    core_.handle_deadline(now);
    settle();
  }

  void settle() {
    guide_.watched(core_.guide_wanted());
    senders_.flush(core_.outbox());
    while (auto output = core_.poll_output()) std::visit([this](auto& wish) { perform(wish); }, *output);
    choose_waking();
    const bool by_tick = stations_.queue() && !queue_watch_;
    timer_.expires_at(by_tick ? std::min(core_.deadline(), loop_.now().mono + kTick) : core_.deadline());
  }

  void perform(SendFrame& frame) {
    const auto error = packets_->send(frame.interface, frame.packet.ip_packet);
    if (error) spdlog::debug("{}: cannot send a query: {}", table_.name(frame.interface), error.message());
  }

  void perform(StartUpstream& start) {
    if (!stations_.is_open()) return;
    if (!Stations::is_fetched(start.service)) {
      if (is_file_url(start.service.urls.front())) return stations_.read_file(start);
      return stations_.receive_group(start, table_.links(), config_);
    }
    UpstreamOptions options = Stations::options_of(start);
    health_.start(start.upstream, start.service, options, loop_.now().mono);
    catalogue_.started(start.upstream, start.service, loop_.now().mono);
    stations_.fetch(start, std::move(options));
  }

  void perform(LookUp& question) { catalogue_.look_up(question.number); }

  void take_answer(ServiceNumber number, std::optional<ServiceConfig> service) {
    core_.handle_answer(number, std::move(service), loop_.now());
    settle();
  }

  void configure_catalogue() {
    if (const auto error = catalogue_.configure(config_)) spdlog::warn("no directories: {}", *error);
    elders_.configure(config_.directories);
  }

  void adopt(const std::vector<ElderNumber>& numbers) {
    for (const ElderNumber& one : numbers) catalogue_.adopt(one.directory, one.id, one.number);
    guide_.catalogue_changed();
  }

  void perform(StopUpstream& stop) {
    health_.stop(stop.upstream);
    catalogue_.stopped(stop.upstream);
    stations_.stop(stop.upstream);
    transcoding_.forget(stop.upstream);
  }

  void perform(Consumed& consumed) {
    if (!transcoding_.consumed(consumed.upstream, consumed.media))
      stations_.consumed(consumed.upstream, consumed.media, consumed.octets);
  }

  void perform(Notice& notice) { log_notice(notice, table_.name(interface_of(notice))); }

  void handle_signal(int signal) {
    if (signal == SIGHUP) return static_cast<void>(reload());
    if (signal == SIGUSR1) return log_status();
    spdlog::info("ending: signal {}", signal);
    core_.stop(loop_.now());
    settle();
    if (!senders_.finish(kLastWait)) spdlog::warn("no room for the last datagrams: some listeners hear no goodbye");
    loop_.stop();
  }

  /// What to tell of it; or each error.
  Result<std::string, std::vector<std::string>> reload() {
    if (options_.config_file.empty()) {
      spdlog::warn("nothing to reload: started without --config");
      return fail(std::vector<std::string>{"nothing to reload: started without --config"});
    }
    net::notify_service_manager("RELOADING=1");
    auto reloaded = take(load_config(options_.config_file, &config_));
    net::notify_service_manager("READY=1");
    return reloaded;
  }

  Result<std::string, std::vector<std::string>> take(Result<Config, std::vector<ConfigError>> config) {
    if (!config) {
      std::vector<std::string> errors;
      for (const ConfigError& error : config.error()) errors.push_back(to_string(error));
      for (const std::string& error : errors) spdlog::error("{}", error);
      spdlog::error("{} is not taken; the headend goes on as it was", options_.config_file);
      return fail(std::move(errors));
    }
    config_ = with_overrides(std::move(*config));
    senders_.set_marks(static_cast<std::uint8_t>(config_.hop_limit), static_cast<std::uint8_t>(config_.dscp));
    core_.configure(config_, loop_.now());
    transcoding_.set_most_ahead(config_.queue + config_.queue / 4);
    stations_.set_most_ahead(core_.most_ahead());
    serve(monitor_->interfaces());
    operator_.configure(config_.status);
    configure_catalogue();
    guide_.configure(config_, table_.links());
    std::string done =
        fmt::format("reloaded {}: {}", options_.config_file, counted(services_of(config_).size(), "service"));
    spdlog::info("{}", done);
    return done;
  }

  void set_guide(const GuidePages& pages) {
    core_.set_guide(pages, loop_.now());
    settle();
  }

  bool set_mode(ServiceNumber number, Choice mode) {
    const bool known = core_.set_mode(number, mode, loop_.now());
    settle();
    return known;
  }

  StatusSnapshot snapshot() const {
    StatusSnapshot status;
    status.now = loop_.now();
    status.started = started_;
    status.services = core_.status(kWorstReceivers);
    status.interfaces = core_.interfaces(status.now.mono);
    status.refusals = core_.refusals();
    status.upstreams = health_.figures();
    status.directories = catalogue_.directories();
    status.dns_sd = to_string(guide_.published());
    const auto totals = senders_.totals();
    status.traffic = {totals.sent.datagrams, totals.sent.octets,           totals.sent.failed + totals.sent.too_big,
                      totals.dropped,        packets_->counters().packets, packets_->counters().drops};
    return status;
  }

  void log_status() {
    const auto totals = senders_.totals();
    spdlog::info("status: {} of {} services run, {} datagrams sent, {} dropped, {} packets heard, {} lost",
                 core_.running(), services_of(config_).size(), totals.sent.datagrams, totals.dropped,
                 packets_->counters().packets, packets_->counters().drops);
    for (const ServiceStatus& service : core_.status()) {
      if (!service.running && service.members == 0) continue;
      spdlog::info("status: {} {}: members {}, receivers {}, {}, title \"{}\", queue {:.2f} s, slew {:+.3f} %, gaps {}",
                   to_string(service.number), service.name, service.members, service.cast.receivers.estimated,
                   to_string(service.cast.state), sdp::clean_text(service.cast.title), seconds(service.cast.level),
                   100 * service.cast.slew, service.cast.pacer.gaps);
    }
  }

  DaemonOptions options_;
  Config config_;
  std::uint64_t seed_;
  net::EventLoop loop_;
  Core core_;
  GroupSenders senders_;
  LinkTable table_;
  FeedbackSockets feedback_;
  net::Timer timer_;
  net::SignalWatch signals_;
  std::unique_ptr<net::PacketSocket> packets_;
  std::unique_ptr<net::InterfaceMonitor> monitor_;
  Stations stations_{loop_, seed_};
  net::Watch queue_watch_;
  UpstreamHealth health_;
  TranscodeStage transcoding_;
  net::Watch transcoding_watch_;
  CatalogueDesk catalogue_;
  Now started_;
  OperatorFace operator_;
  GuideFace guide_;
  ElderGuides elders_;
};

Daemon::Daemon(DaemonOptions options, Config config)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(config))) {}
Daemon::~Daemon() = default;
int Daemon::run() { return impl_->run(); }

}  // namespace joincast::headend
