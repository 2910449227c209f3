#include <unistd.h>

#include "domain/wav_labels.hpp"
#include "server/control/calls.hpp"
#include "server/control/object_pieces.hpp"
#include "server/control/pool_work.hpp"
#include "server/control/voice_query.hpp"
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

Result<http::Answer> stored(FolderStore& folder, const S3Uri& uri, std::string_view bytes, const WavLabels& labels,
                            work::StopGate& gate) {
  if (auto put = folder.put(uri, bytes, gate); !put) return put.error();
  StoredObject object{.bucket = uri.bucket, .key = uri.key, .size = static_cast<std::int64_t>(bytes.size())};
  object.voice = labels.voice;
  object.spoofing_risk = labels.spoofing_risk;
  return json_answer(object);
}

// What the object says of the voice in it, as headers.
std::string headers_of(const objects::OpenFile& file) {
  const auto labels = labels_of([&file](std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    const ssize_t got = pread(file.descriptor.get(), bytes.data(), size, static_cast<off_t>(offset));
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
  });
  std::string headers;
  if (labels.voice) headers.append("x-voiceid-voice: ").append(*labels.voice).append("\r\n");
  if (!labels.spoofing_risk) return headers;
  return headers.append("x-voiceid-spoofing-risk: ").append(std::to_string(*labels.spoofing_risk)).append("\r\n");
}

}  // namespace

Result<void> list_buckets(const Call& call, const EmptyRequest& /*request*/) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  answer_by(call, [folder = *folder, gate = call.state.pool_gate]() -> Result<http::Answer> {
    auto buckets = folder->buckets(*gate);
    if (!buckets) return buckets.error();
    return http::Answer{200, kJson, {}, std::make_unique<BucketList>(std::move(*buckets))};
  });
  return {};
}

Result<void> put_object(const Call& call) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  auto labels = labels_in_query(call);
  if (!labels) return labels.error();
  answer_by(call,
            [folder = *folder, gate = call.state.pool_gate, uri = uri_of(call), labels = std::move(*labels),
             content = call.request.take_body()]() -> Result<http::Answer> {
              if (labels == WavLabels()) return stored(*folder, uri, content.content(), labels, *gate);
              const auto bytes = labelled(content.content(), labels);
              if (!bytes) return bytes.error();
              return stored(*folder, uri, *bytes, labels, *gate);
            });
  return {};
}

Result<void> get_object(const Call& call, const EmptyRequest& /*request*/) {
  const auto folder = folder_of(call);
  if (!folder) return folder.error();
  answer_by(call, [folder = *folder, uri = uri_of(call)]() -> Result<http::Answer> {
    auto file = folder->open(uri, objects::kMaxObjectBytes);
    if (!file) return file.error();
    std::string headers = headers_of(*file);
    return http::Answer{200, kBytes, {}, std::make_unique<ObjectBytes>(std::move(*file)), std::move(headers)};
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
            [folder = *folder, gate = call.state.pool_gate, bucket = call.parameters[0],
             prefix = std::move(prefix)]() -> Result<http::Answer> {
              auto objects = folder->list(bucket, prefix, *gate);
              if (!objects) return objects.error();
              return http::Answer{200, kJson, {}, std::make_unique<ObjectList>(bucket, std::move(*objects))};
            });
  return {};
}

}  // namespace voiceid::control
