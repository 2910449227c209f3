#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "handlers/list_page.hpp"
#include "server/control/list_in_pieces.hpp"
#include "server/emulator/emulator.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::control {

/// `{"Name": […]}`, a list of what the whole emulator has. Each page is taken in a turn of its own, from the end of the
/// last one on; what was removed by then is left out.
template <class Element, class Position>
class ListByTurns final : public ListInPieces {
 public:
  /// The page that starts at a position.
  using TakePage = std::function<handlers::ListPage<Element, Position>(handlers::Context&, const Position&)>;

  ListByTurns(server::Emulator& emulator, std::string_view name, TakePage take_page)
      : ListInPieces(std::string("{\"").append(name).append("\":["), "]}"),
        emulator_(emulator),
        take_page_(std::move(take_page)) {}

 private:
  bool append_some(std::string& out) override {
    return emulator_.turn({}, [&](handlers::Context& context) {
      const auto page = take_page_(context, next_);
      for (const Element& element : page.elements) {
        separate(out);
        json::append_structure(out, shapes::kShapeOf<Element>, &element);
      }
      next_ = page.next.value_or(next_);
      return page.next.has_value();
    });
  }

  server::Emulator& emulator_;
  TakePage take_page_;
  Position next_{};
};

/// How many elements a page has, which are written in one turn.
inline constexpr std::size_t kPageOfList = 32;

}  // namespace voiceid::control
