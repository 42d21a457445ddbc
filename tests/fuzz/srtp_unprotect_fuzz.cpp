// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever comes between a sender's packets: nothing is let through that it did not send, and nothing twice.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "rtp/srtp_session.h"

namespace {

using namespace joincast;

constexpr std::uint32_t kSsrc = 0x11223344;
const IpAddress kSender = *parse_address("2001:db8::1");
const IpAddress kStranger = *parse_address("2001:db8::bad");

void check(bool holds) {
  if (!holds) std::abort();
}

class Run {
 public:
  explicit Run(rtp::SrtpSuite suite) {
    const rtp::SrtpKey key{suite, Bytes(rtp::key_and_salt_octets(suite), 0x21)};
    sender_ = std::move(*rtp::SrtpSender::make(key));
    receiver_ = std::move(*rtp::SrtpReceiver::make(key));
  }

  void genuine() {
    Bytes packet;
    ByteWriter out(packet);
    out.u8(0x80);
    out.u8(14);
    out.u16(sequence_++);
    out.u32(sequence_ * 2160u);
    out.u32(kSsrc);
    out.zeros(24);
    const Bytes clear = packet;
    if (!sender_->protect_rtp(packet)) return;  // a jump back: it may not be sent
    const auto opened = receiver_->unprotect_rtp(packet, kSender, now_);
    if (opened) check(Bytes(opened->begin(), opened->end()) == clear);
    sent_.push_back({std::move(packet), opened.has_value()});
  }
  void again(std::size_t which) {
    if (sent_.empty()) return;
    Sent& one = sent_[which % sent_.size()];
    const bool opened = receiver_->unprotect_rtp(one.octets, kStranger, now_).has_value();
    check(!opened || !one.opened);
    one.opened |= opened;
  }
  void forged(ByteView packet) {
    const bool ours = std::any_of(sent_.begin(), sent_.end(),
                                  [&](const Sent& one) { return std::ranges::equal(one.octets, packet); });
    if (!ours) check(!receiver_->unprotect_rtp(packet, kStranger, now_));
    check(!receiver_->unprotect_rtcp(packet));
  }
  void spoilt(std::size_t which, std::size_t where, std::uint8_t how) {
    if (sent_.empty() || how == 0) return;
    Bytes packet = sent_[which % sent_.size()].octets;
    packet[where % packet.size()] ^= how;
    forged(packet);
  }
  void announce(std::uint32_t count) { receiver_->announce(kSsrc, count); }
  void jump(std::uint8_t by) { sequence_ = static_cast<std::uint16_t>(sequence_ + 256u * by); }
  void pass(std::uint8_t steps) { now_ += std::chrono::milliseconds(100) * steps; }

 private:
  struct Sent {
    Bytes octets;
    bool opened = false;
  };
  std::unique_ptr<rtp::SrtpSender> sender_;
  std::unique_ptr<rtp::SrtpReceiver> receiver_;
  std::vector<Sent> sent_;
  std::uint16_t sequence_ = 100;
  TimePoint now_{std::chrono::seconds(1'000)};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader in({data, size});
  Run run(static_cast<rtp::SrtpSuite>(in.u8() % rtp::kSrtpSuites));
  for (unsigned step = 0; step < 200 && in.ok() && in.remaining() != 0; ++step) {
    switch (in.u8() % 7) {
      case 0: run.genuine(); break;
      case 1: run.again(in.u8()); break;
      case 2: run.forged(in.take(std::min<std::size_t>(in.u8(), in.remaining()))); break;
      case 3: {
        const std::uint8_t which = in.u8(), where = in.u8(), how = in.u8();
        run.spoilt(which, where, how);
        break;
      }
      case 4: run.announce(in.u32()); break;
      case 5: run.jump(in.u8()); break;
      case 6: run.pass(in.u8()); break;
    }
  }
  return 0;
}
