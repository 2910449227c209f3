#include "handlers/lookup.hpp"

#include "tests/handlers/job_fixture.hpp"

namespace voiceid::handlers {
namespace {

using namespace std::chrono_literals;

using Id = std::string_view;

/// An operation that names a domain, called with arguments that are otherwise right.
struct DomainOperation {
  std::string name;
  std::optional<Error> (*call)(Context&, Id domain_id);

  friend void PrintTo(const DomainOperation& row, std::ostream* out) { *out << row.name; }
};

// Ids of what is in the domain, or of the right form if there is no such domain.
Id watchlist_in(Context& context, Id domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? kUnknownId : record->watchlists.page(0, 2).rows.back()->id.view();
}
Id fraudster_in(Context& context, Id domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? kUnknownGeneratedId : record->fraudsters.all().front()->id.view();
}
template <class Kind>
Id job_in(Context& context, Id domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? kUnknownId : Kind::table(*record).page({}, 0, 1).rows.front()->id().view();
}
std::string arn_of(Context& context, Id domain_id) {
  auto* record = context.store.find_domain(domain_id);
  return record == nullptr ? "arn:aws:voiceid:us-east-1:000000000000:domain/" + std::string(domain_id)
                           : record->domain.arn;
}

template <class Kind>
void add_job_operations(std::vector<DomainOperation>& operations) {
  const std::string name = std::string(Kind::kName) + "Job";
  operations.push_back({"Start" + name, [](Context& context, Id id) {
                          return failure_of(Kind::start(context, start_of_job<typename Kind::Start>(id)));
                        }});
  operations.push_back({"Describe" + name, [](Context& context, Id id) {
                          return failure_of(Kind::describe(context, id, job_in<Kind>(context, id)));
                        }});
  operations.push_back(
      {"List" + name + "s", [](Context& context, Id id) { return failure_of(Kind::list(context, id)); }});
}

std::vector<DomainOperation> refused_by_inactive_domains() {
  std::vector<DomainOperation> operations{
      {"DescribeSpeaker",
       [](Context& context, Id id) {
         return failure_of(describe_speaker(context, {id, "alice"}));
       }},
      {"ListSpeakers",
       [](Context& context, Id id) {
         return failure_of(list_speakers(context, {id, {}, {}}));
       }},
      {"OptOutSpeaker",
       [](Context& context, Id id) {
         return failure_of(opt_out_speaker(context, {id, "bob"}));
       }},
      {"DeleteSpeaker",
       [](Context& context, Id id) {
         return failure_of(delete_speaker(context, {id, "alice"}));
       }},
      {"CreateWatchlist",
       [](Context& context, Id id) {
         return failure_of(create_watchlist(context, creation_of_watchlist(id, "more")));
       }},
      {"DescribeWatchlist",
       [](Context& context, Id id) {
         return failure_of(describe_watchlist(context, {id, watchlist_in(context, id)}));
       }},
      {"ListWatchlists",
       [](Context& context, Id id) {
         return failure_of(list_watchlists(context, {id, {}, {}}));
       }},
      {"UpdateWatchlist",
       [](Context& context, Id id) {
         return failure_of(update_watchlist(context, {{}, id, "renamed", watchlist_in(context, id)}));
       }},
      {"DeleteWatchlist",
       [](Context& context, Id id) {
         return failure_of(delete_watchlist(context, {id, watchlist_in(context, id)}));
       }},
      {"AssociateFraudster",
       [](Context& context, Id id) {
         return failure_of(associate_fraudster(context, {id, fraudster_in(context, id), watchlist_in(context, id)}));
       }},
      {"DisassociateFraudster",
       [](Context& context, Id id) {
         return failure_of(disassociate_fraudster(context, {id, fraudster_in(context, id), watchlist_in(context, id)}));
       }},
      {"DescribeFraudster",
       [](Context& context, Id id) {
         return failure_of(describe_fraudster(context, {id, fraudster_in(context, id)}));
       }},
      {"ListFraudsters",
       [](Context& context, Id id) {
         return failure_of(list_fraudsters(context, {id, {}, {}, watchlist_in(context, id)}));
       }},
      {"DeleteFraudster",
       [](Context& context, Id id) {
         return failure_of(delete_fraudster(context, {id, fraudster_in(context, id)}));
       }},
  };
  add_job_operations<EnrollmentKind>(operations);
  add_job_operations<RegistrationKind>(operations);
  return operations;
}

const std::vector<DomainOperation> kServedByInactiveDomains{
    {"DescribeDomain", [](Context& context, Id id) { return failure_of(describe_domain(context, {id})); }},
    {"UpdateDomain",
     [](Context& context, Id id) {
       return failure_of(update_domain(context, {{}, id, "renamed", {"first-key"}}));
     }},
    {"DeleteDomain", [](Context& context, Id id) { return failure_of(delete_domain(context, {id})); }},
    {"TagResource",
     [](Context& context, Id id) {
       return failure_of(tag_resource(context, {arn_of(context, id), {{"a", "b"}}}));
     }},
    {"UntagResource",
     [](Context& context, Id id) {
       return failure_of(untag_resource(context, {arn_of(context, id), {"a"}}));
     }},
    {"ListTagsForResource",
     [](Context& context, Id id) { return failure_of(list_tags_for_resource(context, {arn_of(context, id)})); }},
};

class OperationsOnDomains : public DomainTest, public testing::WithParamInterface<DomainOperation> {
 protected:
  OperationsOnDomains() {
    make_watchlist(domain_id_);
    enrolled_speaker(domain_id_, "alice");
    add_fraudster("mallory");
    settings_.quotas.lift_all();
    EnrollmentKind::start(context_, start_of_enrollment_job(domain_id_)).value();
    RegistrationKind::start(context_, start_of_registration_job(domain_id_)).value();
  }

  std::optional<Error> call(Id domain_id) { return GetParam().call(context_, domain_id); }
  void set_status(DomainStatus status) { record_of(domain_id_).domain.status = status; }

  void expect_nothing_changed() {
    store::DomainRecord& record = record_of(domain_id_);
    EXPECT_EQ(record.domain.attributes.name, "calls");
    EXPECT_FALSE(record.domain.deleted_at);
    EXPECT_TRUE(record.domain.tags.empty());
    EXPECT_EQ(record.speakers.size(), 1U);
    EXPECT_EQ(record.watchlists.size(), 2U);
    EXPECT_EQ(record.watchlists.page(0, 2).rows.back()->name, "known");
    EXPECT_EQ(record.fraudsters.size(), 1U);
    EXPECT_EQ(record.fraudsters.all().front()->watchlist_ids.size(), 1U);
    EXPECT_EQ(jobs_.submitted().size(), 2U);
  }
};

TEST_P(OperationsOnDomains, ActiveDomain_IsServed) { EXPECT_EQ(call(domain_id_), std::nullopt); }

TEST_P(OperationsOnDomains, UnknownDomain_IsNotFound) {
  EXPECT_THAT(call(kUnknownId), is_not_found(ResourceType::kDomain));
  delete_domain(context_, {domain_id_}).value();
  pass(30 * 24h);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain)) << "once erased";
}

// A caller who must not see a domain must not see its status either.
TEST_P(OperationsOnDomains, ForeignDomain_IsNotFound_EvenIfItIsInactive) {
  set_status(DomainStatus::kPending);
  call_from(kOtherAccount, kRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  call_from(kAccount, kOtherRegion);
  EXPECT_THAT(call(domain_id_), is_not_found(ResourceType::kDomain));
  expect_nothing_changed();
}

const auto name_of_row = [](const auto& row) { return row.param.name; };

INSTANTIATE_TEST_SUITE_P(RefusedWhenInactive, OperationsOnDomains, testing::ValuesIn(refused_by_inactive_domains()),
                         name_of_row);
INSTANTIATE_TEST_SUITE_P(ServedWhenInactive, OperationsOnDomains, testing::ValuesIn(kServedByInactiveDomains),
                         name_of_row);

class InactiveDomains : public OperationsOnDomains {};

TEST_P(InactiveDomains, RefuseTheOperation) {
  for (const DomainStatus status : {DomainStatus::kPending, DomainStatus::kSuspended}) {
    set_status(status);
    EXPECT_THAT(call(domain_id_), is_conflict(ConflictType::kDomainNotActive));
  }
  expect_nothing_changed();
}

INSTANTIATE_TEST_SUITE_P(Operations, InactiveDomains, testing::ValuesIn(refused_by_inactive_domains()), name_of_row);

class DeletedDomains : public OperationsOnDomains {};

TEST_P(DeletedDomains, ServeTheOperation) {
  delete_domain(context_, {domain_id_}).value();
  EXPECT_EQ(call(domain_id_), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Operations, DeletedDomains, testing::ValuesIn(kServedByInactiveDomains), name_of_row);

class ListDomains : public HandlerTest {};

TEST_F(ListDomains, ShowsTheStatusOfInactiveOnes) {
  record_of(make_domain("pending")).domain.status = DomainStatus::kPending;
  record_of(make_domain("suspended")).domain.status = DomainStatus::kSuspended;
  const auto response = list_domains(context_, {}).value();
  ASSERT_EQ(response.domain_summaries->size(), 2U);
  EXPECT_EQ(response.domain_summaries->front().domain_status, "PENDING");
  EXPECT_EQ(response.domain_summaries->back().domain_status, "SUSPENDED");
}

}  // namespace
}  // namespace voiceid::handlers
