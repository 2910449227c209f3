#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/control/list_in_pieces.hpp"
#include "server/control/request_query.hpp"
#include "server/control/waits.hpp"

namespace voiceid::control {

/// The calls that match a query, by their numbers, and how far the search went.
struct FoundRequests {
  std::vector<std::uint64_t> numbers;
  /// The number to search from next time.
  std::uint64_t last = 0;
};

FoundRequests find_requests(const journal::Journal& journal, const RequestQuery& query);

/// `{"Requests": […], "Last": "…"}`, and `NearMisses` if there are any. Each call is written as it is sent; those that
/// the journal has forgotten by then are left out.
class RequestList final : public ListInPieces {
 public:
  /// `run` tells this run's positions from those of another one.
  RequestList(FoundRequests&& found, const RequestState& requests, std::string_view run,
              const std::vector<std::string>& near_misses = {});

 private:
  bool append_some(std::string& out) override;

  RequestState requests_;
  std::vector<std::uint64_t> numbers_;
  std::size_t next_ = 0;
};

/// The list for a long poll; it says what came near if there is nothing in the end.
class AwaitedRequests final : public AwaitedList {
 public:
  /// `run` outlives it. `searched` is how far the query was searched already, in vain.
  AwaitedRequests(const RequestState& requests, std::string_view run, RequestQuery query, std::uint64_t searched)
      : requests_(requests), run_(run), query_(std::move(query)), found_{.numbers = {}, .last = searched} {}

  WaitFilter filter() const override { return {query_.filter.account, query_.filter.domain_id}; }
  bool go_on() override;
  bool has_found_any() const override { return !found_.numbers.empty(); }
  http::Answer answer() override;

 private:
  RequestState requests_;
  std::string_view run_;
  RequestQuery query_;
  FoundRequests found_;
};

}  // namespace voiceid::control
