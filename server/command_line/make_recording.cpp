#include "server/command_line/make_recording.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace voiceid::server {
namespace {

constexpr int kFailed = 2;

Exit failed(const std::string& what, const std::string& why) {
  return {kFailed, "voiceid-local: cannot write " + what + ": " + why + "\n"};
}

// Returns whether all of it was written; errno says why not.
bool write_all(std::FILE* stream, const std::string& bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size() && std::fflush(stream) == 0;
}

Exit write_to_file(const std::string& path, const std::string& bytes) {
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wb"));
  if (!file) return failed(path, std::strerror(errno));
  if (write_all(file.get(), bytes)) return {};
  const std::string why = std::strerror(errno);
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) std::filesystem::remove(path, ignored);
  return failed(path, why);
}

}  // namespace

Exit make_recording(const RecordingOrder& order) {
  if (!order.file && isatty(STDOUT_FILENO) == 1) {
    return failed("a recording to a terminal", "name a file with -o, or send the output to one with >");
  }
  const std::string bytes = wav_of(order.recording);
  if (order.file) return write_to_file(*order.file, bytes);
  return write_all(stdout, bytes) ? Exit{} : failed("standard output", std::strerror(errno));
}

}  // namespace voiceid::server
