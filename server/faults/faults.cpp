#include "server/faults/faults.hpp"

#include <utility>

#include "server/log/log_line.hpp"

namespace voiceid::faults {
namespace {

// What the fault does, in a few words.
std::string shown(const Fault& fault) {
  std::string text;
  const auto add = [&text](std::string_view part) { text.append(text.empty() ? "" : ", ").append(part); };
  if (fault.error) add(fault.error->type->name);
  if (fault.latency.count() != 0) add(std::to_string(fault.latency.count()) + " ms");
  if (fault.connection) add(name_of(*fault.connection));
  return text;
}

http::Ending ending_of(const Fault& fault) {
  if (fault.connection == Broken::kReset) return http::Ending::kReset;
  return fault.connection == Broken::kCut ? http::Ending::kCut : http::Ending::kWhole;
}

}  // namespace

Strike Faults::strike(const Call& call) {
  const Entry* entry = list_.strike(call);
  if (entry == nullptr) return {};
  log::write(spdlog::level::info, "A fault struck a call.",
             {{"fault", entry->id()},
              {"operation", call.operation},
              {"account", call.account},
              {"effect", shown(entry->fault)}});
  return {entry, std::string(call.account)};
}

void Faults::disturb(const Strike& strike, http::Response& response) {
  const Fault& fault = strike.entry->fault;
  if (!fault.connection && fault.latency.count() == 0) return;
  HeldAnswers::Of of{strike.entry->number, strike.account};
  // Nothing is sent.
  if (strike.spares_work()) response.status = 0;
  if (fault.connection == Broken::kHang) return held_.hang(response, std::move(of));
  held_.hold(response, std::move(of), fault.latency, ending_of(fault));
}

bool Faults::remove(std::uint64_t number) {
  const bool removed = list_.remove(number);
  release_removed();
  return removed;
}

void Faults::remove_all() {
  list_.clear();
  release_removed();
}

void Faults::remove_all_of(std::string_view account) {
  list_.clear(account);
  release_removed();
}

void Faults::release_removed() {
  held_.release([this](const HeldAnswers::Of& of) { return list_.find(of.fault) == nullptr; });
}

void Faults::reset() {
  list_ = FaultList();
  held_.drop([](const HeldAnswers::Of& /*any*/) { return true; });
}

void Faults::reset(std::string_view account) {
  list_.clear(account);
  held_.drop([account](const HeldAnswers::Of& of) { return of.account == account; });
}

}  // namespace voiceid::faults
