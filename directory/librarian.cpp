// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/librarian.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/random.h"

namespace joincast::directory {
namespace {

constexpr std::size_t kMostNotes = 1'024;
constexpr Duration kLongestSleep = std::chrono::minutes(10);  // the wall clock may be stepped

/// Tasks for one thread, in order.
class Tasks {
 public:
  bool push(std::function<void()> task, std::size_t most) {
    const std::scoped_lock lock(mutex_);
    if (tasks_.size() >= most || ended_) return false;
    tasks_.push_back(std::move(task));
    wake_.notify_one();
    return true;
  }
  void end() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    wake_.notify_one();
  }
  /// Runs what is there, or waits for it. False: it is over.
  bool run_one(Duration most) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, most, [this] { return ended_ || !tasks_.empty(); });
    if (ended_) return false;
    if (tasks_.empty()) return true;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    return true;
  }
  bool any() {
    const std::scoped_lock lock(mutex_);
    return !tasks_.empty();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool ended_ = false;
};

}  // namespace

class Librarian::Impl {
 public:
  Impl(LibrarianOptions options, Post post, Listener listener, std::unique_ptr<CatalogueWriter> writer,
       std::unique_ptr<Catalogue> reader)
      : options_(std::move(options)),
        post_(std::move(post)),
        listener_(std::move(listener)),
        writer_(std::move(writer)),
        reader_(std::move(reader)),
        refresher_(options_.refreshing, *writer_, stop_),
        rng_(options_.refreshing.seed),
        desk_([this] {
          while (questions_.run_one(kLongestSleep)) continue;
        }),
        office_([this] { work(); }) {}

  ~Impl() {
    stop_.store(true);
    questions_.end();
    notes_.end();
    desk_.join();
    office_.join();
  }

  /// `question` is put to the catalogue on the desk's thread, and what it returns given to `answer` on the asker's.
  template <typename Answer, typename Question>
  void ask(Question question, std::function<void(Answer)> answer) {
    auto task = [this, question = std::move(question), answer] {
      post_([answer, told = question(*reader_)]() mutable { answer(std::move(told)); });
    };
    if (!questions_.push(std::move(task), kMostQuestions)) post_([answer] { answer({}); });
  }

  void note(std::function<void()> task) { notes_.push(std::move(task), kMostNotes); }
  CatalogueWriter& writer() { return *writer_; }
  Refresher& refresher() { return refresher_; }
  WallTime now() const { return options_.refreshing.now(); }

  const Source* source(DirectoryId id) const {
    const auto found = std::find_if(options_.sources.begin(), options_.sources.end(),
                                    [id](const Source& source) { return source.id == id; });
    return found == options_.sources.end() ? nullptr : &*found;
  }

  bool refresh(const std::string& name) {
    const auto found = std::find_if(options_.sources.begin(), options_.sources.end(),
                                    [&name](const Source& source) { return source.name == name; });
    if (found == options_.sources.end()) return false;
    note([this, id = found->id] { wished_.insert(id); });
    return true;
  }

 private:
  /// The writing thread: notes as they come, refreshes when they are due.
  void work() {
    writer_->reserve(options_.reserved);
    for (const Pin& pin : options_.pins) writer_->pin(pin);
    plan();
    tell();
    Duration rest{};
    while (notes_.run_one(rest)) {
      rest = {};
      if (notes_.any()) continue;
      const WallTime time = now();
      WallTime next = time + kLongestSleep;
      for (const Source& source : options_.sources) {
        if (stop_.load()) return;
        if (next_[source.id] <= time || wished_.erase(source.id) != 0) refresh(source);
        next = std::min(next, next_[source.id]);
      }
      rest = std::clamp<Duration>(next - now(), Duration{}, kLongestSleep);
    }
  }

  void plan() {
    const auto states = writer_->directories();
    for (const Source& source : options_.sources) {
      DirectoryState known;
      for (const DirectoryState& state : states)
        if (state.id == source.id) known = state;
      next_[source.id] = next_refresh(source, known, failures_[source.id], rng_.unit(), now());
    }
  }

  void refresh(const Source& source) {
    busy_ = source.id;
    tell();
    const auto report = refresher_.refresh(source);
    unsigned& failures = failures_[source.id];
    failures = report.outcome == Refresher::Outcome::failed ? failures + 1 : 0;
    busy_.reset();
    const auto states = writer_->directories();
    for (const DirectoryState& state : states)
      if (state.id == source.id) next_[source.id] = next_refresh(source, state, failures, rng_.unit(), now());
    // Where not even the failure could be noted, there is no haste either.
    next_[source.id] = std::max(next_[source.id], now() + least_interval(source.kind));
    tell();
  }

  void tell() {
    if (!listener_) return;
    std::vector<DirectoryReport> reports;
    const auto states = writer_->directories();
    for (const Source& source : options_.sources) {
      DirectoryReport& report = reports.emplace_back();
      report.source = source;
      report.state.id = source.id;
      for (const DirectoryState& state : states)
        if (state.id == source.id) report.state = state;
      report.refreshing = busy_ == source.id;
      report.next = next_[source.id];
    }
    post_([listener = listener_, reports = std::move(reports)] { listener(reports); });
  }

  LibrarianOptions options_;
  Post post_;
  Listener listener_;
  std::unique_ptr<CatalogueWriter> writer_;  // the office's, as all up to rng_
  std::unique_ptr<Catalogue> reader_;        // the desk's
  std::atomic<bool> stop_{false};
  Refresher refresher_;
  std::map<DirectoryId, WallTime> next_;
  std::map<DirectoryId, unsigned> failures_;
  std::set<DirectoryId> wished_;
  std::optional<DirectoryId> busy_;
  Rng rng_;
  Tasks questions_;
  Tasks notes_;
  std::thread desk_;
  std::thread office_;
};

Librarian::Librarian(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Librarian::~Librarian() = default;

Result<std::unique_ptr<Librarian>, std::string> Librarian::open(LibrarianOptions options, Post post,
                                                                Listener listener) {
  auto writer = CatalogueWriter::open(options.catalogue);
  if (!writer) return fail(std::move(writer.error()));
  auto reader = Catalogue::open(options.catalogue);
  if (!reader) return fail(std::move(reader.error()));
  return std::unique_ptr<Librarian>(new Librarian(std::make_unique<Impl>(
      std::move(options), std::move(post), std::move(listener), std::move(*writer), std::move(*reader))));
}

void Librarian::find(ServiceNumber number, std::function<void(std::optional<Entry>)> answer) {
  impl_->ask<std::optional<Entry>>(
      [impl = impl_.get(), number](Catalogue& catalogue) { return catalogue.find(number, impl->now()); },
      std::move(answer));
}

void Librarian::find_all(std::vector<ServiceNumber> numbers, std::function<void(std::vector<Entry>)> answer) {
  const auto look = [impl = impl_.get(), numbers = std::move(numbers)](Catalogue& catalogue) {
    std::vector<Entry> found;
    for (const ServiceNumber number : numbers)
      if (auto entry = catalogue.find(number, impl->now())) found.push_back(std::move(*entry));
    return found;
  };
  impl_->ask<std::vector<Entry>>(look, std::move(answer));
}

void Librarian::search(Query query, std::function<void(Page)> answer) {
  impl_->ask<Page>([impl = impl_.get(),
                    query = std::move(query)](Catalogue& catalogue) { return catalogue.search(query, impl->now()); },
                   std::move(answer));
}

void Librarian::collisions(std::function<void(std::vector<Entry>)> answer) {
  impl_->ask<std::vector<Entry>>(
      [impl = impl_.get()](Catalogue& catalogue) { return catalogue.collisions(impl->now()); }, std::move(answer));
}

void Librarian::tags(std::size_t limit, std::function<void(std::vector<TagCount>)> answer) {
  impl_->ask<std::vector<TagCount>>([limit](Catalogue& catalogue) { return catalogue.tags(limit); }, std::move(answer));
}

void Librarian::note_sound(ServiceNumber number, Duration after, std::string url) {
  impl_->note(
      [this, number, after, url = std::move(url)] { impl_->writer().note_sound(number, after, url, impl_->now()); });
}

void Librarian::note_failure(ServiceNumber number) {
  impl_->note([this, number] { impl_->writer().note_failure(number, impl_->now()); });
}

void Librarian::click(const Entry& entry) {
  const Source* source = impl_->source(entry.directory);
  if (!source || source->kind != SourceKind::radio_browser) return;
  impl_->note([this, source, id = entry.station.id] { impl_->refresher().click(*source, id); });
}

void Librarian::adopt(DirectoryId directory, std::string id, ServiceNumber number) {
  impl_->note([this, directory, id = std::move(id), number] { impl_->writer().adopt(directory, id, number); });
}

bool Librarian::refresh(const std::string& name) { return impl_->refresh(name); }

}  // namespace joincast::directory
