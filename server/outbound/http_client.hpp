#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "server/outbound/aws_identity.hpp"

namespace voiceid::outbound {

enum class Method { kGet, kPut, kPost };

struct HttpRequest {
  Method method = Method::kGet;
  std::string url;
  /// Each as `Name: value`.
  std::vector<std::string> headers;
  /// None with a GET.
  std::string_view body;
  /// The most that is taken of an answer with status 200. Of others no more is read than tells what is wrong.
  std::size_t max_bytes = 0;
};

/// How requests of one kind are made.
struct HttpRules {
  /// The service of AWS that they are signed for; empty, or without keys: they are not signed.
  std::string service;
  AwsIdentity identity;
  /// How long the server may leave a request without progress, and how long all of it may take; zero: as long as it
  /// likes.
  std::chrono::milliseconds stall_time_out{};
  std::chrono::milliseconds time_out{};
  /// Whether the environment's proxy is asked for what is elsewhere.
  bool is_proxied = true;
  /// Whether a server that speaks TLS has to show a certificate that this machine trusts.
  bool verifies_certificate = true;

  bool is_signed() const { return !service.empty() && !identity.access_key.empty(); }
};

/// How a request ended.
struct HttpReply {
  enum class End {
    kAnswered,
    kStopped,
    /// More came than may be taken.
    kTooLarge,
    /// A time-out of the rules was over.
    kTimedOut,
    /// Nobody answered, or not to the end. It may work another time.
    kUnanswered,
    /// It cannot work.
    kFailed
  };

  End end = End::kFailed;
  /// Of an answer, and of one that was too large.
  long status = 0;
  std::string body;
  /// Why there is no answer, as the end of a sentence; empty at a time-out of the rules.
  std::string reason;
};

/// Makes HTTP requests, one at a time, and keeps the connection for the next. Follows no redirect, and asks the
/// environment's proxy only for what is elsewhere. Used on one thread.
class HttpClient {
 public:
  HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Makes the request. Ends at once where a stop is requested.
  HttpReply perform(const HttpRequest& request, const HttpRules& rules, const std::stop_token& stop);

 private:
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  template <class T>
  void set(CURLoption option, T value);
  void set_up(const HttpRequest& request, const HttpRules& rules);
  void set_body(const HttpRequest& request);
  void add_header(const std::string& header);
  void set_identity(const HttpRules& rules);
  // Runs what was set up; nothing where it was stopped.
  std::optional<CURLcode> run(const HttpRules& rules, const std::stop_token& stop);
  // Another number whenever something of the request or the answer got through.
  curl_off_t progress() const;
  HttpReply without_answer(CURLcode code) const;

  CURL* easy_ = nullptr;
  CURLM* multi_ = nullptr;
  // The first refusal of an option.
  CURLcode refused_ = CURLE_OK;
  std::unique_ptr<curl_slist, FreeList> headers_;
  // What libcurl says of a failure.
  std::array<char, CURL_ERROR_SIZE> words_{};
};

}  // namespace voiceid::outbound
