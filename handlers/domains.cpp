#include "domain/arn.hpp"
#include "handlers/client_token.hpp"
#include "handlers/domain_description.hpp"
#include "handlers/job_steps.hpp"
#include "handlers/listing.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"
#include "handlers/tagging.hpp"

namespace voiceid::handlers {
namespace {

using store::DomainRecord;

// CreateDomain and UpdateDomain have the same attributes.
template <class Request>
DomainAttributes attributes_of(const Context& context, const Request& request) {
  DomainAttributes attributes;
  attributes.name = request.name;
  attributes.description = request.description;
  attributes.kms_key_id =
      kms_key_arn(request.server_side_encryption_configuration.kms_key_id, context.region, context.account);
  return attributes;
}

Watchlist default_watchlist(ResourceId id, TimePoint now) {
  return {.id = id,
          .name = std::string(kDefaultWatchlistName),
          .description = std::string(kDefaultWatchlistDescription),
          .is_default = true,
          .created_at = now,
          .updated_at = now};
}

// Errors: ValidationException for tags that may not be set.
Result<VoiceDomain> new_domain(Context& context, const shapes::CreateDomainRequest& request) {
  VoiceDomain domain;
  if (request.tags) {
    if (auto tagged = add_tags(domain.tags, tag_pairs(*request.tags)); !tagged) return tagged.error();
  }
  domain.id = context.ids.resource_id();
  domain.default_watchlist_id = context.ids.resource_id();
  domain.arn = domain_arn(context.region, context.account, domain.id.view());
  domain.attributes = attributes_of(context, request);
  domain.created_at = domain.updated_at = context.now;
  return domain;
}

}  // namespace

Result<shapes::CreateDomainResponse> create_domain(Context& context, const shapes::CreateDomainRequest& request) {
  const ClientToken client_token(context, request);
  const auto made_before = client_token.made_before();
  if (!made_before) return made_before.error();
  if (*made_before) {
    const auto record = require_domain(context, (*made_before)->view());
    if (!record) return record.error();
    return shapes::CreateDomainResponse{described<shapes::Domain>((*record)->domain, context.now)};
  }
  const std::size_t in_use = context.store.count_domains_in_use(context.account, context.region);
  if (auto room = context.settings.quotas.check_room(Quota::kDomains, in_use); !room) return room.error();
  auto domain = new_domain(context, request);
  if (!domain) return domain.error();
  DomainRecord& record = context.store.insert_domain(std::move(*domain), context.account, context.region);
  record.watchlists.insert(default_watchlist(record.domain.default_watchlist_id, context.now));
  client_token.remember(record.domain.id);
  return shapes::CreateDomainResponse{described<shapes::Domain>(record.domain, context.now)};
}

Result<shapes::DescribeDomainResponse> describe_domain(Context& context, const shapes::DescribeDomainRequest& request) {
  const auto record = require_domain(context, request.domain_id);
  if (!record) return record.error();
  return shapes::DescribeDomainResponse{described<shapes::Domain>((*record)->domain, context.now)};
}

Result<shapes::ListDomainsResponse> list_domains(Context& context, const shapes::ListDomainsRequest& request) {
  return Listing(context, request, shapes::kMaxResultsForListDomainFe)
      .answer<shapes::ListDomainsResponse>(
          &shapes::ListDomainsResponse::domain_summaries,
          [&](std::uint64_t after, std::size_t limit) {
            return context.store.page_of_domains(context.account, context.region, after, limit);
          },
          [&](const DomainRecord& record) { return described<shapes::DomainSummary>(record.domain, context.now); });
}

Result<shapes::UpdateDomainResponse> update_domain(Context& context, const shapes::UpdateDomainRequest& request) {
  const auto record = require_domain(context, request.domain_id);
  if (!record) return record.error();
  VoiceDomain& domain = (*record)->domain;
  const auto updated =
      update(domain, attributes_of(context, request), context.now, context.settings.encryption_update_time);
  if (!updated) return updated.error();
  return shapes::UpdateDomainResponse{described<shapes::Domain>(domain, context.now)};
}

Result<shapes::NoOutput> delete_domain(Context& context, const shapes::DeleteDomainRequest& request) {
  const auto record = require_domain(context, request.domain_id);
  if (!record) return record.error();
  context.store.soft_delete_domain(**record, context.now);
  stop_jobs(context, **record);
  return shapes::NoOutput{};
}

}  // namespace voiceid::handlers
