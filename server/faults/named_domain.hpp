#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "handlers/shapes/scalars.hpp"
#include "server/json/arena.hpp"
#include "server/json/json_reader.hpp"

namespace voiceid::faults {

/// How requests name a domain, of the API and of the desktop.
struct NamedDomain {
  static constexpr std::string_view kName = "NamedDomain";
  std::optional<std::string_view> domain_id;
  std::optional<std::string_view> resource_arn;
  static constexpr auto members() {
    return std::array{shapes::member<&NamedDomain::domain_id>("DomainId", shapes::kString),
                      shapes::member<&NamedDomain::resource_arn>("ResourceArn", shapes::kString)};
  }
};

/// The id of the domain that the body of an API call names; empty if it names none, or is not valid.
std::string_view domain_named_in(std::string_view body, json::JsonReader& reader, json::Arena& arena);

}  // namespace voiceid::faults
