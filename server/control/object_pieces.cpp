#include "server/control/object_pieces.hpp"

#include <unistd.h>

#include <algorithm>

#include "server/control/shapes.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::control {
namespace {

std::string opening_of(std::string_view bucket) {
  std::string opening(R"({"Bucket":)");
  json::append_string(opening, bucket);
  return opening.append(R"(,"Objects":[)");
}

}  // namespace

bool BucketList::append_some(std::string& out) {
  if (next_ == buckets_.size()) return false;
  const ListedBucket listed{buckets_[next_++]};
  separate(out);
  json::append_structure(out, shapes::kShapeOf<ListedBucket>, &listed);
  return true;
}

std::size_t BucketList::held_bytes() const {
  std::size_t bytes = buckets_.size() * sizeof(std::string);
  for (const std::string& bucket : buckets_) bytes += bucket.size();
  return bytes;
}

ObjectList::ObjectList(std::string_view bucket, std::vector<objects::ObjectEntry> objects)
    : ListInPieces(opening_of(bucket), "]}"), objects_(std::move(objects)) {}

std::size_t ObjectList::held_bytes() const {
  std::size_t bytes = objects_.size() * sizeof(objects::ObjectEntry);
  for (const objects::ObjectEntry& object : objects_) bytes += object.key.size();
  return bytes;
}

bool ObjectList::append_some(std::string& out) {
  if (next_ == objects_.size()) return false;
  const auto& [key, size] = objects_[next_++];
  const ListedObject listed{key, static_cast<std::int64_t>(size)};
  separate(out);
  json::append_structure(out, shapes::kShapeOf<ListedObject>, &listed);
  return true;
}

http::PieceSource::Next ObjectBytes::next(std::string& out) {
  const std::size_t before = out.size();
  const std::uint64_t wanted = std::min<std::uint64_t>(file_.size - read_, http::kPieceBytes);
  out.resize(before + wanted);
  const ssize_t got = pread(file_.descriptor.get(), &out[before], wanted, static_cast<off_t>(read_));
  if (got < 0 || (got == 0 && wanted != 0)) return Next::kFailed;
  out.resize(before + static_cast<std::size_t>(got));
  read_ += static_cast<std::uint64_t>(got);
  return read_ == file_.size ? Next::kEnd : Next::kMore;
}

}  // namespace voiceid::control
