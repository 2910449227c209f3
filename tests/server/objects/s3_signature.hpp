#pragma once

#include "tests/server/objects/s3_server.hpp"
#include "tests/server/outbound/sent_signature.hpp"

namespace voiceid::objects {

using outbound::expected_authorization;

}  // namespace voiceid::objects
