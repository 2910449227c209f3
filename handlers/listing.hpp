#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/schema.hpp"

namespace voiceid::handlers {

/// One call of a List… operation: answers the page that it asks for.
class Listing {
 public:
  /// MaxResults defaults to the contract's maximum (API model).
  template <class Request>
  Listing(Context& context, const Request& request, const shapes::Shape& max_results)
      : Listing(context, shapes::kShapeOf<Request>, &request, request.next_token,
                static_cast<std::size_t>(request.max_results.value_or(*max_results.max))) {}

  /// Answers with the rows of `page_of(after, limit)`, each as `describe(row)`.
  /// Errors: ValidationException for a NextToken that is not valid for this call.
  template <class Response, class Summaries, class PageOf, class Describe>
  Result<Response> answer(Summaries summaries, PageOf page_of, Describe describe) const {
    const auto start = after();
    if (!start) return start.error();
    const auto page = page_of(*start, limit_);
    Response response;
    auto& described = (response.*summaries).emplace();
    described.reserve(page.rows.size());
    for (const auto* row : page.rows) described.push_back(describe(*row));
    response.next_token = next_token(page.next);
    return response;
  }

 private:
  Listing(Context& context, const shapes::Shape& shape, const void* request, std::optional<std::string_view> next_token,
          std::size_t limit);

  Result<std::uint64_t> after() const;
  std::optional<std::string_view> next_token(std::optional<std::uint64_t> next) const;

  Context& context_;
  // What a NextToken is valid for: this operation with these parameters, called from this account and region.
  std::string binding_;
  std::optional<std::string_view> token_;
  std::size_t limit_;
};

}  // namespace voiceid::handlers
