#include "server/outbound/http_client.hpp"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <new>

#include "server/http/access_policy.hpp"
#include "server/outbound/url.hpp"

namespace voiceid::outbound {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr long kOk = 200;
// The most that is read of other answers: enough for an error code.
constexpr std::size_t kMaxOtherBytes = 65'536;

// The body of an answer as it comes in.
struct Received {
  CURL* easy;
  std::size_t max_bytes;
  std::string body = {};
  bool too_large = false;

  long status() const {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  std::size_t announced() const {
    curl_off_t length = 0;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    return length > 0 ? static_cast<std::size_t>(length) : 0;
  }

  bool take(std::string_view bytes) {
    const std::size_t size = std::max(body.size() + bytes.size(), announced());
    too_large = size > (status() == kOk ? max_bytes : kMaxOtherBytes);
    if (too_large) return false;
    if (body.empty()) body.reserve(size);
    body.append(bytes);
    return true;
  }
};

std::size_t take_bytes(const char* bytes, std::size_t /*always_one*/, std::size_t size, void* received) noexcept {
  return static_cast<Received*>(received)->take({bytes, size}) ? size : CURL_WRITEFUNC_ERROR;
}

// Called by libcurl for each connection.
CURLcode add_trusted(CURL* /*easy*/, void* context, void* trusted) noexcept {
  X509_STORE* store = SSL_CTX_get_cert_store(static_cast<SSL_CTX*>(context));
  for (const auto& certificate : *static_cast<Trust::element_type*>(trusted)) {
    if (X509_STORE_add_cert(store, certificate.get()) != 1) return CURLE_OUT_OF_MEMORY;
  }
  return CURLE_OK;
}

// Whether a server's certificate was refused because nothing here vouches for it.
bool is_unknown_issuer(long verified) {
  switch (verified) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return true;
    default:
      return false;
  }
}

// Whether another try may succeed.
bool is_transient(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SSL_CONNECT_ERROR:
      return true;
    default:
      return false;
  }
}

// When a request that began then, and made progress now, times out.
Clock::time_point deadline_of(const HttpRules& rules, Clock::time_point begun, Clock::time_point now) {
  Clock::time_point deadline = Clock::time_point::max();
  if (rules.time_out.count() > 0) deadline = begun + rules.time_out;
  if (rules.stall_time_out.count() > 0) deadline = std::min(deadline, now + rules.stall_time_out);
  return deadline;
}

int milliseconds_until(Clock::time_point deadline, Clock::time_point now) {
  constexpr milliseconds kLongest{60'000};
  if (deadline - now > kLongest) return static_cast<int>(kLongest.count());
  return static_cast<int>(std::chrono::ceil<milliseconds>(deadline - now).count());
}

}  // namespace

HttpClient::HttpClient() {
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kStarted == CURLE_OK) {
    easy_ = curl_easy_init();
    multi_ = curl_multi_init();
  }
  if (easy_ == nullptr || multi_ == nullptr) throw std::bad_alloc();
}

HttpClient::~HttpClient() {
  curl_easy_cleanup(easy_);
  curl_multi_cleanup(multi_);
}

template <class T>
void HttpClient::set(CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(easy_, option, value);
  if (refused_ == CURLE_OK) refused_ = code;
}

void HttpClient::add_header(const std::string& header) {
  curl_slist* longer = curl_slist_append(headers_.get(), header.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

void HttpClient::set_identity(const HttpRules& rules) {
  const AwsIdentity& identity = rules.identity;
  set(CURLOPT_AWS_SIGV4, ("aws:amz:" + identity.region + ":" + rules.service).c_str());
  set(CURLOPT_USERNAME, identity.access_key.c_str());
  set(CURLOPT_PASSWORD, identity.secret_key.c_str());
  if (!identity.session_token.empty()) add_header("x-amz-security-token: " + identity.session_token);
}

void HttpClient::set_trust(const HttpRules& rules) {
  if (!rules.verifies_certificate) {
    set(CURLOPT_SSL_VERIFYPEER, 0L);
    set(CURLOPT_SSL_VERIFYHOST, 0L);
  } else if (rules.trust) {
    // libcurl's own option for a file of certificates would replace the machine's.
    set(CURLOPT_SSL_CTX_FUNCTION, &add_trusted);
    set(CURLOPT_SSL_CTX_DATA, rules.trust.get());
  }
}

void HttpClient::set_body(const HttpRequest& request) {
  if (request.method == Method::kGet) return;
  // libcurl sends "Expect: 100-continue" first if the body is large.
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
  if (request.method == Method::kPut) set(CURLOPT_CUSTOMREQUEST, "PUT");
}

void HttpClient::set_up(const HttpRequest& request, const HttpRules& rules) {
  curl_easy_reset(easy_);
  refused_ = CURLE_OK;
  description_.front() = '\0';
  set(CURLOPT_ERRORBUFFER, description_.data());
  set(CURLOPT_URL, request.url.c_str());
  // A key may have parts such as "..".
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  // A redirect would send the signature to somebody else.
  set(CURLOPT_FOLLOWLOCATION, 0L);
  // A proxy could not reach this machine's own servers, even if no_proxy is forgotten.
  if (!rules.is_proxied || http::AccessPolicy({}).allows_origin(origin_of(request.url))) set(CURLOPT_PROXY, "");
  set_trust(rules);
  set(CURLOPT_USERAGENT, "voiceid-local");
  set(CURLOPT_NOSIGNAL, 1L);
  // Clean-up does not wait for a pending DNS look-up.
  set(CURLOPT_QUICK_EXIT, 1L);
  const milliseconds to_connect = rules.stall_time_out.count() > 0 ? rules.stall_time_out : rules.time_out;
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(to_connect.count()));
  set_body(request);
  headers_.reset();
  for (const std::string& header : request.headers) add_header(header);
  if (rules.is_signed()) set_identity(rules);
  set(CURLOPT_HTTPHEADER, headers_.get());
}

curl_off_t HttpClient::progress() const {
  curl_off_t connected = 0;
  curl_off_t sent = 0;
  curl_off_t received = 0;
  long of_the_head = 0;
  curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &connected);
  curl_easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &sent);
  curl_easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &received);
  curl_easy_getinfo(easy_, CURLINFO_HEADER_SIZE, &of_the_head);
  return connected + sent + received + of_the_head;
}

std::optional<CURLcode> HttpClient::run(const HttpRules& rules, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_); });
  curl_off_t done = -1;
  const auto begun = Clock::now();
  auto deadline = deadline_of(rules, begun, begun);
  int running = 1;
  while (true) {
    if (curl_multi_perform(multi_, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    if (running == 0) break;
    if (stop.stop_requested()) return std::nullopt;
    const auto now = Clock::now();
    if (const curl_off_t current = progress(); current != done) {
      done = current;
      deadline = deadline_of(rules, begun, now);
    }
    if (now >= deadline) return CURLE_OPERATION_TIMEDOUT;
    curl_multi_poll(multi_, nullptr, 0, milliseconds_until(deadline, now), nullptr);
  }
  int queued = 0;
  const CURLMsg* message = curl_multi_info_read(multi_, &queued);
  return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
}

HttpReply HttpClient::without_answer(CURLcode code) const {
  using End = HttpReply::End;
  const bool described = description_.front() != '\0';
  if (code == CURLE_OPERATION_TIMEDOUT && !described) return {.end = End::kTimedOut};
  std::string reason = described ? description_.data() : curl_easy_strerror(code);
  long verified = X509_V_OK;
  curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &verified);
  if (code == CURLE_PEER_FAILED_VERIFICATION && is_unknown_issuer(verified)) {
    reason += "; --ca-file adds certificates to trust";
  }
  return {.end = is_transient(code) ? End::kUnanswered : End::kFailed, .reason = std::move(reason)};
}

HttpReply HttpClient::perform(const HttpRequest& request, const HttpRules& rules, const std::stop_token& stop) {
  using End = HttpReply::End;
  Received received{.easy = easy_, .max_bytes = request.max_bytes};
  set_up(request, rules);
  set(CURLOPT_WRITEFUNCTION, &take_bytes);
  set(CURLOPT_WRITEDATA, &received);
  if (refused_ != CURLE_OK) return without_answer(refused_);
  curl_multi_add_handle(multi_, easy_);
  const auto code = run(rules, stop);
  curl_multi_remove_handle(multi_, easy_);
  if (!code) return {.end = End::kStopped};
  const long status = received.status();
  if (received.too_large && status == kOk) return {.end = End::kTooLarge, .status = status};
  // For any other answer, the status says enough.
  if (*code == CURLE_OK || received.too_large) {
    return {.end = End::kAnswered, .status = status, .body = std::move(received.body)};
  }
  return without_answer(*code);
}

}  // namespace voiceid::outbound
