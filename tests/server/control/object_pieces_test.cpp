#include "server/control/object_pieces.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "server/objects/folder_store.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/server/control/pieces.hpp"

namespace voiceid::control {
namespace {

using Next = http::PieceSource::Next;

TEST(ObjectList, IsWrittenInPieces) {
  ObjectList none("calls", {});
  EXPECT_EQ(joined(pieces_of(none)), R"({"Bucket":"calls","Objects":[]})");
  std::vector<objects::ObjectEntry> entries{{"a/\"b\"", 0}, {"é", 64'000'000}};
  ObjectList two("calls", entries);
  EXPECT_EQ(joined(pieces_of(two)),
            R"({"Bucket":"calls","Objects":[{"Key":"a/\"b\"","Size":0},{"Key":"é","Size":64000000}]})");
  entries.resize(10'000, {std::string(100, 'x'), 1});
  ObjectList many("calls", entries);
  const std::vector<std::string> pieces = pieces_of(many);
  EXPECT_GT(pieces.size(), 10U);
  EXPECT_EQ(nlohmann::json::parse(joined(pieces)).at("Objects").size(), 10'000U);
}

class ObjectBytesTest : public ::testing::Test {
 protected:
  // The object, whose file has that text.
  ObjectBytes opened(const std::string& text) {
    std::filesystem::create_directory(root_ / "calls");
    write_text(file_, text);
    return ObjectBytes(store_.open({"calls", "key"}, objects::kMaxObjectBytes).value());
  }

  TemporaryFolder root_;
  std::filesystem::path file_ = root_ / "calls" / "key";
  objects::FolderStore store_{root_.path().string()};
};

TEST_F(ObjectBytesTest, AreThoseOfTheFile) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, http::kPieceBytes, 3 * http::kPieceBytes + 1}) {
    std::string text(size, 'x');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i % 251);
    ObjectBytes bytes = opened(text);
    EXPECT_EQ(bytes.size(), size);
    EXPECT_EQ(joined(pieces_of(bytes)), text);
  }
}

TEST_F(ObjectBytesTest, AreThoseOfTheirMoment_IfTheObjectIsReplacedRemovedOrGrows) {
  const std::string text(2 * http::kPieceBytes, 'x');
  work::StopGate gate;
  ObjectBytes grown = opened(text);
  write_text(file_, text + "more");
  EXPECT_EQ(joined(pieces_of(grown)), text);
  ObjectBytes replaced = opened(text);
  ASSERT_TRUE(store_.put({"calls", "key"}, "other", gate));
  EXPECT_EQ(joined(pieces_of(replaced)), text);
  ObjectBytes removed = opened(text);
  ASSERT_TRUE(store_.remove({"calls", "key"}));
  EXPECT_EQ(joined(pieces_of(removed)), text);
}

TEST_F(ObjectBytesTest, FailIfTheFileShrinks) {
  ObjectBytes bytes = opened(std::string(3 * http::kPieceBytes, 'x'));
  std::string out;
  EXPECT_EQ(bytes.next(out), Next::kMore);
  std::filesystem::resize_file(file_, http::kPieceBytes + 1);
  EXPECT_EQ(bytes.next(out), Next::kMore);
  EXPECT_EQ(bytes.next(out), Next::kFailed);
}

}  // namespace
}  // namespace voiceid::control
