// SPDX-License-Identifier: LGPL-2.1-or-later
// How long a start takes until the list can be used, and the longest that the windows' thread is held up, with so many
// stations: usage: browser_list [STATIONS], which needs no screen and prints JSON, or browser_list --write FILE
// STATIONS, which leaves a guide's cache.
#include <time.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include "libreceiver/guide_cache.h"
#include "ui/bridge/worker.h"
#include "ui/control/station_finder.h"
#include "ui/model/station_model.h"
#include "ui/view/stations_page.h"

namespace {

using namespace joincast;
using namespace std::chrono_literals;

/// Processor time of this thread, in ms: what a handler takes whoever else is busy.
double spent() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Measures every handler of every event: the outermost call of notify().
class Instrumented final : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    if (inside_) return QApplication::notify(receiver, event);
    inside_ = true;
    QElapsedTimer timer;
    timer.start();
    const double before = spent();
    const bool handled = QApplication::notify(receiver, event);
    longest = std::max(longest, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    most = std::max(most, spent() - before);
    inside_ = false;
    return handled;
  }

  double longest = 0;  ///< ms by the clock
  double most = 0;     ///< ms of processor time

 private:
  bool inside_ = false;
};

double since(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

/// What an earlier run would have left: a headend with a large directory.
void fill(libreceiver::GuideList& list, unsigned count, WallTime heard) {
  const char* const genres[] = {"jazz", "pop,rock", "news,talk", "classical", "electronic,techno", "folk", "schlager"};
  const char* const countries[] = {"DE", "FR", "US", "GB", "BR", "JP", "PL", "SE", "IT"};
  const char* const languages[] = {"german", "french", "english", "portuguese", "japanese", "polish"};
  const libreceiver::GuideSource source{libreceiver::GuideWay::http, "http://192.0.2.1:9581", "eth0",
                                        *parse_address("ff3e:40:2001:db8:d0be:f00d:8000:0"),
                                        *parse_address("2001:db8:d0be:f00d::1")};
  for (unsigned first = 0; first < count; first += 1'000) {
    guide::Page page;
    page.headend = "Headend";
    for (unsigned i = first; i < std::min(count, first + 1'000); ++i) {
      guide::Entry entry;
      entry.number = *ServiceNumber::from_group_id(0x8100'0000 + i * 197);
      entry.name = "Rádio " + std::string(genres[i % 7]) + ' ' + std::to_string(i * 7919u % count);
      entry.genre = genres[i % 7];
      entry.country = countries[i % 9];
      entry.language = languages[i % 6];
      entry.codec = i % 3 ? "mp3" : "aac";
      entry.kbps = 64 + 32 * (i % 8);
      entry.link = "https://station" + std::to_string(i) + ".example/";
      entry.directory = 1;
      entry.stable_id = "960e57c8-0601-11e8-ae97-" + std::to_string(100'000'000'000 + i);
      entry.title = i % 50 ? "" : "Artist - Song " + std::to_string(i);
      entry.on_air = i % 50 == 0;
      page.entries.push_back(entry);
    }
    if (first + 1'000 < count) page.next = first + 1'000;
    list.add_answer(source, std::move(page), first == 0, heard);
  }
}

struct Figures {
  std::map<std::string, double> ms;
};

/// What a start does before the list is there, step by step.
ui::StationTablePtr start(const std::string& cache, Figures& figures) {
  libreceiver::GuideList list;
  QElapsedTimer timer;
  double before = 0;
  const auto begin = [&] {
    timer.start();
    before = spent();
  };
  const auto end = [&](const std::string& step) {
    figures.ms["start_" + step] = since(timer);
    figures.ms["start_cpu_" + step] = spent() - before;
    figures.ms["start_cpu_all"] += spent() - before;
  };
  begin();
  libreceiver::load_guide_cache(cache, list, std::chrono::system_clock::now());
  end("load");
  begin();
  const auto& items = list.items();
  end("merge");
  begin();
  auto table = ui::makeStationTable(items, true);
  end("table");
  begin();
  ui::StationSearch search;
  search.setSources({table, {}, {}});
  const auto view = search.find({});
  end("find");
  return table;
}

class Screen {
 public:
  Screen(Instrumented& application, Figures& figures) : application_(application), figures_(figures) {
    QObject::connect(&page_, &ui::StationsPage::queryWished, &finder_, &ui::StationFinder::setQuery);
    QObject::connect(&finder_, &ui::StationFinder::found, &page_, &ui::StationsPage::showFound);
    QObject::connect(&finder_, &ui::StationFinder::found, [this] { answered_ = true; });
    page_.resize(1'100, 700);
    page_.show();
    application_.processEvents();
  }

  /// `act` inside an event's handler, and all that comes of it until the list is at rest.
  template <typename Act>
  void measure(const std::string& name, Act act, bool answers = true) {
    application_.longest = application_.most = 0;
    answered_ = !answers;
    QElapsedTimer timer;
    timer.start();
    QMetaObject::invokeMethod(&page_, std::function<void()>(act), Qt::QueuedConnection);
    do application_.processEvents(QEventLoop::AllEvents);
    while (!answered_ && timer.elapsed() < 10'000);
    for (int i = 0; i < 5; ++i) application_.processEvents(QEventLoop::AllEvents);
    const auto keep = [this](const std::string& what, double value) {
      figures_.ms[what] = std::max(figures_.ms[what], value);
    };
    keep("handler_" + name, application_.longest);
    keep("handler_cpu_" + name, application_.most);
    if (answers) keep("until_" + name, since(timer));
  }

  ui::Worker worker_;
  ui::StationModel model_;
  ui::StationFinder finder_{[this](ui::Worker::Work work) { worker_.run(std::move(work)); }};
  ui::StationsPage page_{model_};

 private:
  Instrumented& application_;
  Figures& figures_;
  bool answered_ = false;
};

void walk(Screen& screen, ui::StationTablePtr table) {
  std::vector<ui::Station> stations = table->stations;
  screen.measure("set_table", [&] { screen.finder_.setGuide(std::move(table)); });
  QLineEdit& search = screen.page_.search();
  for (const QChar letter : QStringLiteral("radio ja 12"))
    screen.measure("key_stroke", [&] { QTest::keyClick(&search, letter.toLatin1()); });
  screen.measure("clear", [&] { search.clear(); });
  for (const ui::StationColumn column : {ui::StationColumn::genre, ui::StationColumn::rate, ui::StationColumn::name})
    screen.measure(
        "sort", [&] { screen.page_.list().header()->setSortIndicator(static_cast<int>(column), Qt::DescendingOrder); });
  screen.measure("group", [&] { screen.page_.groupingMenu()->actions().at(1)->trigger(); });
  screen.measure("ungroup", [&] { screen.page_.groupingMenu()->actions().at(0)->trigger(); });
  QScrollBar* const bar = screen.page_.list().verticalScrollBar();
  for (int i = 1; i <= 200; ++i)
    screen.measure(
        "scroll", [&, i] { bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * i / 200)); }, false);
  screen.page_.list().setCurrentIndex(screen.model_.index(40'000 % screen.model_.rowCount(), 0));
  stations.pop_back();
  auto next = ui::makeStationTable(std::move(stations), true);
  screen.measure("guide_update", [&] { screen.finder_.setGuide(std::move(next)); });
  screen.measure(
      "end_key", [&] { QTest::keyClick(&screen.page_.list(), Qt::Key_End); }, false);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool write = words.size() == 3 && words[0] == "--write";
  const unsigned count = words.empty() ? 80'000 : static_cast<unsigned>(std::atoi(words.back().c_str()));
  const std::string folder = std::filesystem::temp_directory_path() / "joincast-browser-list";
  const std::string cache = write ? words[1] : folder + "/guide";
  {
    libreceiver::GuideList list;
    fill(list, count, std::chrono::system_clock::now());
    if (libreceiver::save_guide_cache(cache, list)) return 1;
  }
  if (write) return 0;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication::setApplicationName(QStringLiteral("joincast-bench"));
  Instrumented application(argc, argv);
  Figures figures;
  ui::StationTablePtr table = start(cache, figures);
  const std::size_t stations = table->stations.size();
  Screen screen(application, figures);
  walk(screen, std::move(table));
  std::filesystem::remove_all(folder);
  std::printf("{\"stations\": %zu", stations);
  for (const auto& [name, value] : figures.ms) std::printf(",\n \"%s_ms\": %.2f", name.c_str(), value);
  std::printf("}\n");
}
