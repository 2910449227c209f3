#pragma once

#include <string>

#include "tests/server/outbound/scripted_server.hpp"

namespace voiceid::objects {

using outbound::answer;
using outbound::ClosedPort;
using S3Received = outbound::SentRequest;
using S3Scripted = outbound::Scripted;
using S3Server = outbound::ScriptedServer;

inline std::string error_document(const std::string& code) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><Error><Code>)" + code +
         "</Code><Message>It is so.</Message><Resource>/</Resource></Error>";
}

}  // namespace voiceid::objects
