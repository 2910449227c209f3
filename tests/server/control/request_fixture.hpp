#pragma once

#include <gtest/gtest.h>

#include "server/control/request_query.hpp"
#include "tests/server/journal/calls.hpp"

namespace voiceid::control {

/// A log of requests without a server.
class RequestTest : public ::testing::Test {
 protected:
  static constexpr std::string_view kRun = "0123abcd";

  void record(const journal::RecordedCall& call, int times = 1) {
    for (int i = 0; i < times; ++i) journal::record(journal_, call);
  }

  journal::Journal journal_{{.calls = 1000}};
  journal::EntryWriter writer_{{}, {}};
  RequestState state_{journal_, writer_};
};

}  // namespace voiceid::control
