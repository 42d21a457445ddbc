// SPDX-License-Identifier: LGPL-2.1-or-later
#include "bench/allocations.h"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;  // of one thread: the programs have no other

void* counted(std::size_t size) {
  ++count;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace joincast::bench {

std::size_t allocations() noexcept { return count; }

}  // namespace joincast::bench
