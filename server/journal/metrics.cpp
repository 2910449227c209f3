#include "server/journal/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <chrono>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>

namespace voiceid::journal {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

// A label's value cannot be empty: that would be the same as no label.
constexpr std::string_view kNoOperation = "unknown";

// A sample of a family whose samples differ in one label.
struct Sample {
  std::string_view label;
  std::uint64_t value;
};

double seconds(std::chrono::microseconds time) { return std::chrono::duration<double>(time).count(); }

std::string_view name_of(Door door) {
  switch (door) {
    case Door::kApi:
      break;
    case Door::kDesktop:
      return "agent-app";
    case Door::kControl:
      return "control";
  }
  return "api";
}

Labels labels_of(const OperationCounters& counters) {
  const std::string_view operation = counters.operation.empty() ? kNoOperation : counters.operation;
  return {{"target", std::string(name_of(counters.door))}, {"operation", std::string(operation)}};
}

ClientMetric metric(MetricType type, Labels labels, double value) {
  ClientMetric made;
  made.label = std::move(labels);
  (type == MetricType::Counter ? made.counter.value : made.gauge.value) = value;
  return made;
}

MetricFamily single(MetricType type, std::string name, std::string help, double value) {
  return {std::move(name), std::move(help), type, {metric(type, {}, value)}};
}

MetricFamily by_label(MetricType type, std::string name, std::string help, const std::string& label,
                      std::span<const Sample> samples) {
  MetricFamily family{std::move(name), std::move(help), type, {}};
  for (const Sample& sample : samples) {
    family.metric.push_back(metric(type, {{label, std::string(sample.label)}}, static_cast<double>(sample.value)));
  }
  return family;
}

MetricFamily requests(const CallCounters& calls) {
  MetricFamily family{"voiceid_requests_total",
                      "Answered requests, by operation and HTTP status. CloudWatch: UserErrors (4xx), SystemErrors "
                      "(5xx), Throttles (429).",
                      MetricType::Counter,
                      {}};
  for (const OperationCounters& counters : calls.all()) {
    for (const StatusCount& count : counters.by_status) {
      Labels labels = labels_of(counters);
      labels.push_back({"status", std::to_string(count.status)});
      family.metric.push_back(metric(MetricType::Counter, std::move(labels), static_cast<double>(count.calls)));
    }
  }
  return family;
}

ClientMetric::Histogram histogram(const TimeHistogram& times) {
  ClientMetric::Histogram made;
  for (std::size_t i = 0; i < times.counts().size(); ++i) {
    made.sample_count += times.counts()[i];
    const bool is_last = i == TimeHistogram::kBounds.size();
    const double bound = is_last ? std::numeric_limits<double>::infinity() : seconds(TimeHistogram::kBounds[i]);
    made.bucket.push_back({made.sample_count, bound});
  }
  made.sample_sum = seconds(times.total());
  return made;
}

MetricFamily durations(const CallCounters& calls) {
  MetricFamily family{"voiceid_request_duration_seconds",
                      "From the whole request to its answer, long polls and injected latency included. CloudWatch: "
                      "RequestLatency.",
                      MetricType::Histogram,
                      {}};
  for (const OperationCounters& counters : calls.all()) {
    if (counters.by_status.empty()) continue;
    ClientMetric& made = family.metric.emplace_back();
    made.label = labels_of(counters);
    made.histogram = histogram(counters.times);
  }
  return family;
}

void append_resources(std::vector<MetricFamily>& families, const ResourceCounts& counts) {
  families.push_back(by_label(MetricType::Gauge, "voiceid_resources",
                              "Resources in all domains, deleted domains included until they are erased. CloudWatch: "
                              "Speakers, Fraudsters.",
                              "kind",
                              std::vector<Sample>{{"domain", counts.domains},
                                                  {"speaker", counts.speakers},
                                                  {"watchlist", counts.watchlists},
                                                  {"fraudster", counts.fraudsters},
                                                  {"session", counts.sessions},
                                                  {"speaker_enrollment_job", counts.speaker_enrollment_jobs},
                                                  {"fraudster_registration_job", counts.fraudster_registration_jobs}}));
  families.push_back(single(MetricType::Gauge, "voiceid_active_sessions",
                            "Sessions whose stream has not ended. CloudWatch: ActiveSessions.",
                            static_cast<double>(counts.active_sessions)));
  families.push_back(
      by_label(MetricType::Gauge, "voiceid_active_jobs",
               "Jobs that are SUBMITTED or IN_PROGRESS. CloudWatch: ActiveSpeakerEnrollmentJobs, "
               "ActiveFraudsterRegistrationJobs.",
               "kind",
               std::vector<Sample>{{"speaker_enrollment_job", counts.active_speaker_enrollment_jobs},
                                   {"fraudster_registration_job", counts.active_fraudster_registration_jobs}}));
}

void append_events(std::vector<MetricFamily>& families, std::span<const SinkMetrics> sinks) {
  const auto append = [&](MetricType type, std::string name, std::string help, std::uint64_t SinkMetrics::*count) {
    std::vector<Sample> samples;
    for (const SinkMetrics& sink : sinks) samples.push_back({sink.name, sink.*count});
    families.push_back(by_label(type, std::move(name), std::move(help), "sink", samples));
  };
  append(MetricType::Counter, "voiceid_events_delivered_total",
         "Events that the sink's receiver accepted or, for memory, that were kept.", &SinkMetrics::delivered);
  append(MetricType::Counter, "voiceid_events_dropped_total",
         "Events that were lost: the queue was full, or every attempt failed.", &SinkMetrics::dropped);
  append(MetricType::Gauge, "voiceid_events_pending", "Events that wait or are being sent.", &SinkMetrics::pending);
}

// Under the names that Prometheus's client libraries have for them.
void append_process(std::vector<MetricFamily>& families, const ProcessUsage& usage) {
  families.push_back(single(MetricType::Counter, "process_cpu_seconds_total",
                            "CPU time of user and system since the start.", seconds(usage.cpu)));
  if (!usage.memory) return;
  families.push_back(single(MetricType::Gauge, "process_resident_memory_bytes", "Memory that is resident.",
                            static_cast<double>(usage.memory->resident_bytes)));
  families.push_back(single(MetricType::Gauge, "process_virtual_memory_bytes", "Address space that is taken.",
                            static_cast<double>(usage.memory->virtual_bytes)));
}

}  // namespace

std::string metrics_text(const CallCounters& calls, const Measured& measured) {
  std::vector<MetricFamily> families{requests(calls), durations(calls)};
  families.push_back(single(MetricType::Gauge, "voiceid_open_connections",
                            "Client connections that are open, this one included.",
                            static_cast<double>(measured.open_connections)));
  append_resources(families, measured.resources);
  append_events(families, measured.sinks);
  append_process(families, measured.process);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace voiceid::journal
