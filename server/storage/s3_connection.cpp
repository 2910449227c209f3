#include "server/storage/s3_connection.hpp"

#include <algorithm>
#include <new>

#include "server/http/access_policy.hpp"

namespace voiceid::storage {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long kOk = 200;
// The most that is read of an answer that is no object: enough for the code of an error.
constexpr std::size_t kMaxOtherBytes = 65'536;

// The body of an answer as it comes in.
struct Received {
  CURL* easy;
  std::size_t max_object_bytes;
  std::string body;
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
    too_large = size > (status() == kOk ? max_object_bytes : kMaxOtherBytes);
    if (too_large) return false;
    if (body.empty()) body.reserve(size);
    body.append(bytes);
    return true;
  }
};

std::size_t take_bytes(const char* bytes, std::size_t /*always_one*/, std::size_t size, void* received) noexcept {
  return static_cast<Received*>(received)->take({bytes, size}) ? size : CURL_WRITEFUNC_ERROR;
}

// Whether another attempt may end otherwise.
bool is_passing(CURLcode code) {
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

}  // namespace

S3Connection::S3Connection() {
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kStarted == CURLE_OK) {
    easy_ = curl_easy_init();
    multi_ = curl_multi_init();
  }
  if (easy_ == nullptr || multi_ == nullptr) throw std::bad_alloc();
}

S3Connection::~S3Connection() {
  curl_easy_cleanup(easy_);
  curl_multi_cleanup(multi_);
}

template <class T>
void S3Connection::set(CURLoption option, T value) {
  const CURLcode code = curl_easy_setopt(easy_, option, value);
  if (refused_ == CURLE_OK) refused_ = code;
}

void S3Connection::set_headers(const std::vector<std::string>& headers) {
  headers_.reset();
  for (const std::string& header : headers) {
    curl_slist* longer = curl_slist_append(headers_.get(), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(longer);
  }
  set(CURLOPT_HTTPHEADER, headers_.get());
}

void S3Connection::set_identity(const S3Options& options) {
  if (options.access_key.empty()) return;
  set(CURLOPT_AWS_SIGV4, ("aws:amz:" + options.region + ":s3").c_str());
  set(CURLOPT_USERNAME, options.access_key.c_str());
  set(CURLOPT_PASSWORD, options.secret_key.c_str());
}

void S3Connection::set_up(const S3Request& request, const S3Options& options) {
  curl_easy_reset(easy_);
  refused_ = CURLE_OK;
  words_.front() = '\0';
  set(CURLOPT_ERRORBUFFER, words_.data());
  set(CURLOPT_URL, request.url.c_str());
  // A key may have parts such as "..".
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  // A redirect would carry the signature to somebody else.
  set(CURLOPT_FOLLOWLOCATION, 0L);
  // The environment's proxy is for what is elsewhere. Those who forget no_proxy mean their own machine all the same.
  if (http::AccessPolicy({}).allows_origin(options.endpoint)) set(CURLOPT_PROXY, "");
  set(CURLOPT_USERAGENT, "voiceid-local");
  set(CURLOPT_NOSIGNAL, 1L);
  // To end does not wait for the name of a host to be found.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.timeout.count()));
  if (request.content) {
    // libcurl asks with "Expect: 100-continue" first where there is much to send.
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.content->size()));
    set(CURLOPT_POSTFIELDS, request.content->data());
    set(CURLOPT_CUSTOMREQUEST, "PUT");
  }
  set_headers(request.headers);
  set_identity(options);
}

curl_off_t S3Connection::progress() const {
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

std::optional<CURLcode> S3Connection::run(std::chrono::milliseconds timeout, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi_); });
  curl_off_t done = -1;
  auto deadline = Clock::now() + timeout;
  int running = 1;
  while (true) {
    if (curl_multi_perform(multi_, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    if (running == 0) break;
    if (stop.stop_requested()) return std::nullopt;
    const auto now = Clock::now();
    if (const curl_off_t current = progress(); current != done) {
      done = current;
      deadline = now + timeout;
    }
    if (now >= deadline) return CURLE_OPERATION_TIMEDOUT;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
    curl_multi_poll(multi_, nullptr, 0, static_cast<int>(left.count()), nullptr);
  }
  int queued = 0;
  const CURLMsg* message = curl_multi_info_read(multi_, &queued);
  return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
}

std::string S3Connection::reason_of(CURLcode code) const {
  if (words_.front() != '\0') return words_.data();
  if (code == CURLE_OPERATION_TIMEDOUT) return "nothing got through for as long as --s3-timeout allows";
  return curl_easy_strerror(code);
}

S3Reply S3Connection::perform(const S3Request& request, const S3Options& options, const std::stop_token& stop) {
  using End = S3Reply::End;
  Received received{easy_, request.max_bytes, {}};
  set_up(request, options);
  set(CURLOPT_WRITEFUNCTION, &take_bytes);
  set(CURLOPT_WRITEDATA, &received);
  if (refused_ != CURLE_OK) return {End::kFailed, 0, {}, reason_of(refused_)};
  curl_multi_add_handle(multi_, easy_);
  const auto code = run(options.timeout, stop);
  curl_multi_remove_handle(multi_, easy_);
  if (!code) return {End::kStopped, 0, {}, {}};
  const long status = received.status();
  if (received.too_large && status == kOk) return {End::kTooLarge, status, {}, {}};
  // Of an answer without an object the status says enough.
  if (*code == CURLE_OK || received.too_large) return {End::kAnswered, status, std::move(received.body), {}};
  return {is_passing(*code) ? End::kUnanswered : End::kFailed, 0, {}, reason_of(*code)};
}

}  // namespace voiceid::storage
