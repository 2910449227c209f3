#include "server/console/coding.hpp"

#include <boost/beast/zlib/inflate_stream.hpp>
#include <charconv>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace voiceid::console {
namespace {

// RFC 1952: the header without a name, and the content's length at the end.
constexpr std::size_t kHeader = 10;
constexpr std::size_t kLength = 4;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Takes what stands before the separator, and the separator, off the text.
std::string_view take_part(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return trimmed(part);
}

double weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = take_part(parameters, ';');
    if (!http::equals_ignoring_case(take_part(parameter, '='), "q")) continue;
    const std::string_view text = trimmed(parameter);
    double weight = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), weight, std::chars_format::fixed);
    return error == std::errc() && end == text.end() ? weight : 0;
  }
  return 1;
}

/// What the client says of each coding that concerns us.
struct Weights {
  std::optional<double> gzip;
  std::optional<double> identity;
  std::optional<double> any;
};

void read(std::string_view list, Weights& weights) {
  while (!list.empty()) {
    std::string_view parameters = take_part(list, ',');
    const std::string_view coding = take_part(parameters, ';');
    const auto is = [coding](std::string_view name) { return http::equals_ignoring_case(coding, name); };
    if (is("gzip") || is("x-gzip")) weights.gzip = weight_of(parameters);
    if (is("identity")) weights.identity = weight_of(parameters);
    if (is("*")) weights.any = weight_of(parameters);
  }
}

}  // namespace

bool wants_gzip(const http::Request& request) {
  Weights weights;
  for (const http::Header& header : request.headers) {
    if (http::equals_ignoring_case(header.name, "Accept-Encoding")) read(header.value, weights);
  }
  const double gzip = weights.gzip.value_or(weights.any.value_or(0));
  return gzip > 0 && gzip >= weights.identity.value_or(0);
}

std::string unpacked(std::string_view gzip) {
  const std::string_view stored = gzip.substr(gzip.size() - kLength);
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < kLength; ++i)
    length |= static_cast<std::uint32_t>(static_cast<unsigned char>(stored[i])) << (8 * i);
  std::string content(length, '\0');
  boost::beast::zlib::z_params range;
  range.next_in = gzip.data() + kHeader;
  // With what follows the compressed content, because its last bits are looked up with some more.
  range.avail_in = gzip.size() - kHeader;
  range.next_out = content.data();
  range.avail_out = content.size();
  boost::beast::zlib::inflate_stream stream;
  boost::beast::error_code error;
  stream.write(range, boost::beast::zlib::Flush::sync, error);
  if (error != boost::beast::zlib::error::end_of_stream || range.avail_out != 0)
    throw std::logic_error("a file of the console cannot be unpacked");
  return content;
}

}  // namespace voiceid::console
