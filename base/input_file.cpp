#include "base/input_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "base/descriptor.hpp"

namespace voiceid {
namespace {

InputFile unreadable() { return {{}, "cannot be read: " + std::generic_category().message(errno)}; }

// Readable as soon as one of the signals that this thread blocks has come.
int blocked_signals() {
  sigset_t blocked{};
  pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  return signalfd(-1, &blocked, SFD_CLOEXEC);
}

// Waits until there is something to read, or its end. Returns whether no signal came first.
bool wait_for_writers(int file, int signals) {
  std::array<pollfd, 2> events{{{file, POLLIN, 0}, {signals, POLLIN, 0}}};
  while (poll(events.data(), events.size(), -1) < 0 && errno == EINTR) {
  }
  return events[0].revents != 0 || events[1].revents == 0;
}

}  // namespace

InputFile read_input_file(const std::string& path) {
  // Without O_NONBLOCK, opening a pipe waits for a writer, whatever signals come.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file) return unreadable();
  const Descriptor signals(blocked_signals());
  InputFile read{std::string(kMaxInputFile + 1, '\0'), {}};
  std::size_t size = 0;
  while (size < read.content.size()) {
    if (!wait_for_writers(file.get(), signals.get())) {
      return {{}, "was not read: a signal came before anybody had written to this pipe and closed it"};
    }
    const ssize_t count = ::read(file.get(), read.content.data() + size, read.content.size() - size);
    if (count == 0) break;
    if (count > 0) size += static_cast<std::size_t>(count);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return unreadable();
  }
  if (size > kMaxInputFile) return {{}, "is larger than 1 MiB"};
  read.content.resize(size);
  return read;
}

}  // namespace voiceid
