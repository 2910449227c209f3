#include "handlers/context.hpp"
#include "server/control/calls.hpp"
#include "server/events/event_bus.hpp"
#include "server/journal/metrics.hpp"

namespace voiceid::control {

Result<void> metrics(const Call& call, const EmptyRequest& /*request*/) {
  const MetricsState& state = call.state.metrics;
  journal::Measured measured{.open_connections = state.count_connections(), .process = journal::read_process_usage()};
  call.emulator.turn({},
                     [&](handlers::Context& context) { measured.resources = journal::count_resources(context.store); });
  for (const events::EventBus::Outlet& outlet : call.state.events.outlets()) {
    const events::SinkCounts counts = outlet.sink().counts();
    measured.sinks.push_back({outlet.sink().name(), counts.delivered, counts.dropped, counts.pending});
  }
  call.response.content_type = journal::kMetricsType;
  call.response.body = journal::metrics_text(state.calls, measured);
  return {};
}

}  // namespace voiceid::control
