// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/catalogue_desk.h"

#include <algorithm>
#include <random>
#include <utility>

#include "base/text.h"

namespace joincast::headend {

/// What answers find when they come: they may come after the desk is gone.
struct CatalogueDesk::Shared {
  Answer answer;
  std::vector<directory::DirectoryReport> directories;
  std::function<void()> changed{};
};

CatalogueDesk::CatalogueDesk(Post post, Answer answer)
    : post_(std::move(post)), shared_(std::make_shared<Shared>(Shared{std::move(answer), {}, {}})) {}

CatalogueDesk::~CatalogueDesk() {
  shared_->answer = nullptr;
  shared_->changed = nullptr;
}

void CatalogueDesk::on_change(std::function<void()> listener) { shared_->changed = std::move(listener); }

std::optional<std::string> CatalogueDesk::configure(const Config& config) {
  std::vector<ServiceNumber> reserved;
  for (const ServiceConfig& service : config.services) reserved.push_back(service.number);
  std::string file;
  const std::string folder = config.state_directory.empty() ? default_state_directory() : config.state_directory;
  if (config.directories.enabled()) file = folder + "/catalogue.sqlite";
  if (config_ == config.directories && reserved_ == reserved && file_ == file) return std::nullopt;
  config_ = config.directories;
  reserved_ = std::move(reserved);
  file_ = std::move(file);
  librarian_.reset();
  shared_->directories.clear();
  if (file_.empty()) return std::nullopt;
  directory::LibrarianOptions options;
  options.catalogue = file_;
  options.sources = config_.sources;
  options.pins = config_.pins;
  options.reserved = reserved_;
  options.refreshing.folder = folder;
  options.refreshing.user_agent = config_.user_agent;
  options.refreshing.seed = std::random_device()();
  auto opened = directory::Librarian::open(std::move(options), post_,
                                           [shared = shared_](std::vector<directory::DirectoryReport> reports) {
                                             shared->directories = std::move(reports);
                                             if (shared->changed) shared->changed();
                                           });
  if (!opened) {
    file_.clear();
    return opened.error();
  }
  librarian_ = std::move(*opened);
  return std::nullopt;
}

void CatalogueDesk::look_up(ServiceNumber number) {
  const auto answer = [shared = shared_, number](const std::optional<directory::Entry>& entry) {
    if (!shared->answer) return;
    const bool playable = entry && !entry->station.urls.empty();
    shared->answer(number, playable ? std::optional(to_service(*entry)) : std::nullopt);
  };
  if (librarian_)
    librarian_->find(number, answer);
  else
    post_([answer] { answer(std::nullopt); });
}

void CatalogueDesk::find_all(std::vector<ServiceNumber> numbers,
                             std::function<void(std::vector<directory::Entry>)> answer) {
  if (librarian_) return librarian_->find_all(std::move(numbers), std::move(answer));
  post_([answer = std::move(answer)] { answer({}); });
}

void CatalogueDesk::search(directory::Query query, std::function<void(directory::Page)> answer) {
  if (librarian_) return librarian_->search(std::move(query), std::move(answer));
  post_([answer = std::move(answer)] { answer({}); });
}

void CatalogueDesk::collisions(std::function<void(std::vector<directory::Entry>)> answer) {
  if (librarian_) return librarian_->collisions(std::move(answer));
  post_([answer = std::move(answer)] { answer({}); });
}

void CatalogueDesk::adopt(directory::DirectoryId directory, const std::string& id, ServiceNumber number) {
  if (librarian_) librarian_->adopt(directory, id, number);
}

void CatalogueDesk::tags(std::size_t limit, std::function<void(std::vector<directory::TagCount>)> answer) {
  if (librarian_) return librarian_->tags(limit, std::move(answer));
  post_([answer = std::move(answer)] { answer({}); });
}

void CatalogueDesk::started(UpstreamId upstream, const ServiceConfig& service, TimePoint now) {
  if (!librarian_ || !service.from_directory) return;
  starts_[upstream] = {service.number, service.urls, now};
  librarian_->find(service.number, [this, shared = shared_](const std::optional<directory::Entry>& entry) {
    if (shared->answer && librarian_ && entry) librarian_->click(*entry);
  });
}

void CatalogueDesk::heard(const UpstreamBatch& batch, TimePoint now) {
  if (starts_.empty() || !librarian_) return;
  const auto found = starts_.find(batch.upstream);
  if (found == starts_.end() || found->second.told) return;
  Start& start = found->second;
  for (const UpstreamItem& item : batch.items) {
    const auto* change = std::get_if<UpstreamStateChange>(&item);
    if (!change || start.told) continue;
    start.told = change->state == UpstreamState::playing || change->state == UpstreamState::failed;
    if (change->state == UpstreamState::playing)
      librarian_->note_sound(start.number, now - start.began,
                             start.urls[std::min(change->url_index, start.urls.size() - 1)]);
    else if (change->state == UpstreamState::failed)
      librarian_->note_failure(start.number);
  }
}

void CatalogueDesk::stopped(UpstreamId upstream) { starts_.erase(upstream); }

bool CatalogueDesk::refresh(const std::string& name) { return librarian_ && librarian_->refresh(name); }

const std::vector<directory::DirectoryReport>& CatalogueDesk::directories() const noexcept {
  return shared_->directories;
}

ServiceConfig to_service(const directory::Entry& entry) {
  ServiceConfig service;
  service.number = entry.number;
  service.name = entry.station.name;
  service.urls = entry.station.urls;
  if (!entry.station.tags.empty()) service.genre = entry.station.tags.front();
  service.homepage = entry.station.homepage;
  service.from_directory = true;
  return service;
}

}  // namespace joincast::headend
