#include "server/control/session_list.hpp"

#include "handlers/connect_sessions.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::control {
namespace {

// How many sessions are written in one turn.
constexpr std::size_t kPage = 32;

}  // namespace

SessionList::SessionList(server::Emulator& emulator, Of of)
    : ListInPieces(R"({"Sessions":[)", "]}"), emulator_(emulator), of_(std::move(of)) {}

template <class Use>
Result<void> SessionList::take_page(std::size_t limit, Use use) {
  return emulator_.turn_of_domain(of_.domain_id, [&](handlers::Context& context) -> Result<void> {
    if (of_.account) context.account = *of_.account;
    if (of_.region) context.region = *of_.region;
    const auto page = handlers::list_sessions(context, of_.domain_id, after_, limit);
    if (!page) return page.error();
    use(*page);
    return {};
  });
}

Result<void> SessionList::check() {
  return take_page(0, [](const handlers::SessionPage& /*page*/) {});
}

// A domain that has gone takes its sessions with it.
bool SessionList::append_some(std::string& out) {
  bool more = false;
  const auto taken = take_page(kPage, [&](const handlers::SessionPage& page) {
    for (const shapes::Session& session : page.sessions) {
      separate(out);
      json::append_structure(out, shapes::kShapeOf<shapes::Session>, &session);
    }
    more = page.next.has_value();
    after_ = page.next.value_or(after_);
  });
  return taken && more;
}

}  // namespace voiceid::control
