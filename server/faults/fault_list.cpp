#include "server/faults/fault_list.hpp"

#include <algorithm>
#include <utility>

#include "base/number.hpp"
#include "base/random.hpp"
#include "base/wording.hpp"

namespace voiceid::faults {
namespace {

constexpr std::string_view kIdPrefix = "fault-";

// The n-th number of a seed, by SplitMix64: the same on every machine, and nothing to keep.
std::uint64_t random_number(std::uint64_t seed, std::uint64_t n) {
  std::uint64_t mixed = seed + n * 0x9e3779b97f4a7c15U;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

bool happens(double probability, std::uint64_t seed, std::uint64_t n) {
  return unit_interval(random_number(seed, n)) < probability;
}

bool is_for(const Fault& fault, const Call& call) {
  if (fault.target != call.target) return false;
  if (fault.account && *fault.account != call.account) return false;
  if (fault.domain_id && *fault.domain_id != call.domain_id) return false;
  return fault.operations.empty() || std::ranges::find(fault.operations, call.operation) != fault.operations.end();
}

// Counts a call that the fault is for, and decides whether the fault strikes it.
bool strikes(Entry& entry) {
  const Fault& fault = entry.fault;
  if (++entry.met <= fault.skip) return false;
  if (fault.probability && !happens(*fault.probability, fault.seed, entry.met - fault.skip)) return false;
  ++entry.struck;
  return true;
}

}  // namespace

std::string Entry::id() const { return std::string(kIdPrefix).append(std::to_string(number)); }

std::optional<std::uint64_t> fault_number(std::string_view id) {
  if (!id.starts_with(kIdPrefix)) return std::nullopt;
  return number_in<std::uint64_t>(id.substr(kIdPrefix.size()));
}

Result<const Entry*> FaultList::add(Fault fault) {
  if (!make_room()) {
    return quota_exceeded("There are " + counted(kMost, "fault") + ", and none of them is used up; DELETE some first.");
  }
  entries_.push_back({.number = ++last_number_, .fault = std::move(fault)});
  count_armed();
  return &entries_.back();
}

bool FaultList::make_room() {
  if (entries_.size() < kMost) return true;
  const auto oldest = std::ranges::find_if(entries_, &Entry::is_used_up);
  if (oldest == entries_.end()) return false;
  entries_.erase(oldest);
  return true;
}

bool FaultList::remove(std::uint64_t number) {
  const bool removed = std::erase_if(entries_, [number](const Entry& entry) { return entry.number == number; }) != 0;
  count_armed();
  return removed;
}

void FaultList::clear() {
  entries_.clear();
  count_armed();
}

void FaultList::clear(std::string_view account) {
  std::erase_if(entries_, [account](const Entry& entry) { return entry.fault.account == account; });
  count_armed();
}

void FaultList::count_armed() {
  armed_ = static_cast<std::size_t>(std::ranges::count_if(entries_, [](const Entry& e) { return !e.is_used_up(); }));
}

bool FaultList::asks_domain() const {
  return std::ranges::any_of(entries_, [](const Entry& e) { return e.fault.domain_id && !e.is_used_up(); });
}

const Entry* FaultList::strike(const Call& call) {
  for (Entry& entry : entries_) {
    if (entry.is_used_up() || !is_for(entry.fault, call) || !strikes(entry)) continue;
    if (entry.is_used_up()) --armed_;
    return &entry;
  }
  return nullptr;
}

const Entry* FaultList::find(std::uint64_t number) const {
  const auto found = std::ranges::find(entries_, number, &Entry::number);
  return found == entries_.end() ? nullptr : &*found;
}

const Entry* FaultList::after(std::uint64_t number) const {
  const auto next = std::ranges::find_if(entries_, [number](const Entry& entry) { return entry.number > number; });
  return next == entries_.end() ? nullptr : &*next;
}

}  // namespace voiceid::faults
