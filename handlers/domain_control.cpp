#include "handlers/domain_control.hpp"

#include "handlers/domain_description.hpp"
#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {
namespace {

void set_status(Context& context, store::DomainRecord& record, DomainStatus status) {
  context.store.set_domain_status(record, status);
  record.domain.updated_at = context.now;
}

shapes::ListedDomain listed(const store::DomainRecord& record, TimePoint now) {
  auto domain = described<shapes::ListedDomain>(record.domain, now);
  domain.account = record.account;
  domain.region = record.region;
  domain.deleted_at = record.domain.deleted_at;
  if (domain.deleted_at) domain.erased_at = erased_from(*domain.deleted_at);
  return domain;
}

}  // namespace

ListPage<shapes::ListedDomain> list_all_domains(Context& context, const Scope& scope, std::uint64_t after,
                                                std::size_t limit) {
  const auto page = context.store.page_of_all_domains(after, limit);
  ListPage<shapes::ListedDomain> answer{{}, page.next};
  for (const store::DomainRecord* record : page.rows) {
    if (scope.covers(record->account, record->region)) answer.elements.push_back(listed(*record, context.now));
  }
  return answer;
}

Result<shapes::DescribeDomainResponse> restore_domain(Context& context, std::string_view domain_id) {
  const auto record = require_domain(context, domain_id);
  if (!record) return record.error();
  VoiceDomain& domain = (*record)->domain;
  if (!domain.deleted_at) return conflict("The domain is not deleted.");
  context.store.agenda().cancel(erased_from(*domain.deleted_at), store::EraseDomain{domain.id});
  domain.deleted_at.reset();
  set_status(context, **record, DomainStatus::kActive);
  return describe_domain(context, {domain_id});
}

Result<shapes::DescribeDomainResponse> set_domain_status(Context& context, std::string_view domain_id,
                                                         const shapes::SetDomainStatusRequest& request) {
  const auto record = require_domain(context, domain_id);
  if (!record) return record.error();
  if ((*record)->domain.deleted_at) return conflict("The domain is deleted; restore it first.");
  set_status(context, **record, *value_of<DomainStatus>(request.status));
  return describe_domain(context, {domain_id});
}

Result<shapes::DescribeDomainResponse> end_encryption_update(Context& context, std::string_view domain_id,
                                                             const shapes::EndEncryptionUpdateRequest& request) {
  const auto record = require_domain(context, domain_id);
  if (!record) return record.error();
  EncryptionUpdateEnd end;
  end.status = *value_of<ServerSideEncryptionUpdateStatus>(request.update_status);
  end.message = request.message;
  const auto ended = voiceid::end_encryption_update((*record)->domain, std::move(end), context.now);
  if (!ended) return ended.error();
  return describe_domain(context, {domain_id});
}

}  // namespace voiceid::handlers
