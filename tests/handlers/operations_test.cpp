#include <algorithm>
#include <map>

#include "tests/handlers/fixture.hpp"

namespace voiceid::handlers {
namespace {

/// What the table says of an operation, with its types erased.
struct TableLine {
  std::string name;
  unsigned calls_per_second = 0;
  std::string request_shape;
};

template <class Request, class Response>
TableLine line_of(const Operation<Request, Response>& operation) {
  return {std::string(operation.name), operation.calls_per_second, std::string(Request::kName)};
}

std::vector<TableLine> table_lines() {
  return std::apply([](const auto&... operation) { return std::vector<TableLine>{line_of(operation)...}; },
                    kOperations);
}

// Guide, "Amazon Connect service quotas"; all other operations have 10.
const std::map<std::string, unsigned> kDocumentedRates{
    {"EvaluateSession", 60},
    {"ListSpeakers", 5},
    {"CreateDomain", 2},
    {"DescribeDomain", 2},
    {"ListDomains", 2},
    {"UpdateDomain", 2},
    {"DeleteDomain", 2},
    {"TagResource", 2},
    {"UntagResource", 2},
    {"ListTagsForResource", 2},
    {"StartSpeakerEnrollmentJob", 2},
    {"DescribeSpeakerEnrollmentJob", 2},
    {"ListSpeakerEnrollmentJobs", 2},
    {"StartFraudsterRegistrationJob", 2},
    {"DescribeFraudsterRegistrationJob", 2},
    {"ListFraudsterRegistrationJobs", 2},
};

TEST(OperationTable, HasAllOperationsOfTheModel_InOrderOfTheName) {
  std::vector<std::string> names;
  for (const TableLine& line : table_lines()) names.push_back(line.name);
  EXPECT_EQ(names.size(), 29U);
  EXPECT_TRUE(std::ranges::is_sorted(names, std::ranges::less_equal())) << "out of order or twice";
}

TEST(OperationTable, Requests_AreNamedAfterTheirOperation) {
  for (const TableLine& line : table_lines()) EXPECT_EQ(line.request_shape, line.name + "Request");
}

TEST(OperationTable, Rates_AreTheDocumentedOnes) {
  std::size_t named = 0;
  for (const TableLine& line : table_lines()) {
    const auto rate = kDocumentedRates.find(line.name);
    named += rate == kDocumentedRates.end() ? 0U : 1U;
    EXPECT_EQ(line.calls_per_second, rate == kDocumentedRates.end() ? 10U : rate->second) << line.name;
  }
  EXPECT_EQ(named, kDocumentedRates.size());
}

}  // namespace
}  // namespace voiceid::handlers
