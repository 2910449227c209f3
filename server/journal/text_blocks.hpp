#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <string_view>

namespace voiceid::journal {

/// Memory for texts that are kept for a while and given up roughly in their order. Whole blocks are reused, so that
/// keeping a text is a copy to where the last one ended.
class TextBlocks {
 public:
  static constexpr std::size_t kBlockBytes = 64 * 1024;

  struct Block {
    std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(kBlockBytes);
    std::size_t used = 0;
    /// How many hold texts in it.
    std::size_t holders = 0;
  };
  using Holder = std::list<Block>::iterator;

  /// Makes room for so many bytes in one block, at most kBlockBytes, and counts one more holder of it.
  Holder hold(std::size_t bytes) {
    if (blocks_.empty() || blocks_.back().used + bytes > kBlockBytes) add_block();
    ++blocks_.back().holders;
    return std::prev(blocks_.end());
  }

  /// Copies the text into the block, where hold() made room for it.
  // Not inlined: if g++ knows how long a text can be, it copies by `rep movs`, which takes long to get going.
  [[gnu::noinline]] static std::string_view put(Holder holder, std::string_view text) {
    char* place = holder->bytes.get() + holder->used;
    text.copy(place, text.size());
    holder->used += text.size();
    return {place, text.size()};
  }

  /// The texts that this holder put are no longer needed.
  void release(Holder holder) {
    if (--holder->holders != 0) return;
    if (spare_.empty()) {
      holder->used = 0;
      spare_.splice(spare_.end(), blocks_, holder);
    } else {
      blocks_.erase(holder);
    }
  }

  std::size_t bytes() const { return (blocks_.size() + spare_.size()) * kBlockBytes; }

 private:
  void add_block() {
    if (spare_.empty()) {
      blocks_.emplace_back();
    } else {
      blocks_.splice(blocks_.end(), spare_);
    }
  }

  // New texts go into the last one.
  std::list<Block> blocks_;
  std::list<Block> spare_;
};

}  // namespace voiceid::journal
