#pragma once

#include <string>

namespace voiceid::api {

/// The operations, shapes and constraints as `GET contract` answers them, in the form of the API model. They come from
/// the tables that validate requests.
std::string contract_json();

}  // namespace voiceid::api
