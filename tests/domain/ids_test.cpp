#include "domain/ids.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace voiceid {
namespace {

constexpr std::size_t kAlphabetSize = 62;

bool is_alphanumeric(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

IdGenerator seeded(std::uint64_t seed) { return IdGenerator(make_seeded_source(seed)); }

/// Hands out 0, 1 … 255 and begins again.
class CountingSource final : public RandomSource {
 public:
  void fill(std::span<unsigned char> bytes) override {
    std::ranges::generate(bytes, [this] { return next_++; });
  }

 private:
  unsigned char next_ = 0;
};

TEST(Ids, Are22CharactersOfTheAlphabet_BehindAPrefixIfGenerated) {
  IdGenerator ids = seeded(1);
  for (int i = 0; i < 1000; ++i) {
    const ResourceId resource = ids.resource_id();
    EXPECT_EQ(resource.view().size(), 22U);
    EXPECT_PRED1(is_alphanumeric, resource.view());
    const GeneratedId generated = ids.generated_id();
    ASSERT_EQ(generated.view().size(), 25U);
    EXPECT_EQ(generated.view().substr(0, 3), "id#");
    EXPECT_PRED1(is_alphanumeric, generated.view().substr(3));
  }
}

TEST(Ids, DoNotRepeat) {
  IdGenerator ids = seeded(7);
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.emplace(ids.resource_id().view());
  EXPECT_EQ(seen.size(), 10'000U);
}

// Bytes at the end of their range must be drawn again; folding them onto the alphabet would favour its beginning.
TEST(Ids, EveryCharacterStandsForTheSameNumberOfBytes) {
  IdGenerator ids(std::make_unique<CountingSource>());
  std::map<char, int> counts;
  // 248 of 256 bytes are taken, so that 124 ids of 22 characters use up the range of a byte exactly 11 times.
  for (int i = 0; i < 124; ++i) {
    for (const char c : std::string(ids.resource_id().view())) ++counts[c];
  }
  EXPECT_EQ(counts.size(), kAlphabetSize);
  for (const auto& [character, count] : counts) EXPECT_EQ(count, 44) << character;
}

TEST(Seed, MakesEveryIdentifierRepeatable_AndAnotherMakesOthers) {
  IdGenerator first = seeded(42);
  IdGenerator second = seeded(42);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(first.resource_id(), second.resource_id());
    EXPECT_EQ(first.generated_id(), second.generated_id());
  }
  EXPECT_NE(seeded(42).resource_id(), seeded(43).resource_id());
  EXPECT_NE(seeded(0).resource_id(), seeded(1).resource_id());
}

// Snapshot tests of users rely on it across releases and machines.
TEST(Seed, GivesTheSameIdentifiersOnEveryMachine) {
  EXPECT_EQ(seeded(42).resource_id().view(), "7d6YjONX8b3ApdPu6qBG5c");
}

TEST(IsGeneratedId, GoesByThePrefixAlone) {
  for (const char* id : {"id#AbCdEfGhIjKlMnOpQrStUv", "id#"}) EXPECT_TRUE(is_generated_id(id)) << id;
  for (const char* id : {"alice", "id", "ID#AbCdEfGhIjKlMnOpQrStUv", ""}) EXPECT_FALSE(is_generated_id(id)) << id;
}

TEST(ResourceIdIn, Takes22LettersAndDigits) {
  EXPECT_EQ(resource_id_in("AbCdEfGhIjKlMnOpQrSt01"), ResourceId("AbCdEfGhIjKlMnOpQrSt01"));
  for (const std::string_view text :
       {"", "AbCdEfGhIjKlMnOpQrStU", "AbCdEfGhIjKlMnOpQrStUvW", "AbCdEfGhIjKlMnOpQrStU_", "id#dEfGhIjKlMnOpQrStUv"}) {
    EXPECT_FALSE(resource_id_in(text)) << text;
  }
}

TEST(ResourceIdFrom, DependsOnEachByte) {
  std::array<unsigned char, kResourceIdLength> bytes{};
  EXPECT_EQ(resource_id_from(bytes).view(), std::string(kResourceIdLength, '0'));
  bytes.front() = 61;
  bytes.back() = 255;
  EXPECT_EQ(resource_id_from(bytes).view(), "z" + std::string(kResourceIdLength - 2, '0') + "7");
}

TEST(FixedIds, KeepTheirText) {
  const ResourceId id("AbCdEfGhIjKlMnOpQrStUv");
  EXPECT_EQ(id.view(), "AbCdEfGhIjKlMnOpQrStUv");
  EXPECT_EQ(id, ResourceId("AbCdEfGhIjKlMnOpQrStUv"));
  EXPECT_NE(id, ResourceId("AbCdEfGhIjKlMnOpQrStUw"));
}

}  // namespace
}  // namespace voiceid
