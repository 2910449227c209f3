#include "server/json/structure_in_pieces.hpp"

#include <gmock/gmock.h>

#include "handlers/shapes/domains.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::json {
namespace {

using shapes::kShapeOf;
using shapes::ListDomainsResponse;

TEST(StructureInPieces, IsTheTextThatIsWrittenAtOnce_WhateverTheSizeOfThePieces) {
  ListDomainsResponse list;
  list.next_token = "next";
  list.domain_summaries.emplace(20).front().name = "calls";
  std::string whole;
  append_structure(whole, kShapeOf<ListDomainsResponse>, &list);
  for (const std::size_t enough : {1U, 30U, 100'000U}) {
    StructureInPieces pieces(kShapeOf<ListDomainsResponse>, &list);
    std::string text;
    std::string piece;
    for (bool more = true; more; text += piece) {
      piece.clear();
      more = pieces.append_some(piece, enough);
      EXPECT_LE(piece.size(), enough + 30);
    }
    EXPECT_EQ(text, whole);
  }
}

TEST(StructureInPieces, HasEmptyListsAndNoAbsentMembers) {
  ListDomainsResponse list;
  list.domain_summaries.emplace();
  StructureInPieces pieces(kShapeOf<ListDomainsResponse>, &list);
  std::string text;
  EXPECT_FALSE(pieces.append_some(text, 1000));
  EXPECT_EQ(text, R"({"DomainSummaries":[]})");
}

}  // namespace
}  // namespace voiceid::json
