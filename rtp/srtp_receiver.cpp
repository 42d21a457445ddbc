// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "rtp/packet.h"
#include "rtp/srtp_context.h"
#include "rtp/srtp_session.h"

namespace joincast::rtp {
namespace {

constexpr unsigned kTriesOfContext = 8;  // what making a context costs, in tries
constexpr std::uint32_t kFirstRound = 16;
constexpr unsigned kLostAfter = 16;  // authentic no more, in a row: it may have gone on by half a sequence
constexpr Duration kLostFor = std::chrono::seconds(1);
constexpr std::size_t kMostOctets = 65'535;

/// So many tries a second; unused ones of the last second are kept.
class Budget {
 public:
  bool take(unsigned tries, TimePoint now) noexcept {
    if (now >= since_ + std::chrono::seconds(1)) {
      since_ = now;
      left_ = SrtpReceiver::kTriesPerSecond;
    }
    if (tries > left_) return false;
    left_ -= tries;
    return true;
  }

 private:
  TimePoint since_{};
  unsigned left_ = SrtpReceiver::kTriesPerSecond;
};

struct Announced {
  std::uint32_t ssrc = 0;
  std::uint32_t count = 0;
};

/// A source that was authentic once.
struct Source {
  std::uint32_t ssrc = 0;
  SrtpContext context;
  TimePoint heard{};        // authentic
  unsigned failed = 0;      // in a row
  std::uint32_t ahead = 0;  // rollovers already searched for
};

/// One that is not, as it comes from one address: others may use its SSRC.
struct Unknown {
  std::uint32_t ssrc = 0;
  IpAddress from;
  SrtpContext context;
  TimePoint heard{};
  std::uint32_t next = 0;
  std::uint32_t round = kFirstRound;

  /// Rounds begin at zero again and again, as a forged packet may have met the count that was right.
  std::uint32_t next_count() noexcept {
    if (next >= round) {
      next = 0;
      round = round >= SrtpReceiver::kMostRollovers / 4 ? SrtpReceiver::kMostRollovers + 1 : 4 * round;
    }
    return next++;
  }
};

SrtpDrop reason_of(srtp_err_status_t status) noexcept {
  switch (status) {
    case srtp_err_status_replay_fail: return SrtpDrop::replayed;
    case srtp_err_status_replay_old:
    case srtp_err_status_pkt_idx_old: return SrtpDrop::too_old;
    case srtp_err_status_bad_param:
    case srtp_err_status_parse_err: return SrtpDrop::malformed;
    default: return SrtpDrop::not_authentic;
  }
}

}  // namespace

std::string_view to_string(SrtpDrop reason) noexcept {
  switch (reason) {
    case SrtpDrop::not_authentic: return "not authentic";
    case SrtpDrop::replayed: return "replayed";
    case SrtpDrop::too_old: return "too old";
    case SrtpDrop::malformed: return "malformed";
    case SrtpDrop::not_tried: break;
  }
  return "not tried";
}

struct SrtpReceiver::Impl {
  SrtpKey key;
  SrtpContext reporters;  // of RTCP
  std::unordered_set<std::uint32_t> known_reporters;
  std::vector<Source> sources;
  std::vector<Unknown> unknown;
  std::optional<Announced> announced;
  Budget budget;
  Budget announced_budget;  // strangers cannot use it up, unless they take the announced SSRC
  SrtpCounters counters;
  Bytes work;

  srtp_err_status_t attempt(srtp_ctx_t* context, ByteView packet);
  srtp_err_status_t attempt(srtp_ctx_t* context, std::uint32_t ssrc, std::uint32_t count, ByteView packet);
  srtp_err_status_t attempt_rtcp(ByteView packet);
  Result<ByteView, SrtpDrop> open(Source& source, ByteView packet, TimePoint now);
  Result<ByteView, SrtpDrop> search(std::uint32_t ssrc, ByteView packet, const IpAddress& from, TimePoint now);
  bool search_ahead(Source& source, ByteView packet, TimePoint now);
  Unknown* place_for(std::uint32_t ssrc, const IpAddress& from, TimePoint now);
  void keep(Unknown& found, TimePoint now);
  bool may_try(std::uint32_t ssrc, unsigned tries, TimePoint now) noexcept {
    Budget& whose = announced && announced->ssrc == ssrc ? announced_budget : budget;
    return whose.take(tries, now);
  }
  Result<ByteView, SrtpDrop> dropped(SrtpDrop reason) {
    ++counters.rtp_dropped[static_cast<std::size_t>(reason)];
    return fail(reason);
  }
};

SrtpReceiver::SrtpReceiver(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SrtpReceiver::~SrtpReceiver() = default;

Result<std::unique_ptr<SrtpReceiver>, std::string> SrtpReceiver::make(const SrtpKey& key) {
  if (auto ready = srtp_is_ready(); !ready) return fail(std::move(ready.error()));
  auto impl = std::make_unique<Impl>();
  impl->key = key;
  impl->reporters = make_context(key, {ssrc_any_inbound, 0});
  if (!impl->reporters) return fail("libsrtp does not know " + std::string(to_string(key.suite)));
  return std::unique_ptr<SrtpReceiver>(new SrtpReceiver(std::move(impl)));
}

/// Works on a copy, as a packet that is refused may be spoilt.
srtp_err_status_t SrtpReceiver::Impl::attempt(srtp_ctx_t* context, ByteView packet) {
  work.assign(packet.begin(), packet.end());
  int size = static_cast<int>(work.size());
  const auto status = srtp_unprotect(context, work.data(), &size);
  if (status == srtp_err_status_ok) work.resize(static_cast<std::size_t>(size));
  return status;
}

srtp_err_status_t SrtpReceiver::Impl::attempt_rtcp(ByteView packet) {
  work.assign(packet.begin(), packet.end());
  int size = static_cast<int>(work.size());
  const auto status = srtp_unprotect_rtcp(reporters.get(), work.data(), &size);
  if (status == srtp_err_status_ok) work.resize(static_cast<std::size_t>(size));
  return status;
}

/// With a rollover counter of ours. Afterwards the context goes by its own again, moved on if the packet was authentic.
srtp_err_status_t SrtpReceiver::Impl::attempt(srtp_ctx_t* context, std::uint32_t ssrc, std::uint32_t count,
                                              ByteView packet) {
  ++counters.searched;
  srtp_set_stream_roc(context, ssrc, count);
  const auto status = attempt(context, packet);
  srtp_set_stream_roc(context, ssrc, 0);
  return status;
}

Result<ByteView, SrtpDrop> SrtpReceiver::unprotect_rtp(ByteView packet, const IpAddress& from, TimePoint now) {
  ByteReader in(packet);
  const std::uint8_t flags = in.u8();
  in.skip(7);
  const std::uint32_t ssrc = in.u32();
  if (!in.ok() || flags >> 6 != kVersion || packet.size() > kMostOctets) return impl_->dropped(SrtpDrop::malformed);
  for (Source& source : impl_->sources)
    if (source.ssrc == ssrc) return impl_->open(source, packet, now);
  return impl_->search(ssrc, packet, from, now);
}

Result<ByteView, SrtpDrop> SrtpReceiver::Impl::open(Source& source, ByteView packet, TimePoint now) {
  const auto status = attempt(source.context.get(), packet);
  if (status != srtp_err_status_ok) {
    if (reason_of(status) != SrtpDrop::not_authentic) return dropped(reason_of(status));
    if (!search_ahead(source, packet, now)) return dropped(SrtpDrop::not_authentic);
  }
  source.heard = now;
  source.failed = 0;
  source.ahead = 0;
  ++counters.rtp;
  return ByteView(work);
}

bool SrtpReceiver::Impl::search_ahead(Source& source, ByteView packet, TimePoint now) {
  if (++source.failed < kLostAfter || now - source.heard < kLostFor) return false;
  std::uint32_t count = 0;
  if (srtp_get_stream_roc(source.context.get(), source.ssrc, &count) != srtp_err_status_ok) return false;
  if (announced && announced->ssrc == source.ssrc && announced->count > count && may_try(source.ssrc, 1, now) &&
      attempt(source.context.get(), source.ssrc, announced->count, packet) == srtp_err_status_ok)
    return true;
  for (unsigned i = 0; i < kTriesPerPacket && may_try(source.ssrc, 1, now); ++i) {
    if (source.ahead >= kFirstRound) source.ahead = 0;
    if (attempt(source.context.get(), source.ssrc, count + ++source.ahead, packet) == srtp_err_status_ok) return true;
  }
  return false;
}

Result<ByteView, SrtpDrop> SrtpReceiver::Impl::search(std::uint32_t ssrc, ByteView packet, const IpAddress& from,
                                                      TimePoint now) {
  Unknown* place = place_for(ssrc, from, now);
  if (!place || !place->context) return dropped(SrtpDrop::not_tried);
  place->heard = now;
  const bool told = announced && announced->ssrc == ssrc;
  const std::uint32_t said = told ? announced->count : 0;
  const std::array<std::uint32_t, 4> likely = {said, said + 1, said - 1,
                                               0};  // with each packet, before the rounds go on
  unsigned tries = 0;
  for (; tries < kTriesPerPacket && may_try(ssrc, 1, now); ++tries) {
    const std::uint32_t count = tries < (told ? likely.size() : 1) ? likely[tries] : place->next_count();
    const auto status = attempt(place->context.get(), ssrc, count, packet);
    if (status == srtp_err_status_ok) {
      keep(*place, now);
      ++counters.rtp;
      return ByteView(work);
    }
    if (reason_of(status) == SrtpDrop::malformed) return dropped(SrtpDrop::malformed);
  }
  return dropped(tries == 0 ? SrtpDrop::not_tried : SrtpDrop::not_authentic);
}

/// Null: there is none, or no work may be spent on it now.
Unknown* SrtpReceiver::Impl::place_for(std::uint32_t ssrc, const IpAddress& from, TimePoint now) {
  for (Unknown& one : unknown)
    if (one.ssrc == ssrc && one.from == from) return &one;
  if (!may_try(ssrc, kTriesOfContext, now)) return nullptr;
  if (unknown.size() >= kMostUnknown) {
    const auto silent = std::min_element(unknown.begin(), unknown.end(),
                                         [](const Unknown& a, const Unknown& b) { return a.heard < b.heard; });
    unknown.erase(silent);
  }
  Unknown& added = unknown.emplace_back();
  added.ssrc = ssrc;
  added.from = from;
  added.context = make_context(key, {ssrc_specific, ssrc});
  return &added;
}

void SrtpReceiver::Impl::keep(Unknown& found, TimePoint now) {
  if (sources.size() >= kMostSources) {
    sources.erase(std::min_element(sources.begin(), sources.end(),
                                   [](const Source& a, const Source& b) { return a.heard < b.heard; }));
  }
  sources.push_back({found.ssrc, std::move(found.context), now, 0, 0});
  const std::uint32_t ssrc = found.ssrc;
  std::erase_if(unknown, [ssrc](const Unknown& one) { return one.ssrc == ssrc; });
}

Result<ByteView, SrtpDrop> SrtpReceiver::unprotect_rtcp(ByteView packet) {
  const auto dropped = [this](SrtpDrop reason) {
    ++impl_->counters.rtcp_dropped[static_cast<std::size_t>(reason)];
    return fail(reason);
  };
  ByteReader in(packet);
  const std::uint8_t flags = in.u8();
  in.skip(3);
  const std::uint32_t ssrc = in.u32();
  if (!in.ok() || flags >> 6 != kVersion || packet.size() > kMostOctets) return dropped(SrtpDrop::malformed);
  const auto status = impl_->attempt_rtcp(packet);
  if (status != srtp_err_status_ok) return dropped(reason_of(status));
  if (impl_->known_reporters.insert(ssrc).second && impl_->known_reporters.size() > kMostReporters) {
    impl_->known_reporters = {ssrc};
    if (auto anew = make_context(impl_->key, {ssrc_any_inbound, 0})) impl_->reporters = std::move(anew);
    impl_->attempt_rtcp(packet);
  }
  ++impl_->counters.rtcp;
  return ByteView(impl_->work);
}

void SrtpReceiver::announce(std::uint32_t ssrc, std::uint32_t rollover_count) {
  impl_->announced = Announced{ssrc, rollover_count};
}

std::optional<std::uint32_t> SrtpReceiver::rollover_count(std::uint32_t ssrc) const noexcept {
  std::uint32_t count = 0;
  for (const Source& source : impl_->sources)
    if (source.ssrc == ssrc && srtp_get_stream_roc(source.context.get(), ssrc, &count) == srtp_err_status_ok)
      return count;
  return std::nullopt;
}

const SrtpCounters& SrtpReceiver::counters() const noexcept { return impl_->counters; }

}  // namespace joincast::rtp
