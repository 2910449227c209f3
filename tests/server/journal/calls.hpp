#pragma once

#include <string>

#include "server/journal/journal.hpp"

namespace voiceid::journal {

/// A call as it is when it is recorded.
struct RecordedCall {
  Door door = Door::kApi;
  std::string_view operation = "EvaluateSession";
  std::string account = "111111111111";
  int status = 200;
  std::string_view error = {};
  std::string request = "{}";
  std::string answer = "{}";
  std::string region = "us-east-1";
  std::string domain_id = {};
  std::string request_id = {};
  std::string client = {};
  std::optional<CachedResults> cached = {};
  std::string hint = {};
  bool answer_is_sensitive = false;
};

inline void record(Journal& journal, const RecordedCall& call = {}) {
  http::Request request;
  request.method = "POST";
  request.target = "/";
  request.body = call.request;
  if (!call.client.empty()) request.headers.push_back({"User-Agent", call.client});
  http::Response response;
  response.status = call.status;
  response.request_id = call.request_id;
  response.body = call.answer;
  http::CallNotes& notes = response.notes;
  notes.operation = call.operation;
  notes.account = call.account;
  notes.region = call.region;
  notes.domain_id = call.domain_id;
  notes.error = call.error;
  notes.cached = call.cached;
  notes.hint = call.hint;
  notes.answer_is_sensitive = call.answer_is_sensitive;
  constexpr std::chrono::microseconds kTook{1250};
  journal.record(call.door, request, response, TimePoint(std::chrono::days(20'000)), kTook);
}

}  // namespace voiceid::journal
