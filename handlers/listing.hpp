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

/// One call of a List… operation: which page is asked for, and the token of the page behind it.
class Listing {
 public:
  /// The default of MaxResults is the contract's maximum (M).
  template <class Request>
  Listing(Context& context, const Request& request, const shapes::Shape& max_results)
      : Listing(context, shapes::kShapeOf<Request>, &request, request.next_token,
                static_cast<std::size_t>(request.max_results.value_or(*max_results.max))) {}

  std::size_t limit() const { return limit_; }

  /// Where the page starts. Errors: ValidationException for a NextToken that is not valid here and now.
  Result<std::uint64_t> after() const;

  /// The NextToken of the page behind this one, or nothing.
  std::optional<std::string_view> next_token(std::optional<std::uint64_t> next) const;

 private:
  Listing(Context& context, const shapes::Shape& shape, const void* request, std::optional<std::string_view> next_token,
          std::size_t limit);

  Context& context_;
  std::string binding_;
  std::optional<std::string_view> token_;
  std::size_t limit_;
};

}  // namespace voiceid::handlers
