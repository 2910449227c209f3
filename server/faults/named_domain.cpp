#include "server/faults/named_domain.hpp"

namespace voiceid::faults {

std::string_view domain_named_in(std::string_view body, json::JsonReader& reader, json::Arena& arena) {
  const auto named = reader.read_as<NamedDomain>(body, arena);
  if (!named) return {};
  if (named->domain_id) return *named->domain_id;
  const std::string_view arn = named->resource_arn.value_or(std::string_view());
  return arn.substr(arn.rfind('/') + 1);
}

}  // namespace voiceid::faults
