#include "server/http/target.hpp"

#include <algorithm>
#include <boost/url/parse_path.hpp>

#include "base/utf8.hpp"
#include "base/wording.hpp"

namespace voiceid::http {
namespace {

namespace urls = boost::urls;

Error not_valid(std::string_view part) {
  return validation_failed("The " + std::string(part) + " is not valid percent-encoded UTF-8.");
}

Result<std::string> decode(std::string_view text, std::string_view part, bool plus_is_space) {
  const auto encoded = urls::make_pct_string_view({text.data(), text.size()});
  if (!encoded) return not_valid(part);
  urls::encoding_opts options;
  options.space_as_plus = plus_is_space;
  std::string decoded = encoded->decode(options);
  if (!is_utf8(decoded)) return not_valid(part);
  return decoded;
}

// One side of `name=value`.
Result<std::string> decode_side(std::string_view text) { return decode(text, "query", true); }

}  // namespace

std::string_view path_of(std::string_view target) {
  std::string_view path = target;
  if (const auto authority = authority_of(target)) {
    path.remove_prefix(static_cast<std::size_t>(authority->data() - target.data()) + authority->size());
    if (!path.starts_with('/')) return "/";
  }
  return path.substr(0, path.find('?'));
}

std::optional<std::string_view> authority_of(std::string_view target) {
  constexpr std::string_view kSeparator = "://";
  if (target.starts_with('/')) return std::nullopt;
  const std::size_t scheme = target.find(kSeparator);
  if (scheme == std::string_view::npos) return std::nullopt;
  target.remove_prefix(scheme + kSeparator.size());
  return target.substr(0, target.find_first_of("/?"));
}

std::string_view query_of(std::string_view target) {
  const std::size_t mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

Result<std::vector<std::string>> decode_path(std::string_view path) {
  const auto parsed = urls::parse_path({path.data(), path.size()});
  if (!parsed) return not_valid("path");
  std::vector<std::string> segments;
  for (const urls::pct_string_view encoded : *parsed) {
    auto segment = decode({encoded.data(), encoded.size()}, "path", false);
    if (!segment) return segment.error();
    segments.push_back(std::move(*segment));
  }
  return segments;
}

// By hand: parse_query() of Boost 1.81 reads past the end of its argument.
Result<Query> decode_query(std::string_view query, std::string_view repeatable) {
  Query parameters;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    auto name = decode_side(parameter.substr(0, equals));
    if (!name) return name.error();
    auto value = decode_side(parameter.substr(std::min(equals + 1, parameter.size())));
    if (!value) return value.error();
    if (*name != repeatable && std::ranges::find(parameters, *name, &Query::value_type::first) != parameters.end()) {
      return validation_failed("The query parameter " + printable(*name) + " appears twice.");
    }
    parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return parameters;
}

}  // namespace voiceid::http
