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

namespace voiceid::storage {

struct S3Options {
  /// `http[s]://host[:port]`, without a slash at the end.
  std::string endpoint;
  std::string region;
  /// Both empty: requests are not signed.
  std::string access_key;
  std::string secret_key;
  /// May be empty.
  std::string session_token;
  /// How long the server may leave a request without progress.
  std::chrono::milliseconds timeout{};
};

struct S3Request {
  std::string url;
  std::vector<std::string> headers;
  /// That of a PUT; without it the request is a GET.
  std::optional<std::string_view> content;
  /// The most that is taken of an object; the body of a PUT's answer is none.
  std::size_t max_bytes = 0;
};

/// How a request ended.
struct S3Reply {
  enum class End {
    kAnswered,
    kStopped,
    kTooLarge,
    /// Nobody answered, or not to the end. It may work another time.
    kUnanswered,
    /// It cannot work.
    kFailed
  };

  End end = End::kFailed;
  /// Of an answer.
  long status = 0;
  std::string body;
  /// Why there is no answer, as the end of a sentence.
  std::string reason;
};

/// Makes HTTP requests, one at a time, and keeps the connection for the next. Used on one thread.
class S3Connection {
 public:
  S3Connection();
  S3Connection(const S3Connection&) = delete;
  S3Connection& operator=(const S3Connection&) = delete;
  ~S3Connection();

  /// Makes the request, signed with the keys of the options. Ends at once where a stop is requested.
  S3Reply perform(const S3Request& request, const S3Options& options, const std::stop_token& stop);

 private:
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  template <class T>
  void set(CURLoption option, T value);
  void set_up(const S3Request& request, const S3Options& options);
  void set_headers(const std::vector<std::string>& headers);
  void set_identity(const S3Options& options);
  // Runs what was set up; nothing where it was stopped.
  std::optional<CURLcode> run(std::chrono::milliseconds timeout, const std::stop_token& stop);
  // Another number whenever something of the request or the answer got through.
  curl_off_t progress() const;
  std::string reason_of(CURLcode code) const;

  CURL* easy_ = nullptr;
  CURLM* multi_ = nullptr;
  // The first refusal of an option.
  CURLcode refused_ = CURLE_OK;
  std::unique_ptr<curl_slist, FreeList> headers_;
  // What libcurl says of a failure.
  std::array<char, CURL_ERROR_SIZE> words_{};
};

}  // namespace voiceid::storage
