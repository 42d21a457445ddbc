// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-browser/favourite_shelf.h"

#include <algorithm>
#include <utility>

#include "app/joincast-guide/favourites.h"
#include "libreceiver/guide_cache.h"
#include "net/private_file.h"

namespace joincast::app {
namespace {

constexpr std::size_t kMostOctets = 16'777'216;  // of a file to import

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

ui::Favourite shown(const Favourite& kept) {
  return {text(kept.reference), text(kept.name),      text(kept.genre), text(kept.icon),
          kept.directory,       text(kept.stable_id), kept.television};
}

Favourite kept(const ui::Favourite& shown) {
  return {shown.reference.toStdString(),
          shown.name.toStdString(),
          shown.genre.toStdString(),
          shown.icon.toStdString(),
          shown.directory,
          shown.stableId.toStdString(),
          shown.television};
}

class FileShelf final : public ui::FavouriteShelf {
 public:
  explicit FileShelf(std::string path) : path_(std::move(path)) {}

  QString path() const override { return text(path_); }

  Contents read() override {
    return with([](FavouritesFile&) { return false; });
  }

  Contents add(const ui::Favourite& favourite) override {
    return with([&](FavouritesFile& file) { return file.add(kept(favourite)); });
  }

  Contents remove(const QString& reference) override {
    return with([wanted = reference.toStdString()](FavouritesFile& file) {
      return std::erase_if(file.all(), [&](const Favourite& one) { return one.reference == wanted; }) != 0;
    });
  }

  Contents importFile(const QString& path) override {
    const auto refuse = [&](const std::string& why) {
      Contents contents = read();
      contents.trouble = path + QLatin1String(": ") + text(why);
      return contents;
    };
    const auto file = net::read_file(path.toStdString(), kMostOctets);
    if (!file) return refuse(file.error().message);
    const auto imported = read_favourites(file->text);
    if (!imported) return refuse(imported.error());
    Contents contents = with([&](FavouritesFile& favourites) {
      bool any = false;
      for (const Favourite& one : imported->favourites) any |= favourites.add(one);
      return any;
    });
    for (const std::string& line : imported->left_out) contents.leftOut.append(text(line));
    return contents;
  }

  QString exportFile(const QString& path) override {
    auto file = FavouritesFile::open(path_);
    if (!file) return text(file.error());
    const bool opml = path.endsWith(QLatin1String(".opml")) || path.endsWith(QLatin1String(".xml"));
    const std::string written = opml ? to_opml(file->all(), {}) : to_m3u(file->all(), {});
    const auto error = libreceiver::write_whole_file(path.toStdString(), written);
    return error ? path + QLatin1String(": ") + text(error.message()) : QString();
  }

 private:
  /// `change` says whether it changed anything.
  template <typename Change>
  Contents with(Change change) {
    Contents contents;
    auto file = FavouritesFile::open(path_);
    if (!file) {
      contents.trouble = text(file.error());
      return contents;
    }
    const auto before = file->all();
    if (change(*file))
      if (const auto trouble = file->save()) {
        contents.trouble = text(*trouble);
        file->all() = before;
      }
    for (const Favourite& one : file->all()) contents.favourites.push_back(shown(one));
    return contents;
  }

  std::string path_;
};

}  // namespace

std::unique_ptr<ui::FavouriteShelf> make_favourite_shelf(std::string path) {
  return std::make_unique<FileShelf>(std::move(path));
}

std::unique_ptr<ui::FavouriteShelf> make_favourite_shelf() {
  return make_favourite_shelf(FavouritesFile::default_path());
}

}  // namespace joincast::app
