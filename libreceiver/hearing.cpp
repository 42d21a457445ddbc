// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/hearing.h"

#include <algorithm>

namespace joincast::libreceiver {
namespace {

/// Answers may come this late behind their deadline.
constexpr Duration kLate = std::chrono::milliseconds{500};

std::string seconds(Duration time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

std::string_view protocol_of(Family family) noexcept { return family == Family::ipv6 ? "MLD" : "IGMP"; }

}  // namespace

std::string_view to_string(HearingLimit limit) noexcept {
  switch (limit) {
    case HearingLimit::nobody_asks: return "nobody_asks";
    case HearingLimit::only_own: return "only_own";
    case HearingLimit::not_elected: return "not_elected";
    case HearingLimit::no_address: return "no_address";
    case HearingLimit::snooping_here: return "snooping_here";
    case HearingLimit::old_hosts: return "old_hosts";
    case HearingLimit::old_querier: return "old_querier";
    case HearingLimit::full: return "full";
    case HearingLimit::packets_lost: break;
  }
  return "packets_lost";
}

Hearing::Hearing(Family family, const WatchRules& rules, TimePoint now)
    : family_(family), rules_(rules), silence_ends_(rules.query ? kNever : now + rules.patience) {}

void Hearing::tell(HearingLimit limit, std::string text) {
  bool& told = told_[static_cast<std::size_t>(limit)];
  if (told) return;
  told = true;
  output_.push_back({limit, std::move(text)});
}

void Hearing::set_link(const WatchedLink& link, bool can_send) {
  name_ = link.name;
  bridge_ = link.bridge;
  if (bridge_ == LocalBridge::snooping)
    tell(HearingLimit::snooping_here,
         name_ +
             " is a bridge with snooping: while another machine asks, it keeps reports from its own interface; its "
             "ports can be watched instead");
  if (bridge_ == LocalBridge::snooping_port)
    tell(HearingLimit::snooping_here,
         name_ +
             " is a port of a bridge with snooping: what hosts at its other ports report is not heard here; those can "
             "be watched too");
  if (can_send || (!rules_.query && !rules_.advertise)) return;
  tell(HearingLimit::no_address, name_ + " has no " + (family_ == Family::ipv6 ? "link-local IPv6" : "IPv4") +
                                     " address, so that nothing can be " + (rules_.query ? "asked" : "advertised") +
                                     " there");
}

/// Older hosts keep silent when another has answered, so that nothing follows from it.
void Hearing::expect_answers(bool told_apart, Duration max_response, TimePoint now) {
  const TimePoint all_in = now + max_response + kLate;
  known_from_ = std::min(known_from_, all_in);
  if (answers_end_ != kNever || !told_apart || told_[static_cast<std::size_t>(HearingLimit::only_own)]) return;
  answers_end_ = all_in;
}

void Hearing::note_query(const IpAddress& from, membership::Dialect dialect, bool general, Duration max_response,
                         TimePoint now) {
  silence_ends_ = kNever;
  told_[static_cast<std::size_t>(HearingLimit::nobody_asks)] = false;
  if (general) expect_answers(dialect == membership::Dialect::v3, max_response, now);
  if (dialect == membership::Dialect::v3) return;
  tell(HearingLimit::old_querier,
       (from.is_unspecified() ? std::string("a switch") : to_string(from)) + " asks by " +
           std::string(protocol_name(family_, dialect)) +
           ": all hosts answer so, name no sources, and one stays silent when another has answered");
}

void Hearing::note_own_query(Duration max_response, TimePoint now) { expect_answers(true, max_response, now); }

void Hearing::note_report(membership::Dialect dialect, bool other) {
  if (other) answers_end_ = kNever;
  if (dialect == membership::Dialect::v3) return;
  tell(HearingLimit::old_hosts,
       "there are " + std::string(protocol_name(family_, dialect)) +
           " hosts: of several in a group only one answers, so that one member may stand for many, and a silent one is "
           "not seen leaving");
}

void Hearing::note_not_elected(const IpAddress& querier) {
  if (rules_.advertise) return;
  tell(HearingLimit::not_elected, to_string(querier) + " has the lower address and asks by " +
                                      std::string(protocol_of(family_)) +
                                      " in our place: a snooping switch sends reports to it and not "
                                      "here, unless they are drawn by advertising");
}

void Hearing::note_querier_gone() { tell_nobody_asks("any more"); }

void Hearing::tell_nobody_asks(const std::string& since) {
  tell(HearingLimit::nobody_asks, "nobody asks by " + std::string(protocol_of(family_)) + " " + since +
                                      ": only who joins or leaves is heard, who joined before is not, and who vanishes "
                                      "without a word stays listed");
}

void Hearing::note_full() {
  tell(HearingLimit::full, "there are more groups or hosts by " + std::string(protocol_of(family_)) +
                               " than are kept (" + std::to_string(rules_.limits.groups) + " groups, " +
                               std::to_string(rules_.limits.hosts) + " hosts): the rest is not told");
}

void Hearing::note_packets_lost() {
  tell(HearingLimit::packets_lost, "reports came faster than they were read: some members may be missing");
}

void Hearing::handle_deadline(TimePoint now) {
  if (now >= silence_ends_) {
    silence_ends_ = kNever;
    tell_nobody_asks("for " + seconds(rules_.patience) + " s");
  }
  if (now >= answers_end_) {
    answers_end_ = kNever;
    tell(HearingLimit::only_own,
         "no other host answered an " + std::string(protocol_of(family_)) +
             " query: there is no other member, or a snooping switch keeps reports from here, unless it is opened by " +
             (rules_.query ? "advertising" : "advertising or asking"));
  }
}

std::optional<CannotHear> Hearing::poll() {
  if (output_.empty()) return std::nullopt;
  CannotHear next = std::move(output_.front());
  output_.pop_front();
  return next;
}

std::vector<HearingLimit> Hearing::told() const {
  std::vector<HearingLimit> list;
  for (std::size_t i = 0; i < told_.size(); ++i)
    if (told_[i]) list.push_back(static_cast<HearingLimit>(i));
  return list;
}

}  // namespace joincast::libreceiver
