#include "handlers/listing.hpp"

#include <array>

#include "handlers/shapes/canonical.hpp"

namespace voiceid::handlers {

Listing::Listing(Context& context, const shapes::Shape& shape, const void* request,
                 std::optional<std::string_view> next_token, std::size_t limit)
    : context_(context), token_(next_token), limit_(limit) {
  // MaxResults counts by its value, so that a default and the same number given are alike.
  static constexpr std::array<std::string_view, 2> kLeaveOut{"MaxResults", "NextToken"};
  binding_.append(context.account).append("/").append(context.region).append("/").append(shape.name);
  binding_.append("/").append(std::to_string(limit)).append("/");
  binding_.append(shapes::canonical_text(shape, request, kLeaveOut));
}

Result<std::uint64_t> Listing::after() const {
  // The API model allows an empty NextToken; it means the first page.
  if (!token_ || token_->empty()) return std::uint64_t{0};
  return context_.store.page_tokens().redeem(*token_, binding_, context_.now);
}

std::optional<std::string_view> Listing::next_token(std::optional<std::uint64_t> next) const {
  if (!next) return std::nullopt;
  return context_.keep(context_.store.page_tokens().issue(binding_, *next, context_.now));
}

}  // namespace voiceid::handlers
