// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/group_upstream.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"
#include "media/stream_framer.h"
#include "net/interfaces.h"
#include "net/multicast_receiver.h"
#include "rtp/receiver.h"

namespace joincast::headend {
namespace {

constexpr Duration kBeyond = std::chrono::milliseconds(500);
constexpr std::size_t kMaxText = 1'024;
constexpr std::size_t kBuffer = std::size_t{2} << 20;  // octets; half a second of 32 Mbit/s
constexpr std::size_t kLargestDatagram = 9'000;
constexpr std::string_view kSilent = "nothing comes from its group";

}  // namespace

class GroupUpstream::Impl {
 public:
  Impl(UpstreamId id, GroupUpstreamOptions options, net::EventLoop& loop, UpstreamQueue& queue)
      : id_(id),
        options_(std::move(options)),
        loop_(loop),
        queue_(queue),
        framer_("video/mp2t", options_.programme),
        timer_(loop.timer([this] { expire(); })) {
    items_.emplace_back(UpstreamStateChange{});
    if (options_.refused.empty())
      join();
    else
      tell(UpstreamState::failed, options_.refused);
    flush();
  }

  void consumed(Duration media) noexcept { ahead_ -= media; }
  void set_most_ahead(Duration media) noexcept { options_.most_ahead = media; }
  const std::string& error() const noexcept { return error_; }

 private:
  void join() {
    const auto interfaces = net::list_interfaces();
    const net::Interface* on =
        interfaces ? net::find_interface(std::span<const net::Interface>(*interfaces), options_.from.interface)
                   : nullptr;
    if (!on) return retry_later("no interface " + options_.from.interface);
    net::ReceiverOptions receiving;
    receiving.group = {options_.from.group, on->index};
    receiving.port = options_.from.port;
    receiving.source = options_.from.source;
    receiving.receive_buffer = kBuffer;
    receiving.largest_datagram = kLargestDatagram;
    auto receiver = net::MulticastReceiver::open(loop_, receiving, [this](auto batch) { take(batch); });
    if (!receiver) return retry_later("cannot join its group: " + receiver.error().message());
    receiver_.emplace(std::move(*receiver));
    last_unit_ = loop_.now().mono;
    watch();
  }

  void retry_later(const std::string& why) {
    tell(UpstreamState::failed, why);
    timer_.expires_at(loop_.now().mono + options_.retry);
  }

  void watch() { timer_.expires_at(std::min(last_unit_ + options_.silent_is_stalled, rtp_.deadline())); }

  void expire() {
    const TimePoint now = loop_.now().mono;
    if (!receiver_) {
      join();
      return flush();
    }
    rtp_.handle_deadline(now);
    take_ordered();
    if (now >= last_unit_ + options_.silent_is_stalled) {
      const std::string trouble = framer_.trouble();
      tell(played_ ? UpstreamState::stalled : UpstreamState::failed, trouble.empty() ? std::string(kSilent) : trouble);
      last_unit_ = now;  // looked at again
    }
    flush();
    watch();
  }

  void take(std::span<const net::Datagram> batch) {
    for (const net::Datagram& datagram : batch) {
      if (options_.from.rtp)
        rtp_.handle_datagram(datagram.octets, datagram.from.address, datagram.arrived);
      else
        take_octets(datagram.octets);
      take_ordered();
    }
    flush();
    watch();
  }

  void take_ordered() {
    while (const auto ordered = rtp_.poll_output()) take_octets(ordered->packet.view.payload);
  }

  void take_octets(ByteView octets) {
    framer_.push(octets);
    while (auto item = framer_.poll()) take_item(std::move(*item));
  }

  void take_item(media::FramerItem item) {
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) return give(std::move(*unit));
    if (auto* change = std::get_if<media::StreamFormat>(&item)) {
      next_format_ = std::move(change->format);
      return;
    }
    const auto& said = std::get<media::StreamMetadata>(item);
    metadata_.title = cut_utf8(said.title, kMaxText);
    metadata_.station_name = cut_utf8(said.station_name, kMaxText);
    metadata_changed_ = true;
  }

  void give(payload::AccessUnit unit) {
    last_unit_ = loop_.now().mono;
    if (ahead_ > options_.most_ahead + kBeyond) {
      after_loss_ = true;
      return;
    }
    tell(UpstreamState::playing, {});
    played_ = true;
    if (next_format_ && next_format_ != format_) items_.emplace_back(FormatChange{*(format_ = next_format_), 0});
    next_format_.reset();
    if (std::exchange(metadata_changed_, false)) items_.emplace_back(metadata_);
    unit.after_loss |= std::exchange(after_loss_, false);
    ahead_ += payload::ticks_to_time(unit.duration, format_ ? format_->clock_rate_hz : 0);
    items_.emplace_back(std::move(unit));
  }

  void tell(UpstreamState state, std::string why) {
    if (state == state_ && why == error_) return;
    state_ = state;
    error_ = why;
    items_.emplace_back(UpstreamStateChange{state, std::move(why), 0});
  }

  void flush() {
    if (!items_.empty()) queue_.push({id_, std::exchange(items_, {})});
  }

  const UpstreamId id_;
  GroupUpstreamOptions options_;
  net::EventLoop& loop_;
  UpstreamQueue& queue_;
  media::StreamFramer framer_;
  rtp::Receiver rtp_;
  UpstreamState state_ = UpstreamState::connecting;
  std::string error_;
  bool played_ = false;
  bool after_loss_ = false;
  Duration ahead_{};
  TimePoint last_unit_{};
  std::optional<payload::Format> format_, next_format_;  // as last given; goes out in front of the next unit
  UpstreamMetadata metadata_;
  bool metadata_changed_ = false;
  std::vector<UpstreamItem> items_;
  net::Timer timer_;
  std::optional<net::MulticastReceiver> receiver_;
};

GroupUpstream::GroupUpstream(UpstreamId id, GroupUpstreamOptions options, net::EventLoop& loop, UpstreamQueue& queue)
    : impl_(std::make_unique<Impl>(id, std::move(options), loop, queue)) {}
GroupUpstream::~GroupUpstream() = default;
void GroupUpstream::consumed(Duration media) noexcept { impl_->consumed(media); }
void GroupUpstream::set_most_ahead(Duration media) noexcept { impl_->set_most_ahead(media); }
const std::string& GroupUpstream::error() const noexcept { return impl_->error(); }

}  // namespace joincast::headend
