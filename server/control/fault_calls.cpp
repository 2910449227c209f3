#include "server/control/calls.hpp"
#include "server/control/list_in_pieces.hpp"
#include "server/faults/fault_description.hpp"
#include "server/faults/fault_reader.hpp"

namespace voiceid::control {
namespace {

void append_fault(std::string& out, const faults::Entry& entry) {
  const std::string id = entry.id();
  const faults::DescribedFault fault = faults::described(entry, id);
  json::append_structure(out, shapes::kShapeOf<faults::DescribedFault>, &fault);
}

// The fault that the path names. Errors: NotFound, also for one that is not of the account that the query names.
Result<const faults::Entry*> require_fault(const Call& call) {
  const auto number = faults::fault_number(call.parameters[0]);
  const faults::Entry* entry = number ? call.emulator.faults().list().find(*number) : nullptr;
  const auto account = call.query_value("account");
  if (entry != nullptr && (!account || entry->fault.account == account)) return entry;
  return not_found("There is no such fault; GET faults lists the faults.");
}

// `{"Faults": […]}`, in order, of all accounts or one. What is removed while it is sent is left out.
class FaultListing final : public ListInPieces {
 public:
  // The list outlives the server's connections.
  FaultListing(const faults::FaultList& list, std::optional<std::string> account)
      : ListInPieces(R"({"Faults":[)", "]}"), list_(list), account_(std::move(account)) {}

 private:
  bool append_some(std::string& out) override;

  const faults::FaultList& list_;
  std::optional<std::string> account_;
  // The number of the fault that was written last.
  std::uint64_t last_ = 0;
};

bool FaultListing::append_some(std::string& out) {
  const faults::Entry* entry = list_.after(last_);
  if (entry == nullptr) return false;
  last_ = entry->number;
  if (account_ && entry->fault.account != account_) return true;
  separate(out);
  append_fault(out, *entry);
  return true;
}

}  // namespace

Result<void> add_fault(const Call& call, const faults::FaultRequest& request) {
  auto fault = faults::read_fault(request, call.emulator.faults().operations(), call.query_value("account"));
  if (!fault) return fault.error();
  const auto entry = call.emulator.faults().add(std::move(*fault));
  if (!entry) return entry.error();
  call.response.status = 201;
  append_fault(call.response.body, **entry);
  return {};
}

Result<void> list_faults(const Call& call, const EmptyRequest& /*request*/) {
  const auto account = call.query_value("account");
  call.response.pieces = std::make_unique<FaultListing>(call.emulator.faults().list(),
                                                        account ? std::optional(std::string(*account)) : std::nullopt);
  return {};
}

Result<void> describe_fault(const Call& call, const EmptyRequest& /*request*/) {
  const auto entry = require_fault(call);
  if (!entry) return entry.error();
  append_fault(call.response.body, **entry);
  return {};
}

Result<void> delete_fault(const Call& call, const EmptyRequest& /*request*/) {
  const auto entry = require_fault(call);
  if (!entry) return entry.error();
  append_fault(call.response.body, **entry);
  call.emulator.faults().remove((*entry)->number);
  return {};
}

Result<void> delete_faults(const Call& call, const EmptyRequest& /*request*/) {
  if (const auto account = call.query_value("account")) {
    call.emulator.faults().remove_all_of(*account);
  } else {
    call.emulator.faults().remove_all();
  }
  call.response.body = "{}";
  return {};
}

}  // namespace voiceid::control
