#pragma once

#include <array>

#include "handlers/shapes/scalars.hpp"

/// Requests and answers of the control API about sinks of events.
namespace voiceid::control {

inline constexpr shapes::Shape kSeed = shapes::integer_shape("Seed", 0, {});
inline constexpr shapes::Shape kProbability = shapes::number_shape("Probability", 0, 1);
inline constexpr shapes::Shape kDelay = shapes::string_shape("Delay", {}, {});
inline constexpr shapes::Shape kCount = shapes::integer_shape("Count");

/// PUT events/sinks/{Name}/disorder.
struct SinkDisorder {
  static constexpr std::string_view kName = "SinkDisorder";
  std::optional<std::int64_t> seed;
  std::optional<double> duplicate;
  std::optional<double> drop;
  std::optional<double> reorder;
  std::optional<double> delay;
  std::optional<std::string_view> delay_by;
  static constexpr auto members() {
    return std::array{shapes::member<&SinkDisorder::seed>("Seed", kSeed),
                      shapes::member<&SinkDisorder::duplicate>("Duplicate", kProbability),
                      shapes::member<&SinkDisorder::drop>("Drop", kProbability),
                      shapes::member<&SinkDisorder::reorder>("Reorder", kProbability),
                      shapes::member<&SinkDisorder::delay>("Delay", kProbability),
                      shapes::member<&SinkDisorder::delay_by>("DelayBy", kDelay)};
  }
};

/// The disorder of a sink, and what it has done so far.
struct DescribedDisorder {
  static constexpr std::string_view kName = "DescribedDisorder";
  std::int64_t seed = 0;
  double duplicate = 0;
  double drop = 0;
  double reorder = 0;
  double delay = 0;
  std::string_view delay_by;
  std::int64_t dropped = 0;
  std::int64_t held = 0;
  static constexpr auto members() {
    return std::array{shapes::member<&DescribedDisorder::seed>("Seed", kSeed),
                      shapes::member<&DescribedDisorder::duplicate>("Duplicate", kProbability),
                      shapes::member<&DescribedDisorder::drop>("Drop", kProbability),
                      shapes::member<&DescribedDisorder::reorder>("Reorder", kProbability),
                      shapes::member<&DescribedDisorder::delay>("Delay", kProbability),
                      shapes::member<&DescribedDisorder::delay_by>("DelayBy", kDelay),
                      shapes::member<&DescribedDisorder::dropped>("Dropped", kCount),
                      shapes::member<&DescribedDisorder::held>("Held", kCount)};
  }
};

struct DescribedSink {
  static constexpr std::string_view kName = "DescribedSink";
  std::string_view name;
  std::int64_t delivered = 0;
  std::int64_t dropped = 0;
  std::int64_t pending = 0;
  std::optional<DescribedDisorder> disorder;
  static constexpr auto members() {
    return std::array{shapes::member<&DescribedSink::name>("Name", shapes::kString),
                      shapes::member<&DescribedSink::delivered>("Delivered", kCount),
                      shapes::member<&DescribedSink::dropped>("Dropped", kCount),
                      shapes::member<&DescribedSink::pending>("Pending", kCount),
                      shapes::member<&DescribedSink::disorder>("Disorder")};
  }
};

inline constexpr shapes::Shape kSinks = shapes::list_shape<DescribedSink>("Sinks", shapes::kShapeOf<DescribedSink>);

struct SinkList {
  static constexpr std::string_view kName = "SinkList";
  std::vector<DescribedSink> sinks;
  static constexpr auto members() { return std::array{shapes::member<&SinkList::sinks>("Sinks", kSinks)}; }
};

/// The answer to a change of one sink.
struct SinkAnswer {
  static constexpr std::string_view kName = "SinkAnswer";
  DescribedSink sink;
  static constexpr auto members() { return std::array{shapes::member<&SinkAnswer::sink>("Sink")}; }
};

}  // namespace voiceid::control
