#include "server/journal/metrics.hpp"

#include <gmock/gmock.h>

namespace voiceid::journal {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kEvaluate = "EvaluateSession";

std::string text_of_calls(const CallCounters& calls) { return metrics_text(calls, {}); }

TEST(Metrics, ShowCallsByTargetOperationAndStatus) {
  CallCounters calls;
  calls.add(Door::kApi, kEvaluate);
  calls.count(Door::kApi, kEvaluate, 409, 1ms);
  calls.count(Door::kDesktop, {}, 404, 1ms);
  calls.count(Door::kControl, {}, 405, 1ms);
  EXPECT_THAT(text_of_calls(calls),
              AllOf(HasSubstr(R"(requests_total{target="api",operation="EvaluateSession",status="409"} 1)"),
                    HasSubstr(R"(requests_total{target="agent-app",operation="unknown",status="404"} 1)"),
                    HasSubstr(R"(requests_total{target="control",operation="unknown",status="405"} 1)")));
}

TEST(Metrics, BucketsOfTheHistogramAreCumulative) {
  CallCounters calls;
  calls.add(Door::kApi, kEvaluate);
  for (const auto took : {60us, 70us, 1000us, 61'000'000us}) calls.count(Door::kApi, kEvaluate, 200, took);
  const std::string of_evaluate = R"({target="api",operation="EvaluateSession")";
  const std::string bucket = "duration_seconds_bucket" + of_evaluate;
  EXPECT_THAT(text_of_calls(calls),
              AllOf(HasSubstr(bucket + ",le=\"5e-05\"} 0"), HasSubstr(bucket + ",le=\"0.0001\"} 2"),
                    HasSubstr(bucket + ",le=\"0.001\"} 3"), HasSubstr(bucket + ",le=\"60\"} 3"),
                    HasSubstr(bucket + ",le=\"+Inf\"} 4"), HasSubstr("duration_seconds_count" + of_evaluate + "} 4"),
                    HasSubstr("duration_seconds_sum" + of_evaluate + "} 61.00113")));
}

TEST(Metrics, LeaveOutOperationsThatNobodyCalled) {
  CallCounters calls;
  calls.add(Door::kApi, kEvaluate);
  EXPECT_THAT(text_of_calls(calls), Not(HasSubstr("EvaluateSession")));
}

TEST(Metrics, ShowWhatBecameOfTheEventsOfEachSink) {
  const std::string text = metrics_text({}, {.sinks = {{"memory", 5, 0, 0}, {"webhook", 2, 1, 3}}});
  EXPECT_THAT(text,
              AllOf(HasSubstr("delivered_total{sink=\"memory\"} 5"), HasSubstr("delivered_total{sink=\"webhook\"} 2"),
                    HasSubstr("dropped_total{sink=\"webhook\"} 1"), HasSubstr("pending{sink=\"webhook\"} 3")));
}

TEST(Metrics, ShowJobsByKind) {
  Measured measured;
  measured.resources.active_speaker_enrollment_jobs = 2;
  measured.resources.active_fraudster_registration_jobs = 3;
  measured.resources.fraudster_registration_jobs = 7;
  EXPECT_THAT(metrics_text({}, measured), AllOf(HasSubstr("active_jobs{kind=\"speaker_enrollment_job\"} 2"),
                                                HasSubstr("active_jobs{kind=\"fraudster_registration_job\"} 3"),
                                                HasSubstr("resources{kind=\"fraudster_registration_job\"} 7")));
}

TEST(Metrics, LeaveOutMemoryThatIsNotKnown) {
  EXPECT_THAT(metrics_text({}, {.process = {.cpu = 1500ms}}),
              AllOf(HasSubstr("process_cpu_seconds_total 1.5"), Not(HasSubstr("memory_bytes"))));
  EXPECT_THAT(metrics_text({}, {.process = {.memory = ProcessUsage::Memory{4096, 8192}}}),
              AllOf(HasSubstr("process_resident_memory_bytes 4096"), HasSubstr("process_virtual_memory_bytes 8192")));
}

TEST(ProcessUsage, IsThatOfThisProcess) {
  const ProcessUsage usage = read_process_usage();
  EXPECT_GT(usage.cpu, 0us);
  ASSERT_TRUE(usage.memory);
  EXPECT_GT(usage.memory->resident_bytes, 100'000U);
  EXPECT_GE(usage.memory->virtual_bytes, usage.memory->resident_bytes);
}

}  // namespace
}  // namespace voiceid::journal
