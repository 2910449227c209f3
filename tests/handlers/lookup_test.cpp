#include "handlers/lookup.hpp"

#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

/// An operation that names a domain, called with arguments that are otherwise right.
struct DomainOperation {
  std::string name;
  std::optional<Error> (*call)(Context&, std::string_view domain_id);

  friend void PrintTo(const DomainOperation& row, std::ostream* out) { *out << row.name; }
};

std::string_view any_watchlist(Context& context, std::string_view domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? kUnknownId : record->watchlists.page(0, 2).rows.back()->id.view();
}

std::string_view any_fraudster(Context& context, std::string_view domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? kUnknownGeneratedId : record->fraudsters.all().front()->id.view();
}

std::string any_arn(Context& context, std::string_view domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? "arn:aws:voiceid:us-east-1:000000000000:domain/" + std::string(domain_id)
                           : record->domain.arn;
}

template <class Kind>
DomainOperation start_operation() {
  return {"Start" + std::string(Kind::kName) + "Job",
          [](Context& context, auto id) { return failure_of(Kind::start(context, Kind::start_request(id))); }};
}

template <class Kind>
DomainOperation describe_operation() {
  return {"Describe" + std::string(Kind::kName) + "Job", [](Context& context, auto id) {
            return failure_of(Kind::describe(context, id, Kind::any_job(context, id)));
          }};
}

template <class Kind>
DomainOperation list_operation() {
  return {"List" + std::string(Kind::kName) + "Jobs",
          [](Context& context, auto id) { return failure_of(Kind::list(context, id)); }};
}

const auto kRefusedByInactiveDomains = testing::Values(
    DomainOperation{"DescribeSpeaker",
                    [](Context& context, auto id) {
                      return failure_of(describe_speaker(context, {id, "alice"}));
                    }},
    DomainOperation{"ListSpeakers",
                    [](Context& context, auto id) {
                      return failure_of(list_speakers(context, {id, {}, {}}));
                    }},
    DomainOperation{"OptOutSpeaker",
                    [](Context& context, auto id) {
                      return failure_of(opt_out_speaker(context, {id, "bob"}));
                    }},
    DomainOperation{"DeleteSpeaker",
                    [](Context& context, auto id) {
                      return failure_of(delete_speaker(context, {id, "alice"}));
                    }},
    DomainOperation{"CreateWatchlist",
                    [](Context& context, auto id) {
                      return failure_of(create_watchlist(context, creation_of_watchlist(id, "suspected")));
                    }},
    DomainOperation{"DescribeWatchlist",
                    [](Context& context, auto id) {
                      return failure_of(describe_watchlist(context, {id, any_watchlist(context, id)}));
                    }},
    DomainOperation{"ListWatchlists",
                    [](Context& context, auto id) {
                      return failure_of(list_watchlists(context, {id, {}, {}}));
                    }},
    DomainOperation{"UpdateWatchlist",
                    [](Context& context, auto id) {
                      return failure_of(update_watchlist(context, {{}, id, "renamed", any_watchlist(context, id)}));
                    }},
    DomainOperation{"DeleteWatchlist",
                    [](Context& context, auto id) {
                      return failure_of(delete_watchlist(context, {id, any_watchlist(context, id)}));
                    }},
    DomainOperation{
        "AssociateFraudster",
        [](Context& context, auto id) {
          return failure_of(associate_fraudster(context, {id, any_fraudster(context, id), any_watchlist(context, id)}));
        }},
    DomainOperation{"DisassociateFraudster",
                    [](Context& context, auto id) {
                      return failure_of(disassociate_fraudster(
                          context, {id, any_fraudster(context, id), any_watchlist(context, id)}));
                    }},
    DomainOperation{"DescribeFraudster",
                    [](Context& context, auto id) {
                      return failure_of(describe_fraudster(context, {id, any_fraudster(context, id)}));
                    }},
    DomainOperation{"ListFraudsters",
                    [](Context& context, auto id) {
                      return failure_of(list_fraudsters(context, {id, {}, {}, any_watchlist(context, id)}));
                    }},
    DomainOperation{"DeleteFraudster",
                    [](Context& context, auto id) {
                      return failure_of(delete_fraudster(context, {id, any_fraudster(context, id)}));
                    }},
    start_operation<EnrollmentKind>(), describe_operation<EnrollmentKind>(), list_operation<EnrollmentKind>(),
    start_operation<RegistrationKind>(), describe_operation<RegistrationKind>(), list_operation<RegistrationKind>());

const auto kServedByInactiveDomains = testing::Values(
    DomainOperation{"DescribeDomain",
                    [](Context& context, auto id) { return failure_of(describe_domain(context, {id})); }},
    DomainOperation{"UpdateDomain",
                    [](Context& context, auto id) {
                      return failure_of(update_domain(context, {{}, id, "renamed", {"first-key"}}));
                    }},
    DomainOperation{"DeleteDomain", [](Context& context, auto id) { return failure_of(delete_domain(context, {id})); }},
    DomainOperation{"TagResource",
                    [](Context& context, auto id) {
                      const std::string arn = any_arn(context, id);
                      return failure_of(tag_resource(context, {arn, {{"stage", "test"}}}));
                    }},
    DomainOperation{"UntagResource",
                    [](Context& context, auto id) {
                      const std::string arn = any_arn(context, id);
                      return failure_of(untag_resource(context, {arn, {"stage"}}));
                    }},
    DomainOperation{"ListTagsForResource", [](Context& context, auto id) {
                      const std::string arn = any_arn(context, id);
                      return failure_of(list_tags_for_resource(context, {arn}));
                    }});

class OperationsOnDomains : public HandlerTest, public testing::WithParamInterface<DomainOperation> {
 protected:
  OperationsOnDomains() {
    make_watchlist(domain_id_);
    enrolled_speaker(domain_id_, "alice");
    registered_fraudster(domain_id_, "mallory");
    settings_.quotas.lift_all();
    EnrollmentKind::start(context_, start_of_enrollment_job(domain_id_)).value();
    RegistrationKind::start(context_, start_of_registration_job(domain_id_)).value();
  }

  std::optional<Error> call(std::string_view domain_id) { return GetParam().call(context_, domain_id); }

  void expect_nothing_changed() {
    store::DomainRecord& record = record_of(domain_id_);
    EXPECT_EQ(record.domain.attributes.name, "calls");
    EXPECT_FALSE(record.domain.deleted_at);
    EXPECT_TRUE(record.domain.tags.empty());
    expect_contents_unchanged();
  }

  void expect_contents_unchanged() {
    store::DomainRecord& record = record_of(domain_id_);
    EXPECT_EQ(record.speakers.size(), 1U);
    EXPECT_EQ(record.watchlists.size(), 2U);
    EXPECT_EQ(record.watchlists.page(0, 2).rows.back()->name, "known");
    EXPECT_EQ(record.fraudsters.size(), 1U);
    EXPECT_EQ(record.fraudsters.all().front()->watchlist_ids.size(), 1U);
    EXPECT_EQ(jobs_.submitted().size(), 2U);
  }

  const std::string domain_id_ = make_domain();
};

TEST_P(OperationsOnDomains, ActiveDomain_IsServed) { EXPECT_EQ(call(domain_id_), std::nullopt); }

TEST_P(OperationsOnDomains, UnknownDomain_IsNotFound) {
  EXPECT_THAT(call(kUnknownId), is_not_found(ResourceType::kDomain));
}

TEST_P(OperationsOnDomains, ErasedDomain_IsNotFound) {
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
}

TEST_P(OperationsOnDomains, AnotherAccountsDomain_IsNotFound) {
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

TEST_P(OperationsOnDomains, AnotherRegionsDomain_IsNotFound) {
  call_from(kAccount, kOtherRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

// Who may not see a domain may not see its status either.
TEST_P(OperationsOnDomains, AnotherAccountsInactiveDomain_IsNotFound) {
  record_of(domain_id_).domain.status = DomainStatus::kPending;
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
}

INSTANTIATE_TEST_SUITE_P(RefusedWhenInactive, OperationsOnDomains, kRefusedByInactiveDomains,
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(ServedWhenInactive, OperationsOnDomains, kServedByInactiveDomains,
                         [](const auto& row) { return row.param.name; });

class InactiveDomainsRefuse : public OperationsOnDomains {};

TEST_P(InactiveDomainsRefuse, WhilePending) {
  record_of(domain_id_).domain.status = DomainStatus::kPending;
  EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  expect_nothing_changed();
}

TEST_P(InactiveDomainsRefuse, WhileSuspended) {
  record_of(domain_id_).domain.status = DomainStatus::kSuspended;
  EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  expect_nothing_changed();
}

TEST_P(InactiveDomainsRefuse, WhileDeleted) {
  delete_domain(context_, {domain_id_}).value();
  EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  expect_contents_unchanged();
}

INSTANTIATE_TEST_SUITE_P(Operations, InactiveDomainsRefuse, kRefusedByInactiveDomains,
                         [](const auto& row) { return row.param.name; });

class InactiveDomainsServe : public OperationsOnDomains {};

TEST_P(InactiveDomainsServe, WhilePending) {
  record_of(domain_id_).domain.status = DomainStatus::kPending;
  EXPECT_EQ(call(domain_id_), std::nullopt);
}

TEST_P(InactiveDomainsServe, WhileSuspended) {
  record_of(domain_id_).domain.status = DomainStatus::kSuspended;
  EXPECT_EQ(call(domain_id_), std::nullopt);
}

TEST_P(InactiveDomainsServe, WhileDeleted) {
  delete_domain(context_, {domain_id_}).value();
  EXPECT_EQ(call(domain_id_), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Operations, InactiveDomainsServe, kServedByInactiveDomains,
                         [](const auto& row) { return row.param.name; });

class ListDomainsOfInactiveOnes : public HandlerTest {};

TEST_F(ListDomainsOfInactiveOnes, ShowsTheirStatus) {
  record_of(make_domain("pending")).domain.status = DomainStatus::kPending;
  record_of(make_domain("suspended")).domain.status = DomainStatus::kSuspended;
  const auto response = list_domains(context_, {}).value();
  ASSERT_EQ(response.domain_summaries->size(), 2U);
  EXPECT_EQ(response.domain_summaries->front().domain_status, "PENDING");
  EXPECT_EQ(response.domain_summaries->back().domain_status, "SUSPENDED");
}

}  // namespace
}  // namespace voiceid::handlers
