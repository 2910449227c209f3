#include "base/copied_ptr.hpp"

#include <gtest/gtest.h>

#include <string>

namespace voiceid {
namespace {

TEST(CopiedPtr, ACopyOwnsACopy) {
  CopiedPtr<std::string> original;
  original.emplace("voice");
  const CopiedPtr<std::string> copy(original);
  EXPECT_NE(copy.get(), original.get());
  original.emplace("another voice");
  EXPECT_EQ(*copy, "voice");
  original = copy;
  EXPECT_EQ(*original, "voice");
  original.reset();
  EXPECT_EQ(original.get(), nullptr);
}

TEST(CopiedPtr, ACopyOfNothingIsNothing) {
  const CopiedPtr<std::string> nothing;
  EXPECT_EQ(CopiedPtr<std::string>(nothing).get(), nullptr);
}

}  // namespace
}  // namespace voiceid
