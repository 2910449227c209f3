#include "server/control/calls.hpp"
#include "server/control/object_pieces.hpp"
#include "server/control/pool_work.hpp"
#include "server/objects/folder_store.hpp"

namespace voiceid::control {
namespace {

using objects::FolderStore;

constexpr std::string_view kBytes = "application/octet-stream";

// Runs the work on the pool; its answer or error becomes the call's.
template <class Work>
void answer_by(const Call& call, Work work) {
  answer_by_pool(call, std::move(work), [](Result<http::Answer> answer) { return answer; });
}

// The built-in storage. Errors: ConflictException if an S3 server holds the objects.
Result<FolderStore*> folder_of(const Call& call) {
  if (call.state.storage.folder != nullptr) return call.state.storage.folder;
  return conflict("Objects are in the S3 server that --s3-endpoint names, where this call does not reach.");
}

S3Uri uri_of(const Call& call) { return {call.parameters[0], call.parameters[1]}; }

}  // namespace

Result<void> put_object(const Call& call) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  answer_by(call,
            [folder = *folder, gate = call.state.storage_gate, uri = uri_of(call),
             content = call.request.take_body()]() -> Result<http::Answer> {
              const std::string_view bytes = content.content();
              if (auto put = folder->put(uri, bytes, *gate); !put) return put.error();
              return json_answer(StoredObject{uri.bucket, uri.key, static_cast<std::int64_t>(bytes.size())});
            });
  return {};
}

Result<void> get_object(const Call& call, const EmptyRequest& /*request*/) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  answer_by(call, [folder = *folder, uri = uri_of(call)]() -> Result<http::Answer> {
    auto file = folder->open(uri, objects::kMaxObjectBytes);
    if (!file) return file.error();
    return http::Answer{200, kBytes, {}, std::make_unique<ObjectBytes>(std::move(*file))};
  });
  return {};
}

Result<void> delete_object(const Call& call, const EmptyRequest& /*request*/) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  answer_by(call, [folder = *folder, uri = uri_of(call)]() -> Result<http::Answer> {
    if (auto removed = folder->remove(uri); !removed) return removed.error();
    return http::Answer{200, kJson, "{}"};
  });
  return {};
}

Result<void> list_objects(const Call& call, const EmptyRequest& /*request*/) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  std::string prefix(call.query_value("prefix").value_or(std::string_view()));
  answer_by(call,
            [folder = *folder, gate = call.state.storage_gate, bucket = call.parameters[0],
             prefix = std::move(prefix)]() -> Result<http::Answer> {
              auto objects = folder->list(bucket, prefix, *gate);
              if (!objects) return objects.error();
              return http::Answer{200, kJson, {}, std::make_unique<ObjectList>(bucket, std::move(*objects))};
            });
  return {};
}

}  // namespace voiceid::control
