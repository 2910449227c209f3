#pragma once

#include <string>

namespace voiceid::api {

/// The operations, shapes and constraints as the program knows them, in the form of the contract's JSON, made from the
/// very tables that validate requests (page 6, `GET contract`).
std::string contract_json();

}  // namespace voiceid::api
