// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "app/joincast/announcement_scan.h"
#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "app/joincast/key_input.h"
#include "app/joincast/monitor_display.h"
#include "app/joincast/monitored_service.h"
#include "app/joincast/named_service.h"
#include "app/joincast/service_keys.h"
#include "libreceiver/member_watch.h"
#include "net/interfaces.h"

namespace joincast::app {
namespace {

using libreceiver::Target;

constexpr std::size_t kMostFound = 1'000;  // services by --all
constexpr std::size_t kReceiveBuffer = 1u << 19;

bool on_terminal() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

bool colour_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  return !no_colour || !*no_colour;
}

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

/// What tells two services apart.
using Key = std::tuple<std::uint32_t, IpAddress, std::uint16_t>;
Key key_of(const Target& target) { return {target.group.interface, target.group.address, target.port}; }

/// Many services until they are no longer looked at.
class Monitoring {
 public:
  Monitoring(const MonitorOptions& options, TimePoint began) : options_(options), began_(began) {}

  int run() {
    if (const int code = find_named(); code != kOk) return code;
    if (const int code = open_outputs(); code != kOk) return code;
    signals_ = loop_.watch_signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH},
                                   [this](int signal) { handle(signal); });
    keys_on();
    for (auto& [key, service] : services_)
      if (const auto error = service->start()) return cannot_join(service->context(), error);
    watch_members();
    if (options_.all)
      scan_.emplace(loop_, interfaces_, [this](const Target& target, bool gone) { found(target, gone); });
    ticker_ = loop_.timer([this] { tick(); });
    next_ = loop_.now().mono;
    limit_ = loop_.timer([this] { end(came_ ? kOk : locked_ ? ending_of(*locked_).exit_code : kNothingCame); });
    if (options_.duration > Duration::zero()) limit_.expires_at(began_ + options_.duration);
    tick();
    loop_.run();

    const auto rows = this->rows();
    const WallTime time = loop_.now().wall;
    for (auto& [key, service] : services_) service->stop();
    keys_.reset();
    for (const auto& display : displays_) display->end(rows, time, exit_code_);
    return exit_code_;
  }

 private:
  int find_named() {
    auto listed = net::list_interfaces();
    if (!listed) {
      fmt::print(stderr, "joincast: cannot list the interfaces: {}\n", listed.error().message());
      return kFailed;
    }
    interfaces_ = std::move(*listed);
    if (!options_.wishes.interface.empty())
      std::erase_if(interfaces_, [this](const net::Interface& one) {
        return one.name != options_.wishes.interface && std::to_string(one.index) != options_.wishes.interface;
      });
    for (ServiceOptions service : options_.services) {
      service.wishes = options_.wishes;
      const auto found = find_by_name(std::move(service));
      if (!found) return found.error();
      auto context = find_target(*found, began_);
      if (!context) return context.error();
      add(std::move(*context));
    }
    for (const auto& [service, file] : options_.found_keys) {
      const auto key = read_key(file);
      if (!key) {
        fmt::print(stderr, "joincast: {}\n", key.error());
        return kUsage;
      }
      found_keys_.emplace_back(service, *key);
    }
    return kOk;
  }

  int open_outputs() {
    const bool values = options_.csv == "-";
    if (options_.csv && !values) {
      csv_.reset(std::fopen(options_.csv->c_str(), "we"));
      if (!csv_) {
        fmt::print(stderr, "joincast: --csv '{}': {}\n", *options_.csv, std::strerror(errno));
        return kFailed;
      }
    }
    if (options_.json)
      displays_.push_back(make_monitor_json(began_));
    else if (values)
      displays_.push_back(make_monitor_csv(stdout));
    else if (on_terminal())
      displays_.push_back(make_monitor_block({colour_wanted(), isatty(STDIN_FILENO) == 1, options_.worst_first}));
    else
      displays_.push_back(make_monitor_lines(options_.worst_first));
    if (csv_) displays_.push_back(make_monitor_csv(csv_.get()));
    return kOk;
  }

  void keys_on() {
    if (!options_.json && options_.csv != "-" && on_terminal())
      keys_.emplace(loop_, [this](char key) { handle_key(key); });
  }

  /// A service more; false: it was there already.
  MonitoredService* add(DisplayContext context) {
    libreceiver::SessionRunner::Options how;
    how.tool = "joincast " JOINCAST_VERSION;
    how.reports = options_.reports;
    how.receive_buffer = kReceiveBuffer;
    const Key key = key_of(context.target);
    if (services_.contains(key)) return nullptr;
    order_.push_back(key);
    auto service = std::make_unique<MonitoredService>(
        loop_, std::move(context), how,
        [this](MonitoredService& from, const libreceiver::Event& event) { handle(from, event); });
    return (services_[key] = std::move(service)).get();
  }

  void remove(const Key& key) {
    services_.erase(key);
    std::erase(order_, key);
    by_members_.erase(key);
  }

  /// By --all: an announcement came or went.
  void found(const Target& target, bool gone) {
    const auto& family = options_.wishes.family;
    if (family && target.group.address.family() != *family) return;
    if (gone) {
      if (found_.erase(key_of(target))) remove(key_of(target));
    } else if (take_up(target)) {
      found_.insert(key_of(target));
    }
  }

  bool take_up(Target target) {
    for (const auto& [service, key] : found_keys_)
      if (means(service, target)) target.srtp_key = key;
    if (services_.size() >= kMostFound) {
      if (!std::exchange(told_full_, true)) say(fmt::format("more than {} services: the rest is left out", kMostFound));
      return false;
    }
    MonitoredService* service = add({target, net::to_string(target.group, interfaces_), began_});
    if (!service) return false;
    if (const auto error = service->start()) {
      say(fmt::format("cannot join {}: {}", service->context().group, error.message()));
      remove(key_of(target));
      return false;
    }
    return true;
  }

  void watch_members() {
    libreceiver::MemberWatch::Options options;
    if (!options_.wishes.interface.empty()) options.interfaces = {options_.wishes.interface};
    auto watch = libreceiver::MemberWatch::open(loop_, options, [](const libreceiver::WatchEvent&) {});
    if (watch)
      members_ = std::move(*watch);
    else if (watch.error().kind == libreceiver::MemberWatch::Error::Kind::not_permitted)
      say(options_.all ? "without CAP_NET_RAW members are not known, and services only by their announcements"
                       : "without CAP_NET_RAW members are not known");
    else
      say("members are not known: " + watch.error().message);
  }

  /// Who is a member of what; by --all also what others want and nobody announces.
  void look_at_members() {
    member_counts_.clear();
    if (!members_) return;
    const auto snapshot = members_->snapshot();
    std::set<Key> wanted;
    for (const auto& link : snapshot.links)
      for (const auto& group : link.groups) {
        member_counts_[{link.interface, group.group}] = group.members.size();
        const bool others = std::any_of(group.members.begin(), group.members.end(),
                                        [](const libreceiver::MemberView& member) { return !member.own; });
        const bool asked = group.members.empty();  // whether any are left: an answer is awaited
        if (options_.all && group.service && (others || asked)) take_wanted(link, group, wanted, others);
      }
    std::vector<Key> unwanted;
    for (auto& [key, intervals] : by_members_) {
      intervals = wanted.contains(key) ? 0 : intervals + 1;
      if (intervals > kUnwanted) unwanted.push_back(key);
    }
    for (const Key& key : unwanted) remove(key);
  }

  void take_wanted(const libreceiver::LinkView& link, const libreceiver::GroupView& group, std::set<Key>& wanted,
                   bool others) {
    if (options_.wishes.family && group.group.family() != *options_.wishes.family) return;
    Target target;
    target.group = {group.group, link.interface};
    target.interface = link.interface_name;
    target.number = group.service;
    for (const auto& member : group.members)
      if (!member.exclude && !member.sources.empty()) target.source = member.sources.front();
    wanted.insert(key_of(target));
    if (others && take_up(target)) by_members_.emplace(key_of(target), 0);
  }

  std::vector<MonitorRow> rows() const {
    std::vector<MonitorRow> rows;
    for (const Key& key : order_) {
      const MonitoredService& service = *services_.at(key);
      rows.push_back(service.row());
      if (!members_) continue;
      const auto count = member_counts_.find({std::get<0>(key), std::get<1>(key)});
      rows.back().members = count == member_counts_.end() ? 0 : count->second;
    }
    return rows;
  }

  void tick() {
    if (scan_) scan_->tick(loop_.now());
    look_at_members();
    for (auto& [key, service] : services_) service->tick();
    const auto rows = this->rows();
    came_ |= std::any_of(services_.begin(), services_.end(), [](const auto& one) { return one.second->came(); });
    for (const auto& display : displays_) display->figures(rows, loop_.now().wall);
    next_ = std::max(next_ + options_.interval, loop_.now().mono);
    ticker_.expires_at(next_);
  }

  void handle(MonitoredService& service, const libreceiver::Event& event) {
    if (const auto* trouble = std::get_if<libreceiver::SrtpTrouble>(&event.what)) locked_ = *trouble;
    for (const auto& display : displays_) display->event(service, event);
  }

  void handle_key(char key) {
    if (key == 'q') return end(kOk);
    if (key == 's') displays_.front()->toggle_order();
  }

  void handle(int signal) {
    if (signal == SIGTSTP) {
      keys_.reset();
      displays_.front()->suspend();
      raise(SIGSTOP);
      displays_.front()->resume();
      keys_on();
    } else if (signal == SIGWINCH) {
      displays_.front()->resized();
    } else {
      end(kSignal + signal);
    }
  }

  void say(const std::string& text) { displays_.front()->say(text); }

  void end(int exit_code) {
    exit_code_ = exit_code;
    loop_.stop();
  }

  static constexpr unsigned kUnwanted = 3;  // intervals without other members until a service is left

  const MonitorOptions& options_;
  TimePoint began_;
  net::EventLoop loop_;
  net::SignalWatch signals_;
  net::Timer ticker_, limit_;
  std::vector<net::Interface> interfaces_;
  std::vector<std::unique_ptr<MonitorDisplay>> displays_;  // the first is what the user sees
  std::unique_ptr<std::FILE, CloseFile> csv_;
  std::optional<KeyInput> keys_;
  std::map<Key, std::unique_ptr<MonitoredService>> services_;
  std::vector<Key> order_;  // as given and found
  std::vector<std::pair<libreceiver::ServiceReference, std::optional<rtp::SrtpKey>>> found_keys_;
  std::set<Key> found_;                 // by announcements
  std::map<Key, unsigned> by_members_;  // by others' memberships; intervals without one
  std::map<std::pair<std::uint32_t, IpAddress>, std::size_t> member_counts_;
  std::unique_ptr<libreceiver::MemberWatch> members_;
  std::optional<AnnouncementScan> scan_;
  TimePoint next_{};
  bool came_ = false;                               // something that could be understood
  std::optional<libreceiver::SrtpTrouble> locked_;  // the last one
  bool told_full_ = false;
  int exit_code_ = kOk;
};

}  // namespace

int run(const MonitorOptions& options, TimePoint began) { return Monitoring(options, began).run(); }

}  // namespace joincast::app
