#include "handlers/domain_control.hpp"

#include "handlers/lookup.hpp"
#include "handlers/operations.hpp"

namespace voiceid::handlers {

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
