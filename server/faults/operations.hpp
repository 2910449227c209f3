#pragma once

#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "server/faults/fault.hpp"

namespace voiceid::faults {

/// The names of operations that faults can name.
class Operations {
 public:
  /// Adds an operation, if it is not there: of the API, such as `EvaluateSession`, or of the desktop, such as
  /// `VoiceId.evaluateSession`. The name is of static storage.
  void add(Target target, std::string_view name);

  /// The operation of that name. The desktop's also go by their last part, in any case: `evaluateSession`.
  /// Errors: ValidationException, which names the nearest one.
  Result<std::string_view> require(Target target, std::string_view name) const;
  /// Those that change something.
  std::vector<std::string_view> changing(Target target) const;

 private:
  const std::vector<std::string_view>& names_of(Target target) const {
    return target == Target::kApi ? api_ : agent_app_;
  }
  bool has(Target target, std::string_view name) const;

  std::vector<std::string_view> api_;
  std::vector<std::string_view> agent_app_;
};

}  // namespace voiceid::faults
