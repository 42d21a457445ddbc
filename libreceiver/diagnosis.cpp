// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/diagnosis.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <type_traits>
#include <utility>

#include "base/service_number.h"

namespace joincast::libreceiver {
namespace {

using namespace std::chrono;

constexpr Duration kPatience = seconds(3);       // a headend may have to fetch the station first
constexpr Duration kRecently = minutes(2);       // another service: the network and the headend work
constexpr Duration kAgesOutFrom = seconds(90);   // a switch forgets a port after so long at the earliest
constexpr Duration kAgesOutUntil = minutes(10);  // and at the latest
constexpr std::uint64_t kMostUnnoticed = 20;     // multicast datagrams that come anyway: router and name discovery
constexpr double kMuch = 0.02;                   // of packets, reordered or twice
constexpr Duration kJitter = milliseconds(50);   // worth a word
constexpr double kBurst = 3;                     // packets lost in a row on average
constexpr std::uint64_t kFewestBatches = 20;     // before anything follows from them
constexpr std::size_t kMostText = 300;           // octets of a stranger's words

std::uint64_t grown(std::uint64_t now, std::uint64_t before) noexcept { return now >= before ? now - before : now; }

template <std::size_t Size>
std::uint64_t sum(const std::array<std::uint64_t, Size>& counters) noexcept {
  return std::accumulate(counters.begin(), counters.end(), std::uint64_t{});
}

double per_cent(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

template <typename Unit>
std::int64_t whole(Duration time) noexcept {
  return duration_cast<Unit>(time).count();
}

/// Collects findings with how likely each is the cause.
class Findings {
 public:
  void add(int likelihood, Cause cause, std::vector<Argument> arguments = {}) {
    for (Argument& argument : arguments)
      if (auto* text = std::get_if<std::string>(&argument); text && text->size() > kMostText) text->resize(kMostText);
    ranked_.push_back({likelihood, {cause, std::move(arguments)}});
  }
  bool empty() const noexcept { return ranked_.empty(); }
  std::vector<Finding> take() {
    std::stable_sort(ranked_.begin(), ranked_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Finding> all;
    for (auto& [likelihood, finding] : ranked_) all.push_back(std::move(finding));
    return all;
  }

 private:
  std::vector<std::pair<int, Finding>> ranked_;
};

constexpr int kCertain = 100, kLikely = 80, kProbable = 60, kPossible = 40, kSlight = 20, kWell = 0;

std::string group_text(const DiagnosisFacts& facts) {
  return facts.target ? to_string(facts.target->group.address) : std::string();
}

/// What comes before anything can come. True: nothing else need be asked.
bool look_at_interface(const DiagnosisFacts& facts, Findings& found) {
  if (!facts.target) return false;
  const std::string& name = facts.target->interface;
  if (!facts.interface) {
    found.add(kCertain, Cause::interface_gone, {name});
    return true;
  }
  const net::Unfit unfit = net::fitness(*facts.interface, facts.target->group.address.family());
  switch (unfit) {
    case net::Unfit::fit: found.add(kWell, Cause::interface_well, {name}); return false;
    case net::Unfit::down: found.add(kCertain, Cause::interface_down, {name}); return true;
    case net::Unfit::no_carrier: found.add(kCertain, Cause::no_carrier, {name}); return true;
    case net::Unfit::no_address: found.add(kCertain, Cause::no_address, {name}); return true;
    case net::Unfit::loopback:
    case net::Unfit::no_multicast:
    case net::Unfit::enslaved: break;
  }
  found.add(kCertain, Cause::interface_unfit, {name, std::string(to_string(unfit))});
  return true;
}

void look_at_membership(const DiagnosisFacts& facts, Findings& found) {
  if (!facts.target || !facts.in_system) return;
  if (facts.in_system->joined)
    found.add(kWell, Cause::membership_well, {group_text(facts)});
  else
    found.add(kLikely + 5, Cause::membership_missing, {group_text(facts), facts.target->interface});
}

void look_at_station(const DiagnosisFacts& facts, Findings& found) {
  if (facts.state == sdp::State::failed) found.add(kCertain - 5, Cause::station_failed, {facts.state_reason});
  if (facts.state == sdp::State::starting) found.add(kCertain - 5, Cause::station_starting);
  if (facts.state == sdp::State::waiting) found.add(kCertain - 5, Cause::station_waiting);
}

bool is_prefix_known(const DiagnosisFacts& facts) {
  return std::any_of(facts.headend_prefixes.begin(), facts.headend_prefixes.end(), [&](const Prefix& prefix) {
    const IpAddress& group = facts.target->group.address;
    if (group.is_v4() || !prefix.address.is_v6()) return contains(prefix, group);
    return prefix_of_group(group) == prefix;
  });
}

/// The prefix of our family that the headends answer, in words.
std::string answered(const DiagnosisFacts& facts) {
  std::string all;
  for (const Prefix& prefix : facts.headend_prefixes) {
    if (prefix.address.family() != facts.target->group.address.family()) continue;
    all += (all.empty() ? "" : ", ") + to_string(prefix);
  }
  return all;
}

/// The machine took datagrams in, and no program got them.
void look_at_machine(const DiagnosisFacts& facts, Findings& found) {
  if (!facts.host || facts.now.session.packets != 0) return;
  const net::HostCounters& host = *facts.host;
  const bool v4 = facts.target->group.address.is_v4();
  if (v4 && host.reverse_path > kMostUnnoticed)
    found.add(kLikely + 5, Cause::reverse_path, {static_cast<std::int64_t>(host.reverse_path)});
  else if (host.multicast > 5 * kMostUnnoticed &&
           host.delivered + host.nobody_listens + host.no_room + host.discarded < host.multicast / 10)
    found.add(kLikely, Cause::firewall, {static_cast<std::int64_t>(host.multicast)});
}

void look_at_silence(const DiagnosisFacts& facts, Findings& found) {
  look_at_machine(facts, found);
  const Statistics& session = facts.now.session;
  const std::string others = answered(facts);
  const auto own = prefix_of_group(facts.target->group.address);
  if (!others.empty() && !is_prefix_known(facts))
    found.add(kLikely, Cause::wrong_prefix, {own ? to_string(*own) : group_text(facts), others});
  if (facts.target->source) found.add(kProbable, Cause::source_filter, {to_string(*facts.target->source)});
  if (facts.since_join < kPatience) found.add(kLikely - 5, Cause::just_joined, {whole<seconds>(facts.since_join)});
  if (facts.described || sum(session.sap.refused) != 0)
    found.add(kProbable, Cause::media_missing);
  else if (facts.other_came && *facts.other_came < kRecently)
    found.add(kProbable + 5, Cause::service_unknown, {whole<seconds>(*facts.other_came)});
  else
    found.add(kPossible, Cause::no_headend, {whole<seconds>(facts.since_join), facts.target->interface});
}

void look_at_stop(const DiagnosisFacts& facts, Findings& found) {
  if (facts.sender_left) found.add(kCertain - 10, Cause::sender_left);
  const bool ages_out = facts.played >= kAgesOutFrom && facts.played <= kAgesOutUntil;
  if (ages_out && facts.querier != QuerierFact::seen)
    found.add(facts.querier == QuerierFact::none ? kLikely : kPossible - 5, Cause::aged_out,
              {std::max<std::int64_t>(1, (whole<seconds>(facts.played) + 30) / 60)});
  found.add(kPossible, Cause::silence, {whole<seconds>(facts.played)});
}

void look_at_key(const DiagnosisFacts& facts, Findings& found) {
  if (!facts.srtp) return;
  switch (*facts.srtp) {
    case SrtpTrouble::Kind::wrong_key: return found.add(kCertain, Cause::wrong_key);
    case SrtpTrouble::Kind::no_key: return found.add(kCertain, Cause::no_key);
    case SrtpTrouble::Kind::in_clear: return found.add(kCertain, Cause::in_clear);
    case SrtpTrouble::Kind::no_library: return found.add(kCertain, Cause::no_srtp);
  }
}

void look_at_sound(const DiagnosisFacts& facts, Findings& found) {
  if (!facts.unplayable.empty()) found.add(kCertain - 2, Cause::unplayable, {facts.unplayable});
  if (!facts.sound_failure.empty()) found.add(kCertain - 4, Cause::sound_failed, {facts.sound_failure});
  if (facts.now.session.phase == Phase::undescribed && facts.unplayable.empty() && !facts.srtp)
    found.add(kLikely, Cause::undescribed);
  if (facts.now.shift.paused) found.add(kCertain - 20, Cause::paused);
}

void look_at_losses(const DiagnosisFacts& facts, Findings& found) {
  const RecentFigures& recent = facts.recent;
  if (recent.socket_drops != 0)
    found.add(kLikely + 5, Cause::machine_busy, {static_cast<std::int64_t>(recent.socket_drops)});
  // What the socket had no room for is missing too, but not the network's doing.
  const std::uint64_t missing = recent.missing - std::min(recent.missing, recent.socket_drops);
  if (missing == 0) return;
  const double lost = per_cent(missing, recent.expected);
  const double in_a_row =
      static_cast<double>(recent.missing) / static_cast<double>(std::max<std::uint64_t>(1, recent.loss_runs));
  const bool wireless = facts.interface && facts.interface->kind == net::InterfaceKind::wireless;
  if (wireless) found.add(kLikely, Cause::loss_on_wifi, {lost});
  if (in_a_row >= kBurst)
    found.add(kLikely - 5, Cause::loss_in_bursts, {lost, in_a_row});
  else if (!wireless)
    found.add(kLikely - 5, Cause::loss_even, {lost});
}

/// Most batches keep an access point's pace.
bool is_wifi_batched(const RecentFigures& recent) noexcept {
  return recent.batches >= kFewestBatches && recent.dtim_spaced * 10 >= recent.batches * 8;
}

void look_at_pace(const DiagnosisFacts& facts, Findings& found) {
  const RecentFigures& recent = facts.recent;
  const Statistics& session = facts.now.session;
  if (is_wifi_batched(recent)) {
    constexpr double kBeacon = 102.4;  // ms
    const double apart = static_cast<double>(session.batches.last_interval.count()) / 1e6;
    found.add(kPossible, Cause::wifi_batches, {std::max(1.0, std::round(apart / kBeacon)) * kBeacon});
  } else if (session.jitter >= kJitter) {
    found.add(kSlight + 5, Cause::jitter, {whole<milliseconds>(session.jitter)});
  }
  // Where nothing comes any more it runs dry of course.
  if (recent.underruns != 0 && facts.now.session.phase != Phase::stalled)
    found.add(kProbable, Cause::sound_ran_dry, {static_cast<std::int64_t>(recent.underruns)});
  if (recent.dropped_units != 0)
    found.add(kProbable + 5, Cause::decoder_slow, {static_cast<std::int64_t>(recent.dropped_units)});
}

void look_at_packets(const DiagnosisFacts& facts, Findings& found) {
  const RecentFigures& recent = facts.recent;
  if (recent.damaged_units != 0)
    found.add(kPossible + 5, Cause::damaged, {static_cast<std::int64_t>(recent.damaged_units)});
  if (recent.malformed != 0) found.add(kPossible, Cause::malformed, {static_cast<std::int64_t>(recent.malformed)});
  if (recent.strangers != 0) found.add(kPossible, Cause::strangers, {static_cast<std::int64_t>(recent.strangers)});
  const double twice = per_cent(recent.duplicates, recent.packets);
  if (twice >= 100 * kMuch) found.add(kPossible, Cause::duplicated, {twice});
  const double behind = per_cent(recent.reordered, recent.packets);
  if (behind >= 100 * kMuch) found.add(kSlight, Cause::reordered, {behind});
  if (recent.missing == 0 && facts.now.session.packets != 0)
    found.add(kWell, Cause::packets_well, {static_cast<std::int64_t>(facts.now.session.packets)});
}

/// Costs no sound now.
bool is_harmless(Cause cause) noexcept {
  return cause == Cause::wifi_batches || cause == Cause::jitter || cause == Cause::reordered ||
         cause == Cause::querier_missing || cause == Cause::strangers || cause == Cause::malformed;
}

Standing standing_of(const DiagnosisFacts& facts, const std::vector<Finding>& findings) {
  if (!facts.failure.empty()) return Standing::cannot_join;
  const Phase phase = facts.now.session.phase;
  const bool unheard = facts.srtp || !facts.unplayable.empty() || !facts.sound_failure.empty();
  if (unheard) return Standing::unheard;
  if (phase == Phase::silent)
    return facts.since_join < kPatience && findings.front().cause == Cause::just_joined ? Standing::waiting
                                                                                        : Standing::nothing_comes;
  if (facts.now.shift.paused) return Standing::paused;
  if (phase == Phase::stalled) return Standing::stopped;
  if (phase == Phase::undescribed) return Standing::unheard;
  const bool well = std::all_of(findings.begin(), findings.end(),
                                [](const Finding& one) { return is_well(one.cause) || is_harmless(one.cause); });
  return well ? Standing::well : Standing::faulty;
}

void look_at_all(const DiagnosisFacts& facts, Findings& found) {
  const Phase phase = facts.now.session.phase;
  look_at_key(facts, found);
  look_at_sound(facts, found);
  const bool cut_off = look_at_interface(facts, found);
  look_at_station(facts, found);
  if (!cut_off) look_at_membership(facts, found);
  if (facts.described) found.add(kWell, Cause::described_well);
  if (phase == Phase::silent && !cut_off && !facts.srtp) look_at_silence(facts, found);
  if (phase == Phase::stalled && !cut_off) look_at_stop(facts, found);
  if (phase == Phase::silent) return;
  look_at_losses(facts, found);
  look_at_pace(facts, found);
  look_at_packets(facts, found);
  if (facts.querier == QuerierFact::none && phase != Phase::stalled) found.add(kSlight, Cause::querier_missing);
}

}  // namespace

RecentFigures recent_figures(const Snapshot& before, const Snapshot& now, Duration span) {
  const Statistics& a = before.session;
  const Statistics& b = now.session;
  RecentFigures recent;
  recent.span = span;
  recent.packets = grown(b.packets, a.packets);
  recent.expected = grown(b.expected, a.expected);
  recent.missing = b.expected < a.expected ? b.missing : b.missing - std::min(a.missing, b.missing);
  recent.loss_runs = grown(b.loss_runs.runs, a.loss_runs.runs);
  recent.duplicates = grown(b.duplicates, a.duplicates);
  recent.reordered = grown(b.reordered, a.reordered);
  recent.malformed = grown(sum(b.malformed), sum(a.malformed));
  recent.strangers = grown(b.selection.strangers, a.selection.strangers);
  recent.socket_drops = grown(now.socket_drops, before.socket_drops);
  recent.underruns = grown(now.sound.underruns, before.sound.underruns);
  recent.damaged_units = grown(now.sound.damaged_units, before.sound.damaged_units);
  recent.dropped_units = grown(now.sound.dropped_units, before.sound.dropped_units);
  recent.batches = grown(b.batches.batches, a.batches.batches);
  recent.dtim_spaced = grown(b.batches.dtim_spaced, a.batches.dtim_spaced);
  return recent;
}

Diagnosis diagnose(const DiagnosisFacts& facts) {
  if (!facts.asked) return {Standing::idle, {{Cause::nothing_asked, {}}}};
  Findings found;
  if (!facts.failure.empty()) found.add(kCertain - 10, Cause::not_joined, {facts.failure});
  if (!facts.target || !facts.failure.empty()) {
    if (facts.target) look_at_interface(facts, found);
    if (found.empty()) found.add(kLikely, Cause::just_joined, {whole<seconds>(facts.since_join)});
    Diagnosis diagnosis{facts.failure.empty() ? Standing::waiting : Standing::cannot_join, found.take()};
    return diagnosis;
  }
  look_at_all(facts, found);
  Diagnosis diagnosis{Standing::idle, found.take()};
  if (diagnosis.findings.empty() || is_well(diagnosis.findings.front().cause))
    diagnosis.findings.insert(diagnosis.findings.begin(), Finding{Cause::all_well, {}});
  diagnosis.standing = standing_of(facts, diagnosis.findings);
  return diagnosis;
}

bool is_well(Cause cause) noexcept { return cause >= Cause::all_well; }

std::string fill(std::string_view words, std::span<const Argument> arguments) {
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool place = words[at] == '%' && at + 1 < words.size() && words[at + 1] >= '1' && words[at + 1] <= '9';
    const auto which = place ? static_cast<std::size_t>(words[at + 1] - '1') : arguments.size();
    if (which >= arguments.size()) {
      text += words[at];
      continue;
    }
    ++at;
    std::visit(
        [&text](const auto& value) {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, std::string>) {
            text += value;
          } else if constexpr (std::is_same_v<Value, double>) {
            std::array<char, 64> digits{};
            const auto [end, error] =
                std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 1);
            if (error == std::errc{}) text.append(digits.data(), end);
          } else {
            text += std::to_string(value);
          }
        },
        arguments[which]);
  }
  return text;
}

std::string to_text(const Diagnosis& diagnosis) {
  std::string text(words_of(diagnosis.standing));
  text += '\n';
  for (const Finding& finding : diagnosis.findings) {
    const CauseWords& words = words_of(finding.cause);
    text += "\n- ";
    const char* between = "";
    for (const std::string_view part : {words.looked_at, words.found, words.means, words.remedy}) {
      if (part.empty()) continue;
      text += between + fill(part, finding.arguments);
      between = "\n  ";
    }
    text += '\n';
  }
  return text;
}

}  // namespace joincast::libreceiver
