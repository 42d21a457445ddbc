// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_programme.h"

#include <algorithm>

namespace joincast::media {
namespace {

constexpr std::size_t kMostNamed = 12;  // programmes in a message
constexpr std::size_t kMostProgrammes = 1024;

bool may_be_streams(std::uint16_t pid) noexcept { return pid >= kFirstFreePid && pid < kTsNullPid; }

std::string missing(std::uint16_t wanted, const std::vector<TsPat::Programme>& there) {
  if (there.empty()) return "has no programme";
  std::string text = "has no programme " + std::to_string(wanted) + ", but ";
  for (std::size_t i = 0; i < std::min(there.size(), kMostNamed); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(there[i].number);
  return there.size() > kMostNamed ? text + ", ..." : text;
}

}  // namespace

void TsProgramme::take(Packet packet, Bytes& out) {
  pcr_.reset();
  jumps_ = false;
  const TsPacketView view = parse_ts_packet(packet);
  if (view.damaged || view.pid == kTsNullPid) return;
  const auto read = [&](TsSections& sections, auto take_section) {
    sections.push(view);
    while (const auto section = sections.poll()) (this->*take_section)(*section, out);
  };
  if (view.pid == kPatPid) return read(pat_, &TsProgramme::take_pat);
  if (!programme_) return;
  if (view.pid == programme_->pid) return read(pmt_, &TsProgramme::take_pmt);
  if (!found()) return;
  if (view.pid == kSdtPid) return read(sdt_, &TsProgramme::take_sdt);
  if (view.pid == kEitPid) return read(eit_, &TsProgramme::take_eit);
  if (kept_[view.pid] || view.pid == kTimePid) pass(packet, view, out);
}

void TsProgramme::take_pat(ByteView section, Bytes& out) {
  const auto pat = parse_pat(section);
  if (!pat) return;
  if (pat->section == 0) {
    others_.clear();
    stream_ = pat->stream;
  }
  for (const TsPat::Programme& one : pat->programmes)
    if (others_.size() < kMostProgrammes) others_.push_back(one);
  if (pat->section == pat->last_section) choose(*pat);
  if (programme_ && found() && pat->section == 0) pat_out_.write(encode_pat(stream_, version_, *programme_), out);
}

/// Once all sections have come. A first programme stays the one that was the first.
void TsProgramme::choose(const TsPat&) {
  const std::uint16_t number = wanted_ == 0 && programme_ ? programme_->number : wanted_;
  auto found = std::ranges::find(others_, number, &TsPat::Programme::number);
  if (found == others_.end() && wanted_ == 0) found = others_.begin();
  if (found == others_.end()) {
    trouble_ = missing(wanted_, others_);
    return;
  }
  trouble_.clear();
  if (programme_ == *found) return;
  if (programme_) version_ = (version_ + 1) & 0x1f;
  programme_ = *found;
  pmt_.reset();
  pmt_out_ = TsSectionWriter(programme_->pid);
  map_.clear();
  kept_.reset();
  title_.clear();
  service_name_.clear();
}

void TsProgramme::take_pmt(ByteView section, Bytes& out) {
  const auto pmt = parse_pmt(section);
  if (!pmt || pmt->programme != programme_->number) return;
  const bool first = map_.empty();
  map_.assign(section.begin(), section.end());
  pcr_pid_ = pmt->pcr_pid;
  kept_.reset();
  if (may_be_streams(pcr_pid_)) kept_.set(pcr_pid_);
  for (const TsPmt::Stream& stream : pmt->streams)
    if (may_be_streams(stream.pid) && stream.pid != programme_->pid) kept_.set(stream.pid);
  trouble_ = pmt->streams.empty()        ? "its programme has no streams at present"
             : !may_be_streams(pcr_pid_) ? "its programme has no clock (PCR)"
                                         : "";
  if (first) pat_out_.write(encode_pat(stream_, version_, *programme_), out);
  pmt_out_.write(map_, out);
}

void TsProgramme::take_sdt(ByteView section, Bytes& out) {
  const auto service = find_service(section, programme_->number);
  if (!service) return;
  service_name_ = service->name;
  sdt_out_.write(service->section, out);
}

void TsProgramme::take_eit(ByteView section, Bytes& out) {
  const auto event = parse_event(section);
  if (!event || event->service != programme_->number) return;
  if (event->present) title_ = event->name;
  eit_out_.write(section, out);
}

void TsProgramme::pass(Packet packet, const TsPacketView& view, Bytes& out) {
  const std::size_t at = out.size();
  out.insert(out.end(), packet.begin(), packet.end());
  Counter& counter = counters_[view.pid];
  if (counter.anew) {
    const std::uint8_t next = view.payload.empty() ? counter.last : counter.last + 1;
    counter.offset = static_cast<std::uint8_t>(next - view.continuity) & 0x0f;
    counter.anew = false;
  }
  counter.last = (view.continuity + counter.offset) & 0x0f;
  out[at + 3] = static_cast<std::uint8_t>((out[at + 3] & 0xf0) | counter.last);
  if (view.pid != pcr_pid_ || !view.pcr) return;
  pcr_ = view.pcr;
  if (tell_jump_) out[at + 5] |= 0x80;
  jumps_ = view.discontinuity || tell_jump_;
  tell_jump_ = false;
}

void TsProgramme::splice() {
  tell_jump_ = true;
  pat_.reset();
  pmt_.reset();
  sdt_.reset();
  eit_.reset();
  for (auto& [pid, counter] : counters_) counter.anew = true;
}

void TsProgramme::write_tables(Bytes& out) {
  if (!programme_ || !found()) return;
  pat_out_.write(encode_pat(stream_, version_, *programme_), out);
  pmt_out_.write(map_, out);
}

}  // namespace joincast::media
