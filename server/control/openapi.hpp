#pragma once

#include <string>
#include <string_view>

namespace voiceid::control {

/// The control API as an OpenAPI 3.1 document, made of the routes and their member tables.
std::string openapi_json(std::string_view version);

}  // namespace voiceid::control
