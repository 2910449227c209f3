#include "server/http/target.hpp"

#include <algorithm>
#include <boost/url/parse_path.hpp>
#include <boost/url/parse_query.hpp>
// Debian's Boost has Boost.URL as headers that are compiled in one place.
#include <boost/url/src.hpp>

namespace voiceid::http {
namespace {

namespace urls = boost::urls;

std::string decoded(const urls::pct_string_view& text, bool plus_is_space) {
  urls::encoding_opts options;
  options.space_as_plus = plus_is_space;
  return text.decode(options);
}

}  // namespace

Result<std::vector<std::string>> decode_path(std::string_view path) {
  const auto parsed = urls::parse_path({path.data(), path.size()});
  if (!parsed) return validation_failed("The path is not that of a URL; other characters have to be percent-encoded.");
  std::vector<std::string> segments;
  for (const urls::pct_string_view segment : *parsed) segments.push_back(decoded(segment, false));
  return segments;
}

Result<Query> decode_query(std::string_view query) {
  Query decoded_query;
  if (query.empty()) return decoded_query;
  const auto parsed = urls::parse_query({query.data(), query.size()});
  if (!parsed) return validation_failed("The query is not that of a URL; other characters have to be percent-encoded.");
  for (const urls::param_pct_view& parameter : *parsed) {
    std::string name = decoded(parameter.key, true);
    if (std::ranges::find(decoded_query, name, &Query::value_type::first) != decoded_query.end()) {
      return validation_failed("The query parameter " + name + " is given twice.");
    }
    decoded_query.emplace_back(std::move(name), decoded(parameter.value, true));
  }
  return decoded_query;
}

}  // namespace voiceid::http
