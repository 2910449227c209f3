#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/control/list_in_pieces.hpp"
#include "server/http/pieces.hpp"
#include "server/objects/object_file.hpp"
#include "server/objects/object_listing.hpp"

namespace voiceid::control {

/// `{"Buckets": […]}`.
class BucketList final : public ListInPieces {
 public:
  explicit BucketList(std::vector<std::string> buckets)
      : ListInPieces(R"({"Buckets":[)", "]}"), buckets_(std::move(buckets)) {}
  std::size_t held_bytes() const override;

 private:
  bool append_some(std::string& out) override;

  std::vector<std::string> buckets_;
  std::size_t next_ = 0;
};

/// `{"Bucket": "…", "Objects": […]}`.
class ObjectList final : public ListInPieces {
 public:
  ObjectList(std::string_view bucket, std::vector<objects::ObjectEntry> objects);
  std::size_t held_bytes() const override;

 private:
  bool append_some(std::string& out) override;

  std::vector<objects::ObjectEntry> objects_;
  std::size_t next_ = 0;
};

/// The bytes of an object, read as they are sent. Fails if the file has shrunk since it was opened.
class ObjectBytes final : public http::PieceSource {
 public:
  explicit ObjectBytes(objects::OpenFile file) : file_(std::move(file)) {}

  std::optional<std::uint64_t> size() const override { return file_.size; }
  /// Reads on the server's thread: a piece that was written or read lately takes some microseconds.
  Next next(std::string& out) override;

 private:
  objects::OpenFile file_;
  std::uint64_t read_ = 0;
};

}  // namespace voiceid::control
