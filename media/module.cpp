// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/module.h"

#include <dlfcn.h>

namespace joincast::media {

Result<void*, std::string> load_module(const char* file, const char* symbol) {
  // dlopen counts references and locks by itself: a second call only looks the file up.
  void* const handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return fail(std::string("cannot load ") + file + ": " + dlerror());
  void* const entry = dlsym(handle, symbol);
  if (entry == nullptr) return fail(std::string(file) + " is not a module of this version: " + dlerror());
  return entry;
}

}  // namespace joincast::media
