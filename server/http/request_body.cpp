#include "server/http/request_body.hpp"

#include <algorithm>
#include <utility>

#include "server/http/read_buffer.hpp"

namespace voiceid::http {
namespace {

constexpr auto kNoMemory = boost::system::errc::not_enough_memory;

}  // namespace

void RequestBody::begin(BodyRule rule) {
  rule_ = rule;
  text_.clear();
  file_.reset();
  mapped_ = {};
  held_.hold(0);
}

boost::system::error_code RequestBody::append(std::string_view bytes) {
  if (rule_.in_file && !file_ && text_.size() + bytes.size() > kMostInMemory) {
    if (const Error refused = move_to_file()) return refused;
  }
  return file_ ? file_->append(bytes) : append_to_text(bytes);
}

// Grows as a string does by itself, but asks first.
boost::system::error_code RequestBody::append_to_text(std::string_view bytes) {
  const std::size_t needed = text_.size() + bytes.size();
  const std::size_t room = needed > text_.capacity() ? std::max(needed, 2 * text_.capacity()) : text_.capacity();
  if (!held_.try_hold(room)) return make_error_code(kNoMemory);
  text_.reserve(room);
  text_.append(bytes);
  return {};
}

boost::system::error_code RequestBody::move_to_file() {
  auto file = BodyFile::make();
  if (!file) {
    rule_.in_file = false;
    return {};
  }
  if (const Error refused = file->append(text_)) return refused;
  file_.emplace(std::move(*file));
  std::string().swap(text_);
  held_.hold(0);
  return {};
}

boost::system::error_code RequestBody::finish(std::string_view& content) {
  if (!file_) {
    content = text_;
    return {};
  }
  const Error refused = file_->map(mapped_);
  // The mapping keeps the content.
  file_.reset();
  content = mapped_.content();
  return refused;
}

// What was taken still counts until the next request, because the work with it goes on as long as this one.
TakenBody RequestBody::take() { return {std::exchange(text_, {}), std::exchange(mapped_, {})}; }

void RequestBody::release_memory() {
  release_if_large(text_);
  mapped_ = {};
  held_.hold(0);
}

}  // namespace voiceid::http
