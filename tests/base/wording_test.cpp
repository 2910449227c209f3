#include "base/wording.hpp"

#include <gtest/gtest.h>

#include <array>

namespace voiceid {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all.append(text);
  return all;
}

TEST(Printable, EscapesControlCharactersAndBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("a\tb\x1f\x7f\xc2\x85\xc2\xa0ä'\\"), "a\\u0009b\\u001f\\u007f\\u0085\xc2\xa0ä'\\");
  EXPECT_EQ(printable("a\xe4\xc3"), "a\\xe4\\xc3");
  EXPECT_EQ(printable(""), "");
}

TEST(Cited, CutsALongText) {
  EXPECT_EQ(cited(""), "''");
  EXPECT_EQ(cited("a\nb"), "'a\\u000ab'");
  EXPECT_EQ(cited(repeated("ä", 256)), "'" + repeated("ä", 256) + "'");
  EXPECT_EQ(cited(repeated("ä", 257)), "'" + repeated("ä", 256) + "...'");
}

constexpr std::array<std::string_view, 3> kKnown{"account", "domainId", "limit"};

TEST(NearestName, IsTheOneWithTheFewestMistakes_UpToAThirdOfTheCharacters) {
  for (const char* unknown : {"DOMAINID", "domain_id", "DomianId", "domain", "domainIds"}) {
    EXPECT_EQ(nearest_name(unknown, kKnown), "domainId") << unknown;
  }
  EXPECT_EQ(nearest_name("lmiit", kKnown), "limit");
  for (const char* unknown : {"", "x", "region", "li", "limited by"}) {
    EXPECT_EQ(nearest_name(unknown, kKnown), std::nullopt) << unknown;
  }
  EXPECT_EQ(nearest_name(repeated("account", 10), kKnown), std::nullopt);
}

TEST(InsteadOf, NamesTheNearestName_OrAllKnownOnes) {
  EXPECT_EQ(instead_of("acount", kKnown), "; did you mean 'account'?");
  EXPECT_EQ(instead_of("x", kKnown), "; known: 'account', 'domainId', 'limit'.");
  EXPECT_EQ(instead_of("x", {}), "; none is known here.");
}

}  // namespace
}  // namespace voiceid
