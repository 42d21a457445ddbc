// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"
#include "base/time.h"
#include "headend/directory_config.h"
#include "rtp/srtp_key.h"

namespace joincast::headend {

/// A decision that the headend may take by itself, be told to take, or be forbidden.
enum class Choice : std::uint8_t { automatic, on, off };

/// What becomes of Vorbis, whose configuration fits no announcement.
enum class VorbisAs : std::uint8_t { opus, pass };

/// What becomes of FLAC, for which RTP has no payload format.
enum class FlacAs : std::uint8_t { opus, l16 };

/// One `[[service]]`: a number, and where its programme comes from.
struct ServiceConfig {
  ServiceNumber number;
  std::string name;                ///< `s=`; UTF-8 without controls, 1 to 255 octets
  std::vector<std::string> urls;   ///< http or https, the preferred one first; 1 to 16. Or one file, or one group
  std::string genre;               ///< `a=cat`; may be empty
  std::string homepage;            ///< `u=` while a title brings no link of its own; http, https or empty
  unsigned frames_per_packet = 1;  ///< MPEG audio frames in one RTP packet, 1 to 3
  std::uint16_t programme = 0;     ///< of a transport stream, 1 to 65,535; zero: the first
  VorbisAs vorbis = VorbisAs::opus;
  FlacAs flac = FlacAs::opus;
  bool inside_redirects = false;  ///< whether a station outside may lead to a private, loopback or link-local address
  bool source_specific = false;   ///< served on `ff3e::8000:1` and 232/8 and nowhere else (RFC 4607)
  std::string srtp_key_file{};    ///< its key stands there; empty: sent in clear
  std::optional<rtp::SrtpKey> srtp_key{};
  /// A stranger named it: its addresses may not lead inside, and it is there only while somebody wants it.
  bool from_directory = false;
  std::string icon{};      ///< address of an image, for the guide; may be empty, as the next two
  std::string country{};   ///< two letters
  std::string language{};  ///< a word for people

  friend bool operator==(const ServiceConfig&, const ServiceConfig&) = default;
};

/// `[test]`: the built-in service 8000:00ff, a tone that needs no station.
struct TestConfig {
  static constexpr std::uint32_t kSlowest = 64'000;     ///< bits a second
  static constexpr std::uint32_t kFastest = 8'000'000;  ///< bits a second

  bool enabled = true;
  std::uint32_t rate = 128'000;  ///< bits of RTP payload a second, kSlowest to kFastest
  unsigned tone_hz = 440;        ///< 50 to 1,900
  std::string srtp_key_file{};
  std::optional<rtp::SrtpKey> srtp_key{};

  friend bool operator==(const TestConfig&, const TestConfig&) = default;
};

/// How members are asked (RFC 3810 section 9, RFC 3376 section 8). The intervals are short on purpose:
/// this is a household's link, and a vanished listener should not cost minutes of radio.
struct QueryConfig {
  Choice querier = Choice::automatic;                              ///< automatic: yield to a lower address
  Choice advertise_router = Choice::automatic;                     ///< RFC 4286; automatic: only while not querier
  Duration interval = std::chrono::seconds(10);                    ///< between general queries, 2 to 3,600 s
  Duration response = std::chrono::seconds(1);                     ///< hosts answer within, 0.1 s to half the interval
  Duration last_member_interval = std::chrono::milliseconds(100);  ///< between the two last-member queries, 0.1 to 10 s

  friend bool operator==(const QueryConfig&, const QueryConfig&) = default;
};

/// `[status]`: the operator's page, JSON and metrics over HTTP.
struct StatusConfig {
  bool enabled = true;
  IpAddress address = IpAddress::v4(0x7f00'0001);  ///< to listen on; whoever reaches it may read
  std::uint16_t port = 9580;                       ///< 1 to 65,535
  std::vector<std::string> hosts;  ///< names that it may be asked by, besides addresses and `localhost`; at most 16

  friend bool operator==(const StatusConfig&, const StatusConfig&) = default;
};

/// `[guide]`: what is on offer, by multicast in service 8000:0000 and over HTTP.
struct GuideConfig {
  bool enabled = true;
  std::uint32_t rate_bps = 1'000'000;              ///< of all pages by multicast, 64,000 to 100,000,000
  std::vector<ServiceNumber> favourites;           ///< recommended, on a page of their own; at most 300
  bool http = true;                                ///< `/guide.json`, `/playlist.m3u` and the rest
  IpAddress address = IpAddress::v4(0x7f00'0001);  ///< to listen on; whoever reaches it may read
  std::uint16_t port = 9581;                       ///< 1 to 65,535
  std::vector<std::string> hosts;  ///< names that it may be asked by, besides addresses and `localhost`; at most 16
  bool keys_behind_tls = false;    ///< `/sdp/` has the key for what a proxy on this machine had by TLS
  std::optional<bool> dns_sd{};    ///< published through Avahi; none: on links that reach the guide over HTTP

  friend bool operator==(const GuideConfig&, const GuideConfig&) = default;
};

/// `[control]`: the socket of `joincast-headend ctl`.
struct ControlConfig {
  bool enabled = true;
  std::string socket;  ///< its path; empty: default_control_socket()

  friend bool operator==(const ControlConfig&, const ControlConfig&) = default;
};

/// Everything that a headend can be told. The defaults serve the test service on all fit interfaces.
struct Config {
  std::vector<std::string> interfaces;              ///< by name; empty: all that are fit for multicast
  std::vector<Prefix> prefixes;                     ///< IPv6 /64s that its groups carry; empty: the on-link ones
  Prefix pool = kDefaultPool;                       ///< IPv4 groups
  Scope scope = Scope::global;                      ///< of its IPv6 groups; link-local prefixes always take link scope
  unsigned hop_limit = 16;                          ///< of RTP and RTCP, 1 to 255
  unsigned start_repeat = 3;                        ///< RTP packets sent again for a new member, 0 to 3
  unsigned dscp = 0;                                ///< of all it sends to groups, 0 to 63
  Duration linger = std::chrono::seconds(5);        ///< a service without members keeps its upstream, 0 to 3,600 s
  Duration queue = std::chrono::milliseconds(500);  ///< held between station and network, 0.2 to 10 s
  Duration announce_interval = std::chrono::seconds(1);  ///< between announcements in a group, 1 to 60 s
  bool announce_on_standard_groups = false;              ///< also without members' asking, see docs/headend.md
  bool give_way = true;              ///< of several headends on a link one sends, see docs/two-headends.md
  unsigned starts_per_second = 100;  ///< services begun, 1 to 10,000
  unsigned max_streams = 1000;       ///< services running at once, 1 to 100,000
  std::string user = "nobody";       ///< to become when started as root; empty: stay
  QueryConfig query;
  TestConfig test;
  StatusConfig status;
  ControlConfig control;
  GuideConfig guide;
  std::string state_directory;  ///< what outlives the program; empty: default_state_directory()
  DirectoriesConfig directories;
  std::vector<ServiceConfig> services;  ///< in the order of the file, each number once

  friend bool operator==(const Config&, const Config&) = default;
};

/// One thing wrong with a configuration.
struct ConfigError {
  std::string file;     ///< as given to parse_config()
  unsigned line = 0;    ///< from 1; zero: the file as a whole
  std::string key;      ///< `service[2].url`; empty for errors of syntax
  std::string message;  ///< what was expected, and what stood there

  friend bool operator==(const ConfigError&, const ConfigError&) = default;
};

/// `headend.toml:12: service[2].url: expected ..., found ...`
JOINCAST_EXPORT std::string to_string(const ConfigError& error);

/// Reads a TOML document; reports every error in it, not only the first (errors of TOML syntax excepted:
/// behind the first of those nothing has a meaning). `file` is only named in errors, and its folder is where key files
/// with a relative path are read. A key file that `before` names too, but that we may no longer read, since root was
/// given up, keeps its key.
JOINCAST_EXPORT Result<Config, std::vector<ConfigError>> parse_config(std::string_view text, std::string_view file,
                                                                      const Config* before = nullptr);

/// The same from a file of at most 16 MiB.
JOINCAST_EXPORT Result<Config, std::vector<ConfigError>> load_config(const std::string& file,
                                                                     const Config* before = nullptr);

/// `$STATE_DIRECTORY`, as systemd has it, else `/var/lib/joincast`.
JOINCAST_EXPORT std::string default_state_directory();

/// The services of a configuration, the test service among them if it is enabled. The built-in one has no URLs.
JOINCAST_EXPORT std::vector<ServiceConfig> services_of(const Config& config);

}  // namespace joincast::headend
