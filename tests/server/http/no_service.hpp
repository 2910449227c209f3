#pragma once

#include "server/http/service.hpp"

namespace voiceid::http {

/// For tests of what comes before a service: it answers nothing, and takes bodies of 1 MiB.
class NoService final : public Service {
 public:
  void handle(Request& /*request*/, Response& /*response*/) override {}
  void refuse(Refusal /*refusal*/, const Request& /*request*/, Response& /*response*/) override {}
  BodyRule body_rule(std::string_view /*method*/, std::string_view /*target*/) const override { return {}; }
};

}  // namespace voiceid::http
