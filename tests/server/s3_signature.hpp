#pragma once

#include "tests/server/s3_server.hpp"
#include "tests/server/sent_signature.hpp"

namespace voiceid::storage {

using outbound::expected_authorization;
using outbound::hex_of;

}  // namespace voiceid::storage
