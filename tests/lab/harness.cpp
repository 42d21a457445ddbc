// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/harness.h"

#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <list>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "tests/lab/relay.h"

namespace joincast::lab {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNamespaces = "/run/netns";

[[noreturn]] void throw_errno(const std::string& what) { throw std::system_error(errno, std::system_category(), what); }

net::Descriptor open_namespace(const std::string& path) {
  net::Descriptor fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!fd) throw_errno(path);
  return fd;
}

/// Kills what still lives in a namespace, by process id, and removes it.
void remove_namespace(const std::string& name) {
  try {
    std::istringstream pids(run({"ip", "netns", "pids", name}));
    for (int pid; pids >> pid;)
      if (pid != ::getpid()) ::kill(pid, SIGKILL);
    run({"ip", "netns", "delete", name});
  } catch (const std::exception&) {
    // Another test program removed it at the same time.
  }
}

/// The process that made `jc-<pid>-...`; zero for other names.
int maker_of(std::string_view name) {
  if (!name.starts_with("jc-")) return 0;
  int pid = 0;
  const auto [end, error] = std::from_chars(name.data() + 3, name.data() + name.size(), pid);
  return error == std::errc{} && end != name.data() + name.size() && *end == '-' ? pid : 0;
}

void remove_stale_namespaces() {
  std::error_code error;
  std::vector<std::string> stale;
  for (const auto& entry : fs::directory_iterator(kNamespaces, error)) {
    const std::string name = entry.path().filename();
    const int pid = maker_of(name);
    if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) stale.push_back(name);
  }
  for (const auto& name : stale) remove_namespace(name);
}

std::string on_off(bool on) { return on ? "1" : "0"; }

void add_addresses(const Host& host, const std::string& interface, const std::string& addresses) {
  std::istringstream words(addresses);
  std::string commands;
  for (std::string address; words >> address;) {
    const bool v6 = address.find(':') != std::string::npos;
    commands += "addr add " + address + " dev " + interface + (v6 ? " nodad" : "") + '\n';
  }
  host.ip(commands);
}

/// A relay takes frames as they are: checksums must be whole and no frame larger than the MTU.
void turn_offloads_off(const Host& host, const std::string& interface) {
  const auto inside = host.enter();
  const net::Descriptor socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  for (const std::uint32_t command : {ETHTOOL_STXCSUM, ETHTOOL_SRXCSUM, ETHTOOL_SGSO, ETHTOOL_STSO, ETHTOOL_SGRO}) {
    ethtool_value value{command, 0};
    ifreq request{};
    interface.copy(request.ifr_name, IFNAMSIZ - 1);
    request.ifr_data = reinterpret_cast<char*>(&value);
    (void)::ioctl(socket.value(), SIOCETHTOOL, &request);  // not every driver knows them all
  }
}

}  // namespace

std::string what_is_missing() {
  if (::geteuid() != 0) return "needs root, to make network namespaces";
  static const std::string reason = []() -> std::string {
    std::string why;
    std::thread([&why] {
      if (::unshare(CLONE_NEWNET) != 0) why = "needs CAP_SYS_ADMIN, to make network namespaces";
    }).join();
    if (!why.empty()) return why;
    try {
      run({"ip", "-Version"});
    } catch (const std::exception&) {
      return "needs the command ip (Debian package iproute2)";
    }
    return {};
  }();
  return reason;
}

Host::Host(std::string name, std::string network_namespace)
    : name_(std::move(name)),
      namespace_(std::move(network_namespace)),
      descriptor_(open_namespace(std::string(kNamespaces) + '/' + namespace_)) {}

Host::Inside::Inside(int network_namespace) : before_(open_namespace("/proc/thread-self/ns/net")) {
  if (::setns(network_namespace, CLONE_NEWNET) != 0) throw_errno("setns");
}

Host::Inside::~Inside() { (void)!::setns(before_.value(), CLONE_NEWNET); }

void Host::run(const std::function<void()>& task) const {
  std::exception_ptr thrown;
  std::thread([&] {
    try {
      const auto inside = enter();
      task();
    } catch (...) {
      thrown = std::current_exception();
    }
  }).join();
  if (thrown) std::rethrow_exception(thrown);
}

Process Host::spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment) const {
  return lab::spawn(command, descriptor_.value(), environment);
}

void Host::ip(std::string_view commands) const {
  lab::run({"ip", "-n", namespace_, "-batch", "-"}, std::string(commands) + '\n');
}

void Host::sysctl(std::string_view name, std::string_view value) const {
  std::string path = "/proc/sys/";
  for (const char c : name) path += c == '.' ? '/' : c;
  const auto inside = enter();
  std::ofstream file(path);
  file << value << std::flush;
  if (!file) throw std::runtime_error("cannot write " + path);
}

std::uint32_t Host::interface_index(const std::string& interface) const {
  const auto inside = enter();
  const unsigned index = ::if_nametoindex(interface.c_str());
  if (index == 0) throw_errno(name_ + ' ' + interface);
  return index;
}

struct Lab::Impl {
  struct Plug {
    const Host* host;
    std::string interface;
  };
  std::list<Host> hosts;
  std::vector<Plug> plugs;
  std::list<Relay> relays;
  int numbers = 0;  ///< of addresses

  Host& add(const std::string& name);
  void finish_plug(Host& host, Host& bridge, const std::string& port, const PlugOptions& options);
};

Host& Lab::Impl::add(const std::string& name) {
  static std::atomic<int> counter = 0;
  const std::string full = "jc-" + std::to_string(::getpid()) + '-' + std::to_string(++counter) + '-' + name;
  run({"ip", "netns", "add", full});
  Host& host = hosts.emplace_back(name, full);
  for (const char* which : {"all", "default"}) {
    host.sysctl(std::string("net.ipv6.conf.") + which + ".accept_dad", "0");
    host.sysctl(std::string("net.ipv6.conf.") + which + ".dad_transmits", "0");
    host.sysctl(std::string("net.ipv6.conf.") + which + ".accept_ra", "0");
  }
  host.ip("link set lo up");
  return host;
}

void Lab::Impl::finish_plug(Host& host, Host& bridge, const std::string& port, const PlugOptions& options) {
  bridge.sysctl("net.ipv6.conf." + port + ".disable_ipv6", "1");
  bridge.ip("link set " + port + " master br0\nlink set " + port + " type bridge_slave fastleave " +
            std::string(options.fast_leave ? "on" : "off") + " mcast_router " + (options.router_port ? "2" : "1") +
            "\nlink set " + port + " up");
  std::string addresses = options.addresses;
  if (addresses == "auto") {
    const std::string n = std::to_string(++numbers);
    addresses = "192.0.2." + n + "/24 2001:db8:d0be:f00d::" + n + "/64";
  }
  add_addresses(host, options.interface, addresses);
  host.ip("link set " + options.interface + " up");
  plugs.push_back({&host, options.interface});
}

Lab::Lab() : impl_(std::make_unique<Impl>()) {
  if (const auto reason = what_is_missing(); !reason.empty()) throw std::runtime_error(reason);
  remove_stale_namespaces();
}

Lab::~Lab() {
  impl_->relays.clear();
  for (const Host& host : impl_->hosts) remove_namespace(host.network_namespace());
}

Host& Lab::host(const std::string& name) { return impl_->add(name); }

Host& Lab::bridge(const std::string& name, const BridgeOptions& options) {
  Host& bridge = impl_->add(name);
  // From the start, or its querier waits for half a minute before it counts as settled.
  bridge.ip("link add br0 type bridge forward_delay 0 stp_state 0 mcast_snooping " + on_off(options.snooping) +
            " mcast_querier " + on_off(options.querier) + " mcast_mld_version " + std::to_string(options.mld_version) +
            " mcast_igmp_version " + std::to_string(options.igmp_version) + " mcast_query_use_ifaddr " +
            on_off(options.querier_uses_address) + ' ' + options.more);
  // Where it is told a link-local address, it asks from that and no other.
  if (options.addresses.find("fe80:") != options.addresses.npos) bridge.ip("link set br0 addrgenmode none");
  add_addresses(bridge, "br0", options.addresses);
  bridge.ip("link set br0 up");
  return bridge;
}

void Lab::plug(Host& host, Host& bridge, const PlugOptions& options) {
  const std::string port = host.name() + '-' + options.interface;
  host.ip("link add " + options.interface + " type veth peer name " + port + " netns " + bridge.network_namespace());
  impl_->finish_plug(host, bridge, port, options);
}

Relay& Lab::plug_through_relay(Host& host, Host& bridge, const Impairment& to_host, const Impairment& from_host,
                               const PlugOptions& options) {
  Host& middle = impl_->add("relay-" + host.name());
  middle.sysctl("net.ipv6.conf.default.disable_ipv6", "1");
  const std::string port = host.name() + '-' + options.interface;
  host.ip("link add " + options.interface + " type veth peer name host netns " + middle.network_namespace());
  bridge.ip("link add " + port + " type veth peer name switch netns " + middle.network_namespace());
  turn_offloads_off(host, options.interface);
  turn_offloads_off(bridge, port);
  middle.ip("link set host up\nlink set switch up");
  impl_->relays.emplace_back(middle, "switch", "host", to_host, from_host);
  impl_->finish_plug(host, bridge, port, options);
  return impl_->relays.back();
}

void Lab::connect(Host& a, const std::string& interface_a, Host& b, const std::string& interface_b) {
  a.ip("link add " + interface_a + " type veth peer name " + interface_b + " netns " + b.network_namespace() +
       "\nlink set " + interface_a + " up");
  b.ip("link set " + interface_b + " up");
  impl_->plugs.push_back({&a, interface_a});
  impl_->plugs.push_back({&b, interface_b});
}

void Lab::wait_until_ready() {
  const auto ready = [](const Impl::Plug& plug) {
    const auto inside = plug.host->enter();
    // Columns: address, index, prefix length, scope (20: link), flags (40: tentative), name.
    std::ifstream table("/proc/thread-self/net/if_inet6");
    std::string address, index, length, scope, flags, name;
    while (table >> address >> index >> length >> scope >> flags >> name)
      if (name == plug.interface && scope == "20" && !(std::stoi(flags, nullptr, 16) & 0x40)) return true;
    return false;
  };
  for (const auto& plug : impl_->plugs)
    if (!eventually([&] { return ready(plug); }))
      throw std::runtime_error(plug.host->name() + ' ' + plug.interface + " has no link-local address");
}

bool eventually(const std::function<bool()>& holds, Duration timeout) {
  const TimePoint deadline = std::chrono::steady_clock::now() + timeout;
  while (!holds()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    ::poll(nullptr, 0, 3);
  }
  return true;
}

}  // namespace joincast::lab
