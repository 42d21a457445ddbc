// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"
#include "libreceiver/service_reference.h"
#include "net/interfaces.h"
#include "rtp/srtp_key.h"

namespace joincast::libreceiver {

/// What somebody asked for beside the service itself; what is empty is found out.
struct Wishes {
  std::string interface = {};         ///< name or index
  std::optional<Prefix> prefix = {};  ///< IPv6: the headend's /64; IPv4: the pool, /16 or longer
  /// The only sender wanted. With a service number and no prefix it asks for the source-specific group.
  std::optional<IpAddress> source = {};
  std::optional<Family> family = {};  ///< none: the reference's, the prefix's, else IPv6
};

/// Exactly what is to be joined.
struct Target {
  Group group = {};                           ///< with its interface
  std::string interface = {};                 ///< name of that
  std::optional<IpAddress> source = {};       ///< a source-specific join; none: any source
  std::uint16_t port = kRtpPort;              ///< of RTP
  std::optional<ServiceNumber> number = {};   ///< where the group tells it
  std::optional<rtp::SrtpKey> srtp_key = {};  ///< only what it opens is heard; none: only what is in clear
  std::string description = {};  ///< a session description of it that is known already; empty: what is announced alone

  friend bool operator==(const Target&, const Target&) = default;
};

/// What a target is called where its name is not known: the service number, else the group without its interface.
JOINCAST_EXPORT std::string short_name(const Target& target);

/// Why nothing can be joined.
struct ResolveError {
  enum class Kind : std::uint8_t {
    no_such_interface,   ///< the one that was named is not there
    unfit_interface,     ///< it is there, but cannot receive
    none_fit,            ///< none was named and none can receive
    several_interfaces,  ///< none was named and several can
    several_prefixes,    ///< a service number, and an interface with several prefixes
    no_prefix,           ///< a service number, and an interface without any
    contradiction,       ///< wishes that exclude each other
    no_ipv4_number,      ///< a service number without an IPv4 group
    source_needed,       ///< a source-specific group (ff3x::/32, 232/8) without a source
  };

  Kind kind = Kind::none_fit;
  std::string message;  ///< for people: what, and what to do; may have several lines

  friend bool operator==(const ResolveError&, const ResolveError&) = default;
};

/// Finds group and interface of a service. The interface: named in the reference or the wishes, else the only
/// one that fits; the kernel's own choice is never taken. The prefix: wished, else the interface's own.
/// What the reference says wins over no wish, and contradicts a different one.
JOINCAST_EXPORT Result<Target, ResolveError> resolve(const ServiceReference& reference, const Wishes& wishes,
                                                     std::span<const net::Interface> interfaces);

}  // namespace joincast::libreceiver
