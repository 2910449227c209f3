#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "server/http/pieces.hpp"
#include "server/json/structure_in_pieces.hpp"
#include "server/state/snapshot.hpp"

namespace voiceid::state {

/// The document as the body of an answer, written as the client takes it.
class StatePieces final : public http::PieceSource {
 public:
  explicit StatePieces(std::unique_ptr<const Document> document)
      : document_(std::move(document)), pieces_(shapes::kSavedShape<Document>, document_.get()) {}

  std::size_t held_bytes() const override { return size_in_memory(*document_); }
  Next next(std::string& out) override {
    return pieces_.append_some(out, http::kPieceBytes) ? Next::kMore : Next::kEnd;
  }

 private:
  std::unique_ptr<const Document> document_;
  json::StructureInPieces pieces_;
};

}  // namespace voiceid::state
