#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "domain/error.hpp"

/// What goes wrong on purpose, for tests of a client (docs/faults.md).
namespace voiceid::faults {

/// Whose calls.
enum class Target {
  /// The service's API.
  kApi,
  /// The agent desktop's.
  kAgentApp
};

/// What becomes of the connection instead of a whole answer.
enum class Broken {
  /// It is reset, and the call is not carried out.
  kReset,
  /// Half of the answer comes, and then its end. The call is carried out.
  kCut,
  /// No answer comes, and the call is not carried out.
  kHang
};

/// One fault: which calls it strikes, and what it does to them.
struct Fault {
  Target target = Target::kApi;
  /// By their names in the table of operations; empty for every operation.
  std::vector<std::string_view> operations = {};
  /// Those of every account, or of every domain, if not set.
  std::optional<std::string> account = {};
  std::optional<std::string> domain_id = {};

  /// What answers the call, which is not carried out then.
  std::optional<Error> error = {};
  /// How much later the answer comes, by the machine's clock.
  std::chrono::milliseconds latency{0};
  std::optional<Broken> connection = {};
  /// The preset that it was made from; empty for none.
  std::string_view preset = {};

  /// How many calls it lets pass first.
  std::uint64_t skip = 0;
  /// How many it strikes at most.
  std::optional<std::uint64_t> count = {};
  /// How likely it strikes each of the others.
  std::optional<double> probability = {};
  /// Which of them those are: the same on every run and machine.
  std::uint64_t seed = 1;
};

/// A call that faults may strike.
struct Call {
  Target target = Target::kApi;
  /// Its name in the table of operations.
  std::string_view operation;
  std::string_view account;
  /// Empty if it names none.
  std::string_view domain_id = {};
};

}  // namespace voiceid::faults

namespace voiceid {

template <>
inline constexpr std::array<std::string_view, 2> kEnumNames<faults::Target>{"api", "agent-app"};
template <>
inline constexpr std::array<std::string_view, 3> kEnumNames<faults::Broken>{"reset", "cut", "hang"};

}  // namespace voiceid
