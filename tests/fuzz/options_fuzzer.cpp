// Starts with the bytes as configuration file or, if they begin with `#args`, with their lines as command line. Either
// they give options, the same each time, or one line says what is wrong and where to look.
#include <sys/mman.h>
#include <unistd.h>

#include <vector>

#include "server/command_line/parse.hpp"
#include "tests/fuzz/input.hpp"

namespace {

using namespace voiceid;
using fuzz::require;

constexpr std::string_view kArguments = "#args\n";

// A file without a place on disk.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : file_(memfd_create("config", 0)) {
    require(file_ >= 0 && write(file_, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(file_); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

server::Command parse(const std::vector<std::string>& arguments) {
  std::vector<const char*> texts{"voiceid-local"};
  for (const std::string& argument : arguments) texts.push_back(argument.c_str());
  return server::parse_command_line(static_cast<int>(texts.size()), texts.data());
}

void check(const server::Exit& exit) {
  require(exit.text.ends_with('\n'));
  if (exit.code == 0) return;
  require(exit.code == 2 && exit.text.starts_with("voiceid-local: ") && exit.text.ends_with(" (see --help)\n"));
  require(exit.text.find('\n') == exit.text.size() - 1);
}

void check(const server::Options& options, const server::Options& again) {
  require(options.server.port == again.server.port && options.server.hosts == again.server.hosts);
  require(options.seed == again.seed && options.access.allowed_origins == again.access.allowed_origins);
  require(options.api.check_signatures == !options.api.credentials.empty());
}

void check(const std::vector<std::string>& arguments) {
  const server::Command command = parse(arguments);
  const server::Command again = parse(arguments);
  require(command.index() == again.index());
  if (const auto* exit = std::get_if<server::Exit>(&command)) check(*exit);
  if (const auto* options = std::get_if<server::Options>(&command)) check(*options, std::get<server::Options>(again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  if (!input.rest().starts_with(kArguments)) {
    const MemoryFile file(input.rest());
    check({"--config", file.path()});
    return 0;
  }
  input.until('\n');
  std::vector<std::string> arguments;
  while (!input.empty()) arguments.emplace_back(input.until('\n'));
  check(arguments);
  return 0;
}
