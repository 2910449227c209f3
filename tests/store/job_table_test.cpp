#include "store/job_table.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "domain/ids.hpp"

namespace voiceid::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using Status = JobStatus;

/// What a table needs of a job, with a name to tell jobs apart.
class TestJob {
 public:
  TestJob(const ResourceId& id, std::string name) : name_(std::move(name)), id_(id) {}

  const ResourceId& id() const { return id_; }
  const std::string& name() const { return name_; }
  Status status() const {
    ++times_asked;
    return status_;
  }
  void set_status(Status status) { status_ = status; }

  /// How often status() of any job was called.
  inline static int times_asked = 0;

 private:
  std::string name_;
  ResourceId id_;
  Status status_ = Status::kSubmitted;
};

class JobTableTest : public testing::Test {
 protected:
  const TestJob& add(const std::string& name, Status status = Status::kSubmitted) {
    TestJob job(ids_.resource_id(), name);
    job.set_status(status);
    return table_.insert(job);
  }

  void set_status(const TestJob& job, Status status) {
    table_.change(job, [status](TestJob& changed) { changed.set_status(status); });
  }

  static std::vector<std::string> names(const std::vector<const TestJob*>& jobs) {
    std::vector<std::string> names;
    std::ranges::transform(jobs, std::back_inserter(names), [](const TestJob* job) { return job->name(); });
    return names;
  }

  std::vector<std::string> listed(std::optional<Status> status, std::uint64_t after = 0) const {
    return names(table_.page(status, after, 100).rows);
  }

  IdGenerator ids_{make_seeded_source(1)};
  JobTable<TestJob> table_;
};

TEST_F(JobTableTest, FindsAJobByIdAtTheAddressThatItKeeps) {
  const TestJob& job = add("nightly");
  for (int i = 0; i < 1000; ++i) add(std::to_string(i));
  set_status(job, Status::kFailed);
  EXPECT_EQ(table_.find(job.id().view()), &job);
  EXPECT_EQ(job.status(), Status::kFailed);
  EXPECT_EQ(table_.find(ids_.resource_id().view()), nullptr);
}

TEST_F(JobTableTest, ListsInOrderOfCreationWhateverTheOrderOfChange) {
  const TestJob& c = add("c");
  const TestJob& a = add("a");
  const TestJob& b = add("b");
  EXPECT_THAT(listed(Status::kSubmitted), ElementsAre("c", "a", "b"));
  for (const TestJob* job : {&a, &b, &c}) set_status(*job, Status::kCompleted);
  EXPECT_THAT(listed({}), ElementsAre("c", "a", "b"));
  EXPECT_THAT(listed(Status::kCompleted), ElementsAre("c", "a", "b"));
}

TEST_F(JobTableTest, ListsTheJobsOfOneStatusOnly) {
  for (const std::string_view name : kEnumNames<Status>) add(std::string(name), *value_of<Status>(name));
  for (const std::string_view name : kEnumNames<Status>) {
    EXPECT_THAT(listed(value_of<Status>(name)), ElementsAre(std::string(name)));
  }
  EXPECT_EQ(listed({}).size(), kEnumNames<Status>.size());
}

TEST_F(JobTableTest, ListsFollowEveryChangeOfStatus) {
  const TestJob& job = add("nightly");
  for (const Status status : {Status::kInProgress, Status::kCompleted, Status::kInProgress, Status::kFailed}) {
    const Status before = job.status();
    set_status(job, status);
    EXPECT_THAT(listed(before), IsEmpty());
    EXPECT_THAT(listed(status), ElementsAre("nightly"));
    EXPECT_THAT(listed({}), ElementsAre("nightly"));
    set_status(job, status);
    EXPECT_THAT(listed(status), ElementsAre("nightly")) << "the same status again";
  }
}

TEST_F(JobTableTest, CountsTheJobsThatHaveNotEndedAsActive) {
  EXPECT_EQ(table_.count_active(), 0U);
  for (const std::string_view name : kEnumNames<Status>) add(std::string(name), *value_of<Status>(name));
  const TestJob& job = add("another", Status::kInProgress);
  EXPECT_EQ(table_.count_active(), 3U);
  EXPECT_THAT(names(table_.active()), UnorderedElementsAre("SUBMITTED", "IN_PROGRESS", "another"));
  set_status(job, Status::kFailed);
  EXPECT_EQ(table_.count_active(), 2U);
  EXPECT_THAT(names(table_.active()), UnorderedElementsAre("SUBMITTED", "IN_PROGRESS"));
}

TEST_F(JobTableTest, ContinuesAListAfterJobsLeftAndJoinedIt) {
  const TestJob& a = add("a", Status::kFailed);
  add("b");
  const TestJob& c = add("c");
  add("d", Status::kFailed);
  EXPECT_EQ(table_.page({}, 0, 1).next, table_.page(Status::kFailed, 0, 1).next);
  EXPECT_FALSE(table_.page({}, 0, 4).next);
  EXPECT_FALSE(table_.page(Status::kFailed, 0, 2).next);
  const auto next = table_.page(Status::kFailed, 0, 1).next;
  set_status(a, Status::kCompleted);
  set_status(c, Status::kFailed);
  EXPECT_THAT(listed(Status::kFailed, *next), ElementsAre("c", "d"));
}

// A page takes time proportional to the page, not to the table.
TEST_F(JobTableTest, LooksAtNoJobOfAnotherStatusToListOne) {
  for (int i = 0; i < 1000; ++i) add(std::to_string(i), Status::kCompleted);
  add("failed", Status::kFailed);
  TestJob::times_asked = 0;
  EXPECT_THAT(listed(Status::kFailed), ElementsAre("failed"));
  EXPECT_EQ(table_.count_active(), 0U);
  EXPECT_EQ(TestJob::times_asked, 0);
}

class JobTableUnderChange : public JobTableTest, public testing::WithParamInterface<unsigned> {
 protected:
  Status any_status() { return static_cast<Status>(random_() % kEnumNames<Status>.size()); }

  void change() {
    if (jobs_.empty() || random_() % 4 == 0) jobs_.push_back(&add(std::to_string(jobs_.size()), any_status()));
    const TestJob* job = jobs_[random_() % jobs_.size()];
    const Status status = any_status();
    if (status != job->status()) not_present_throughout_.insert(job->name());
    set_status(*job, status);
  }

  // The names of the jobs of that status.
  std::set<std::string> present(Status status) const {
    std::set<std::string> names;
    for (const TestJob* job : jobs_) {
      if (job->status() == status) names.insert(job->name());
    }
    return names;
  }

  std::mt19937 random_{GetParam()};
  std::vector<const TestJob*> jobs_;
  std::set<std::string> not_present_throughout_;
};

TEST_P(JobTableUnderChange, ListsShowEveryJobThatStaysInThemExactlyOnce) {
  for (int trial = 0; trial < 100; ++trial) {
    change();
    const Status status = any_status();
    const std::set<std::string> at_first = present(status);
    not_present_throughout_.clear();
    std::vector<std::string> names_seen;
    std::optional<std::uint64_t> next = 0;
    while (next) {
      const auto page = table_.page(status, *next, 1 + random_() % 3);
      for (const std::string& name : names(page.rows)) {
        EXPECT_TRUE(present(status).contains(name)) << name << " has another status by now";
        names_seen.push_back(name);
      }
      next = page.next;
      if (next) change();
    }
    for (const std::string& name : at_first) {
      if (not_present_throughout_.contains(name)) continue;
      EXPECT_EQ(std::ranges::count(names_seen, name), 1) << name << ", trial " << trial;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(FixedSeeds, JobTableUnderChange, testing::Range(1U, 6U),
                         [](const auto& row) { return "Seed" + std::to_string(row.param); });

}  // namespace
}  // namespace voiceid::store
