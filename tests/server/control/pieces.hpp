#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/http/pieces.hpp"

namespace voiceid::control {

/// All that a source has, piece by piece; it must not fail.
inline std::vector<std::string> pieces_of(http::PieceSource& source) {
  std::vector<std::string> pieces;
  auto then = http::PieceSource::Next::kMore;
  while (then == http::PieceSource::Next::kMore) then = source.next(pieces.emplace_back());
  EXPECT_EQ(then, http::PieceSource::Next::kEnd);
  return pieces;
}

inline std::string joined(const std::vector<std::string>& pieces) {
  std::string whole;
  for (const std::string& piece : pieces) whole += piece;
  return whole;
}

}  // namespace voiceid::control
