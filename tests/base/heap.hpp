#pragma once

#include <malloc.h>

#include <cstddef>

namespace voiceid {

/// The bytes that are allocated now. Sanitizers allocate by themselves and count nothing here.
inline std::size_t allocated() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

}  // namespace voiceid
