// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/membership_pool.h"

#include <algorithm>
#include <list>
#include <unordered_map>

#include "net/receiving_socket.h"
#include "net/socket.h"

namespace joincast::net {

struct MembershipPool::Impl : std::enable_shared_from_this<MembershipPool::Impl> {
  struct Member {
    Member(ReceivingSocket opened, Family of) : socket(std::move(opened)), family(of) {}
    ReceivingSocket socket;
    Family family;
    std::size_t groups = 0;
    bool full = false;
    Watch watch;
  };
  struct Joined {
    std::shared_ptr<Member> member;
    std::optional<IpAddress> source;
  };

  Impl(EventLoop& owner, DatagramHandler callback) : loop(owner), handler(std::move(callback)) {}

  Result<std::shared_ptr<Member>, std::error_code> add_socket(Family family);
  void remove_socket(const std::shared_ptr<Member>& member) noexcept;

  EventLoop& loop;
  DatagramHandler handler;
  std::uint16_t port = 0;
  std::size_t receive_buffer = 0;
  std::size_t largest_datagram = 0;
  std::list<std::shared_ptr<Member>> members;
  std::unordered_map<Group, Joined> joined;
  ReceiveCounters closed;  ///< of sockets that are gone
};

namespace {

void add(ReceiveCounters& sum, const ReceiveCounters& more) noexcept {
  sum.datagrams += more.datagrams;
  sum.batches += more.batches;
  sum.drops += more.drops;
  sum.truncated += more.truncated;
  sum.other_group += more.other_group;
  sum.errors += more.errors;
}

bool says_full(const std::error_code& error) noexcept {
  return error == std::errc::no_buffer_space || error == std::errc::not_enough_memory;
}

}  // namespace

Result<std::shared_ptr<MembershipPool::Impl::Member>, std::error_code> MembershipPool::Impl::add_socket(Family family) {
  auto socket = ReceivingSocket::open({{any_address(family), port}, 0, receive_buffer, largest_datagram});
  if (!socket) return fail(socket.error());
  auto member = std::make_shared<Member>(std::move(*socket), family);
  member->watch =
      loop.watch_readable(member->socket.descriptor(), [pool = weak_from_this(), weak = std::weak_ptr<Member>(member)] {
        const auto self = pool.lock();
        const auto from = weak.lock();
        if (!self || !from) return;
        from->socket.drain(
            self->loop, [&](const Group& to) { return self->joined.contains(to); }, self->handler);
      });
  if (!member->watch) return fail(std::make_error_code(std::errc::too_many_files_open));
  members.push_front(member);
  return member;
}

void MembershipPool::Impl::remove_socket(const std::shared_ptr<Member>& member) noexcept {
  add(closed, member->socket.counters());
  member->watch.cancel();
  member->socket.close();
  members.remove(member);
}

MembershipPool::MembershipPool(EventLoop& loop, std::uint16_t port, DatagramHandler on_datagrams,
                               std::size_t receive_buffer, std::size_t largest_datagram)
    : impl_(std::make_shared<Impl>(loop, std::move(on_datagrams))) {
  impl_->port = port;
  impl_->receive_buffer = receive_buffer;
  impl_->largest_datagram = largest_datagram;
}
MembershipPool::MembershipPool(MembershipPool&&) noexcept = default;
MembershipPool& MembershipPool::operator=(MembershipPool&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}
MembershipPool::~MembershipPool() {
  if (!impl_) return;
  while (!impl_->members.empty()) impl_->remove_socket(std::shared_ptr(impl_->members.front()));
}

std::error_code MembershipPool::join(const Group& group, std::optional<IpAddress> source) {
  const Family family = group.address.family();
  if (group.interface == 0 || !group.address.is_multicast() || (source && source->family() != family))
    return std::make_error_code(std::errc::invalid_argument);
  if (const auto known = impl_->joined.find(group); known != impl_->joined.end())
    return known->second.source == source ? std::error_code{} : std::make_error_code(std::errc::file_exists);

  const auto try_on = [&](const std::shared_ptr<Impl::Member>& member) {
    const auto error = join_group(member->socket.descriptor(), group, source ? &*source : nullptr);
    if (error) {
      member->full = member->groups > 0 && says_full(error);
    } else {
      ++member->groups;
      impl_->joined.emplace(group, Impl::Joined{member, source});
    }
    return error;
  };
  for (const auto& member : impl_->members) {
    if (member->family != family || member->full) continue;
    const auto error = try_on(member);
    if (!error || !says_full(error)) return error;
  }
  const auto fresh = impl_->add_socket(family);
  if (!fresh) return fresh.error();
  const auto error = try_on(*fresh);
  if (error) impl_->remove_socket(*fresh);
  return error;
}

void MembershipPool::leave(const Group& group) noexcept {
  const auto known = impl_->joined.find(group);
  if (known == impl_->joined.end()) return;
  const Impl::Joined was = std::move(known->second);
  impl_->joined.erase(known);
  was.member->full = false;
  if (--was.member->groups == 0) {
    impl_->remove_socket(was.member);
    return;
  }
  (void)leave_group(was.member->socket.descriptor(), group, was.source ? &*was.source : nullptr);
}

std::size_t MembershipPool::groups() const noexcept { return impl_->joined.size(); }
std::size_t MembershipPool::sockets() const noexcept { return impl_->members.size(); }

ReceiveCounters MembershipPool::counters() const noexcept {
  ReceiveCounters sum = impl_->closed;
  for (const auto& member : impl_->members) add(sum, member->socket.counters());
  return sum;
}

}  // namespace joincast::net
