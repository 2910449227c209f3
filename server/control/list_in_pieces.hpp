#pragma once

#include <string>
#include <utility>

#include "server/http/pieces.hpp"

namespace voiceid::control {

/// A JSON document whose elements are written only as they are sent: an opening, elements with commas between them, and
/// a closing.
class ListInPieces : public http::PieceSource {
 public:
  Next next(std::string& out) final {
    out.append(std::exchange(opening_, {}));
    while (out.size() < http::kPieceBytes) {
      if (append_some(out)) continue;
      out.append(closing_);
      return Next::kEnd;
    }
    return Next::kMore;
  }

 protected:
  ListInPieces(std::string opening, std::string closing) : opening_(std::move(opening)), closing_(std::move(closing)) {}

  /// Appends the next elements, each after separate(). Returns whether there may be more.
  virtual bool append_some(std::string& out) = 0;

  /// Appends the comma that the next element needs.
  void separate(std::string& out) {
    if (std::exchange(has_elements_, true)) out.push_back(',');
  }

 private:
  std::string opening_;
  std::string closing_;
  bool has_elements_ = false;
};

}  // namespace voiceid::control
