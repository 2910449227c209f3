#pragma once

#include "tests/server/outbound/sent_signature.hpp"
#include "tests/server/objects/s3_server.hpp"

namespace voiceid::objects {

using outbound::expected_authorization;
using outbound::hex_of;

}  // namespace voiceid::objects
