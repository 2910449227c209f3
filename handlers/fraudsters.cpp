#include "handlers/events.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

// Fraudster and FraudsterSummary have the same members.
template <class Shape>
Shape described(const Fraudster& fraudster, const DomainRecord& record) {
  Shape shape;
  shape.created_at = fraudster.created_at;
  shape.domain_id = record.domain.id.view();
  shape.generated_fraudster_id = fraudster.id.view();
  auto& watchlist_ids = shape.watchlist_ids.emplace();
  for (const ResourceId& watchlist_id : fraudster.watchlist_ids) watchlist_ids.push_back(watchlist_id.view());
  return shape;
}

struct FraudsterInDomain {
  DomainRecord& record;
  const Fraudster& fraudster;
};

template <class Request>
Result<FraudsterInDomain> find_fraudster(Context& context, const Request& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const auto fraudster = require_fraudster(**record, request.fraudster_id);
  if (!fraudster) return fraudster.error();
  return FraudsterInDomain{.record = **record, .fraudster = **fraudster};
}

}  // namespace

Result<shapes::AssociateFraudsterResponse> associate_fraudster(Context& context,
                                                               const shapes::AssociateFraudsterRequest& request) {
  const auto found = find_fraudster(context, request);
  if (!found) return found.error();
  const auto watchlist = require_watchlist(found->record, request.watchlist_id);
  if (!watchlist) return watchlist.error();
  if (!found->fraudster.is_on((*watchlist)->id)) {
    const std::size_t present = (*watchlist)->fraudster_count;
    if (auto room = context.settings.quotas.check_room(Quota::kFraudsters, present); !room) return room.error();
    found->record.fraudsters.associate(found->fraudster, **watchlist);
  }
  return shapes::AssociateFraudsterResponse{described<shapes::Fraudster>(found->fraudster, found->record)};
}

Result<shapes::DisassociateFraudsterResponse> disassociate_fraudster(
    Context& context, const shapes::DisassociateFraudsterRequest& request) {
  const auto found = find_fraudster(context, request);
  if (!found) return found.error();
  const auto watchlist = require_watchlist(found->record, request.watchlist_id);
  if (!watchlist) return watchlist.error();
  if (found->fraudster.is_on((*watchlist)->id)) {
    if (auto allowed = check_disassociation(found->fraudster); !allowed) return allowed.error();
    found->record.fraudsters.disassociate(found->fraudster, **watchlist);
  }
  return shapes::DisassociateFraudsterResponse{described<shapes::Fraudster>(found->fraudster, found->record)};
}

Result<shapes::DescribeFraudsterResponse> describe_fraudster(Context& context,
                                                             const shapes::DescribeFraudsterRequest& request) {
  const auto found = find_fraudster(context, request);
  if (!found) return found.error();
  return shapes::DescribeFraudsterResponse{described<shapes::Fraudster>(found->fraudster, found->record)};
}

Result<shapes::ListFraudstersResponse> list_fraudsters(Context& context, const shapes::ListFraudstersRequest& request) {
  const auto record = require_active_domain(context, request.domain_id);
  if (!record) return record.error();
  const Watchlist* watchlist = nullptr;
  if (request.watchlist_id) {
    const auto required = require_watchlist(**record, *request.watchlist_id);
    if (!required) return required.error();
    watchlist = *required;
  }
  return Listing(context, request, shapes::kMaxResultsForList)
      .answer<shapes::ListFraudstersResponse>(
          &shapes::ListFraudstersResponse::fraudster_summaries,
          [&](std::uint64_t after, std::size_t limit) {
            const store::FraudsterTable& table = (*record)->fraudsters;
            return watchlist == nullptr ? table.page(after, limit)
                                        : table.page_of_watchlist(watchlist->id, after, limit);
          },
          [&](const Fraudster& fraudster) { return described<shapes::FraudsterSummary>(fraudster, **record); });
}

Result<shapes::NoOutput> delete_fraudster(Context& context, const shapes::DeleteFraudsterRequest& request) {
  return act_and_publish(
      context, request.domain_id,
      FraudsterEvent{.action = FraudsterAction::kDelete, .generated_fraudster_id = GeneratedId(request.fraudster_id)},
      [&](DomainRecord& record, FraudsterEvent& event) -> Result<shapes::NoOutput> {
        const auto fraudster = require_fraudster(record, request.fraudster_id);
        if (!fraudster) return fraudster.error();
        event.watchlist_ids = (*fraudster)->watchlist_ids;
        std::vector<Watchlist*> watchlists;
        for (const ResourceId& watchlist_id : (*fraudster)->watchlist_ids) {
          watchlists.push_back(record.watchlists.find(watchlist_id.view()));
        }
        record.fraudsters.erase(**fraudster, watchlists);
        return shapes::NoOutput{};
      });
}

}  // namespace voiceid::handlers
