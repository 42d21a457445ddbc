// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/netlink.h"

#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "net/socket.h"

namespace joincast::net {
namespace {

/// Large enough for what the kernel puts into one message of a dump (libmnl's advice is 8 KiB).
struct alignas(nlmsghdr) Buffer : std::array<char, 32 * 1024> {};

/// How an exchange stands after one message.
struct Progress {
  bool ended = false;
  bool interrupted = false;  ///< what is listed changed meanwhile
  std::error_code error;
};

void take(const nlmsghdr& message, const Netlink::Visit& visit, Progress& progress) {
  progress.interrupted |= (message.nlmsg_flags & NLM_F_DUMP_INTR) != 0;
  if (message.nlmsg_type == NLMSG_DONE) {
    progress.ended = true;
  } else if (message.nlmsg_type == NLMSG_ERROR) {
    const int code = -static_cast<const nlmsgerr*>(mnl_nlmsg_get_payload(&message))->error;
    if (code != 0) progress.error = {code, std::system_category()};
    progress.ended = true;
  } else if (message.nlmsg_type >= NLMSG_MIN_TYPE) {
    visit(message);
  }
}

int call_attribute(const nlattr* attribute, void* visit) {
  (*static_cast<const VisitAttribute*>(visit))(*attribute);
  return MNL_CB_OK;
}

}  // namespace

void for_each_attribute(const nlmsghdr& message, std::size_t header, const VisitAttribute& visit) {
  mnl_attr_parse(&message, static_cast<unsigned>(header), call_attribute, const_cast<VisitAttribute*>(&visit));
}

void for_each_attribute(const nlattr& nest, const VisitAttribute& visit) {
  mnl_attr_parse_nested(&nest, call_attribute, const_cast<VisitAttribute*>(&visit));
}

void Netlink::Close::operator()(mnl_socket* socket) const noexcept { mnl_socket_close(socket); }

Result<Netlink, std::error_code> Netlink::open(unsigned groups) {
  Netlink netlink;
  netlink.socket_.reset(mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC));
  if (!netlink.socket_) return fail(last_error());
  if (mnl_socket_bind(netlink.socket_.get(), groups, MNL_SOCKET_AUTOPID) < 0) return fail(last_error());
  return netlink;
}

int Netlink::descriptor() const noexcept { return mnl_socket_get_fd(socket_.get()); }

std::error_code Netlink::ask(nlmsghdr& request, const Visit& visit) {
  request.nlmsg_seq = ++sequence_;
  if (mnl_socket_sendto(socket_.get(), &request, request.nlmsg_len) < 0) return last_error();
  // An interrupted dump is read to its end all the same, or the next one would be refused (EBUSY).
  Progress progress;
  Buffer buffer{};
  while (!progress.ended) {
    const ssize_t size = mnl_socket_recvfrom(socket_.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return last_error();
    int left = static_cast<int>(size);
    for (auto* message = reinterpret_cast<nlmsghdr*>(buffer.data()); mnl_nlmsg_ok(message, left) && !progress.ended;
         message = mnl_nlmsg_next(message, &left))
      if (message->nlmsg_seq == sequence_) take(*message, visit, progress);
  }
  if (!progress.error && progress.interrupted) return std::make_error_code(std::errc::interrupted);
  return progress.error;
}

bool Netlink::drain() noexcept {
  Buffer buffer;
  bool any = false;
  for (;;) {
    const ssize_t size = ::recv(descriptor(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno != ENOBUFS) return any;  // ENOBUFS: some were lost, which is news as well
    any = true;
  }
}

}  // namespace joincast::net
