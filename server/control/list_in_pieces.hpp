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
    if (!prepare()) return Next::kMore;
    out.append(std::exchange(opening_, {}));
    while (out.size() < http::kPieceBytes) {
      if (append_some(out)) continue;
      out.append(closing_);
      return Next::kEnd;
    }
    return Next::kMore;
  }

 protected:
  explicit ListInPieces(std::string opening, std::string closing = {})
      : opening_(std::move(opening)), closing_(std::move(closing)) {}

  /// Called before each piece. Returns false to let others be served first.
  virtual bool prepare() { return true; }
  /// For a closing that is not known from the beginning.
  void close_with(std::string closing) { closing_ = std::move(closing); }

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
