// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/module.h"

#include <dlfcn.h>
#include <unistd.h>

#include <string_view>

namespace joincast {
namespace {

/// Where this very code was loaded from: the shared library, or a program that holds it.
std::string own_folder() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&load_module), &info) == 0 || info.dli_fname == nullptr) return {};
  const std::string_view path = info.dli_fname;
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string() : std::string(path.substr(0, slash + 1));
}

/// Beside us, in our own folder below, or in `lib` beside `bin`. A bare name, for the run path to find, is the last
/// resort: with sanitizers it is not ours that counts, but that of their dlopen().
std::string place_of(const std::string& file) {
  const std::string folder = own_folder();
  if (!folder.empty())
    for (const char* below : {"", "joincast/", "../lib/"})
      if (std::string path = folder + below + file; access(path.c_str(), R_OK) == 0) return path;
  return file;
}

}  // namespace

Result<void*, std::string> load_module(const char* file, const char* symbol) {
  // dlopen counts references and locks by itself: a second call only looks the file up.
  void* const handle = dlopen(place_of(file).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return fail(std::string("cannot load ") + file + ": " + dlerror());
  void* const entry = dlsym(handle, symbol);
  if (entry == nullptr) return fail(std::string(file) + " is not a module of this version: " + dlerror());
  return entry;
}

}  // namespace joincast
