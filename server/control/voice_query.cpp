#include "server/control/voice_query.hpp"

#include "base/number.hpp"
#include "domain/voice.hpp"

namespace voiceid::control {

Result<std::optional<std::string>> voice_in_query(const Call& call) {
  const auto voice = call.query_value("voice");
  if (!voice) return std::optional<std::string>();
  if (is_voice_label(*voice)) return std::optional<std::string>(*voice);
  return validation_failed("The query parameter voice must name a voice by 1 to " +
                           std::to_string(kMaxVoiceLabelBytes) +
                           " letters, digits, hyphens and underscores, the first of them a letter or digit.");
}

Result<WavLabels> labels_in_query(const Call& call) {
  WavLabels labels;
  auto voice = voice_in_query(call);
  if (!voice) return voice.error();
  labels.voice = std::move(*voice);
  const auto risk = call.query_value("spoofingRisk");
  if (!risk) return labels;
  labels.spoofing_risk = number_in<int>(*risk);
  if (labels.spoofing_risk && *labels.spoofing_risk >= 0 && *labels.spoofing_risk <= 100) return labels;
  return validation_failed("The query parameter spoofingRisk must be a whole number from 0 to 100.");
}

}  // namespace voiceid::control
