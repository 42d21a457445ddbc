// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/guide_side.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "libreceiver/guide_cache.h"
#include "net/interfaces.h"

namespace joincast::ui {
namespace {

constexpr Duration kGather = std::chrono::milliseconds(250);  // at least: changes that come together are told together
constexpr Duration kSave = std::chrono::seconds(30);

std::vector<net::Interface> fit_interfaces(const std::string& name) {
  auto all = net::list_interfaces();
  if (!all) return {};
  std::erase_if(*all, [&](const net::Interface& one) {
    return net::fitness(one) != net::Unfit::fit || (!name.empty() && one.name != name);
  });
  return std::move(*all);
}

}  // namespace

GuideSide::GuideSide(net::EventLoop& loop, const OutsideMaker& make_outside, Calls calls)
    : loop_(loop), calls_(std::move(calls)), outside_(make_outside(loop)) {
  telling_ = loop_.timer([this] { tell(); });
  saving_ = loop_.timer([this] {
    if (std::exchange(unsaved_, false)) libreceiver::save_guide_cache(libreceiver::guide_cache_path(), client_->list());
  });
  auto monitor = net::InterfaceMonitor::open(loop_, [this](std::span<const net::Interface> interfaces) {
    calls_.on_interfaces({interfaces.begin(), interfaces.end()});
  });
  if (monitor) {
    calls_.on_interfaces(monitor->interfaces());
    monitor_.emplace(std::move(*monitor));
  } else if (auto interfaces = net::list_interfaces()) {
    calls_.on_interfaces(std::move(*interfaces));
  }
  resting_ = loop_.timer([this] { client_->rest(); });
  waking_ = loop_.timer([this] { wake(); });
  asking_ = loop_.timer([this] {
    client_->ask_again();
    asking_.expires_at(loop_.now().mono + kAskAgain);
  });
  outside_->find_headends([this](const FoundHeadend& headend) { handle_headend(headend); }, calls_.on_dns_sd);
}

GuideSide::~GuideSide() {
  outside_.reset();
  if (unsaved_ && client_) libreceiver::save_guide_cache(libreceiver::guide_cache_path(), client_->list());
}

void GuideSide::look(const NetworkChoice& choice) {
  choice_ = choice;
  libreceiver::GuideClient::Options options;
  options.interfaces = fit_interfaces(choice.interface);
  if (choice.prefix) options.prefixes.push_back(*choice.prefix);
  if (choice.prefix || choice.pool) options.prefixes.push_back(choice.pool.value_or(kDefaultPool));
  options.family = choice.family;
  options.announcements = choice.announcements;
  options.urls = choice.headends;
  options.get = [this](const std::string& url, libreceiver::GuideClient::Done done) {
    outside_->get(url, std::move(done));
  };
  const bool first = !client_;
  if (client_ && unsaved_) libreceiver::save_guide_cache(libreceiver::guide_cache_path(), client_->list());
  client_.reset();
  client_ = std::make_unique<libreceiver::GuideClient>(
      loop_, std::move(options), [this] { changed(); }, calls_.on_note);
  libreceiver::load_guide_cache(libreceiver::guide_cache_path(), client_->list(), loop_.now().wall);
  for (const FoundHeadend& headend : std::vector<FoundHeadend>(found_)) handle_headend(headend);
  watch();
  if (first) return tell();  // what an earlier run knew, at once
  changed();
}

void GuideSide::refresh() {
  if (client_) wake();
}

void GuideSide::wake() {
  client_->wake();
  watch();
}

void GuideSide::watch() {
  woken_ = loop_.now().mono;
  resting_.expires_at(woken_ + kLook);
  waking_.expires_at(woken_ + kLookAgain);
  asking_.expires_at(woken_ + kAskAgain);
}

void GuideSide::rest_when_complete() {
  if (client_->resting() || !client_->complete()) return;
  if (const TimePoint soonest = woken_ + kLookLeast; soonest > loop_.now().mono)
    resting_.expires_at(soonest);
  else
    client_->rest();
}

std::optional<libreceiver::GuideItem> GuideSide::find(const QString& key) const {
  if (!client_) return std::nullopt;
  for (const libreceiver::GuideItem& item : client_->list().items())
    if (keyOf(item) == key) return item;
  return std::nullopt;
}

std::vector<std::optional<Station>> GuideSide::known(const QStringList& references) const {
  using libreceiver::GuideItem;
  using Meant = std::set<const GuideItem*>;
  std::map<ServiceNumber, Meant> numbers;
  std::map<Endpoint, Meant> places;
  std::vector<const Meant*> wanted;
  for (const QString& text : references) {
    const auto reference = libreceiver::parse_service_reference(text.toStdString());
    if (!reference || !reference->interface.empty() || reference->source)
      wanted.push_back(nullptr);
    else if (reference->number)
      wanted.push_back(&numbers[*reference->number]);
    else
      wanted.push_back(&places[{reference->group, reference->port}]);
  }
  const auto note = [](auto& meant, const auto& key, const GuideItem& item) {
    if (const auto found = meant.find(key); found != meant.end()) found->second.insert(&item);
  };
  if (client_) {
    for (const GuideItem& item : client_->list().items()) {
      if (item.numbered) note(numbers, item.entry.number, item);
      for (const libreceiver::GuidePlace& place : item.places) note(places, Endpoint{place.group, place.port}, item);
    }
  }
  std::vector<std::optional<Station>> stations;
  for (const Meant* const one : wanted)
    stations.push_back(one && one->size() == 1 ? std::optional(stationOf(**one->begin())) : std::nullopt);
  return stations;
}

void GuideSide::handle_headend(const FoundHeadend& headend) {
  bool news = true;
  std::string guide_before;
  std::erase_if(found_, [&](const FoundHeadend& known) {
    if (known.name != headend.name || known.interface != headend.interface) return false;
    news = known.revision != headend.revision || known.guide != headend.guide || known.prefixes != headend.prefixes;
    guide_before = known.guide;
    return true;
  });
  if (!headend.gone) found_.push_back(headend);
  calls_.on_headend(headend);
  if (!client_ || headend.gone) return;
  if (news) wake();  // asks each guide that is known
  for (const Prefix& prefix : headend.prefixes) client_->add_prefix(prefix, headend.interface);
  if (!headend.guide.empty() && (!news || headend.guide != guide_before)) client_->add_url(headend.guide);
}

void GuideSide::changed() {
  unsaved_ = true;
  rest_when_complete();
  if (saving_.deadline() == kNever) saving_.expires_at(loop_.now().mono + kSave);
  if (telling_.deadline() == kNever) telling_.expires_at(loop_.now().mono + std::max(kGather, 4 * told_in_));
}

void GuideSide::tell() {
  if (!client_) return;
  const TimePoint began = loop_.now().mono;
  calls_.on_table(makeStationTable(client_->list().items(), client_->complete()));
  told_in_ = loop_.now().mono - began;
}

}  // namespace joincast::ui
