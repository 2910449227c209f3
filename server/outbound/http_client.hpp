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
#include "server/outbound/trust.hpp"

namespace voiceid::outbound {

enum class Method { kGet, kPut, kPost };

struct HttpRequest {
  Method method = Method::kGet;
  std::string url;
  /// Each as `Name: value`.
  std::vector<std::string> headers;
  /// Ignored for a GET.
  std::string_view body;
  /// The largest body accepted with status 200. Of other answers, only as much is read as says what is wrong.
  std::size_t max_bytes = 0;
};

/// How requests of one kind are made.
struct HttpRules {
  /// The AWS service to sign for. Without it, or without keys, requests are not signed.
  std::string service = {};
  AwsIdentity identity = {};
  /// How long a request may make no progress, and how long it may take in all; zero means no limit.
  std::chrono::milliseconds stall_time_out{};
  std::chrono::milliseconds time_out{};
  /// Whether requests that leave this machine go through the environment's proxy.
  bool is_proxied = true;
  /// Whether a TLS server must have a certificate that this machine trusts, or one that `trust` adds.
  bool verifies_certificate = true;
  Trust trust = {};

  bool is_signed() const { return !service.empty() && !identity.access_key.empty(); }
};

/// How a request ended.
struct HttpReply {
  enum class End {
    kAnswered,
    kStopped,
    /// The body was larger than HttpRequest::max_bytes.
    kTooLarge,
    /// A time-out of the rules expired.
    kTimedOut,
    /// No answer, or not a complete one. Another try may work.
    kUnanswered,
    /// Another try would fail, too.
    kFailed
  };

  End end = End::kFailed;
  /// Set with kAnswered and kTooLarge.
  long status = 0;
  std::string body = {};
  /// Why there is no answer, as the end of a sentence; empty for kTimedOut.
  std::string reason = {};
};

/// Makes HTTP requests, one at a time, and keeps the connection for the next one. Does not follow redirects, and uses
/// the environment's proxy only for requests that leave this machine. Use it on one thread.
class HttpClient {
 public:
  HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Makes the request. Returns at once if a stop is requested.
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
  void set_trust(const HttpRules& rules);
  // Runs the request that was set up. Returns nothing if it was stopped.
  std::optional<CURLcode> run(const HttpRules& rules, const std::stop_token& stop);
  // A number that changes whenever a part of the request or answer gets through.
  curl_off_t progress() const;
  HttpReply without_answer(CURLcode code) const;

  CURL* easy_ = nullptr;
  CURLM* multi_ = nullptr;
  // The first option that libcurl refused.
  CURLcode refused_ = CURLE_OK;
  std::unique_ptr<curl_slist, FreeList> headers_;
  // libcurl's description of a failure.
  std::array<char, CURL_ERROR_SIZE> description_{};
};

}  // namespace voiceid::outbound
