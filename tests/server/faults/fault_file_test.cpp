#include "server/faults/fault_file.hpp"

#include <gmock/gmock.h>

#include "tests/base/temporary_folder.hpp"

namespace voiceid::faults {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

class FaultFileTest : public ::testing::Test {
 protected:
  FaultFileTest() {
    operations_.add(Target::kApi, "ListDomains");
    operations_.add(Target::kApi, "EvaluateSession");
  }

  Result<std::vector<Fault>> read(std::string_view text) {
    write_text(file_, std::string(text));
    return read_fault_file(file_, operations_);
  }
  // Without the name of the file, which stands in front of each.
  std::string message_of(std::string_view text) {
    const std::string message = read(text).error().message;
    const std::string name = "--faults " + file_ + ": ";
    EXPECT_THAT(message, StartsWith(name));
    return message.substr(name.size());
  }

  TemporaryFolder folder_;
  std::string file_ = (folder_.path() / "faults.json").string();
  Operations operations_;
};

TEST_F(FaultFileTest, HoldsFaultsInOrder) {
  const auto faults = read(R"({"Faults": [
      {"Operation": "EvaluateSession", "Error": "ThrottlingException", "Count": 2},
      {"Preset": "outage"}]})");
  ASSERT_EQ(faults->size(), 2);
  EXPECT_EQ(faults->at(0).error->type, &kThrottlingException);
  EXPECT_EQ(faults->at(1).preset, "outage");
}

TEST_F(FaultFileTest, MayHoldNone) { EXPECT_TRUE(read(R"({"Faults": []})")->empty()); }

TEST_F(FaultFileTest, SaysWhichFaultIsWrong) {
  EXPECT_EQ(message_of(R"({"Faults": [{"Preset": "outage"}, {"Operation": "ListDomain", "LatencyMs": 1}]})"),
            "Faults[1]: Operation: there is no 'ListDomain'; did you mean 'ListDomains'?");
  EXPECT_EQ(message_of(R"({"Faults": [{"Preset": "outage"}, {"Preset": "out"}]})"),
            "1 validation error detected: Value 'out' at 'faults.2.member.preset' failed to satisfy constraint: Member "
            "must satisfy enum value set: [access-denied, brown-out, concurrent-changes, key-revoked, outage, "
            "throttled]");
}

TEST_F(FaultFileTest, SaysWhereItStopsBeingJson) {
  EXPECT_EQ(message_of(""), "it is not valid JSON in UTF-8, at line 1, column 1");
  EXPECT_EQ(message_of("{\"Faults\": [\n  {\"Preset\": outage}]}"),
            "it is not valid JSON in UTF-8, at line 2, column 14");
  EXPECT_EQ(message_of("{\"Faults\": []} more"), "it is not valid JSON in UTF-8, at line 1, column 16");
}

TEST_F(FaultFileTest, SaysWhatFormItNeeds) {
  EXPECT_EQ(message_of("{}"),
            "1 validation error detected: Value null at 'faults' failed to satisfy constraint: Member must not be "
            "null");
  EXPECT_EQ(message_of("[]"), R"(the whole of it must be an object: {"Faults": [...]})");
}

TEST_F(FaultFileTest, HasABound) {
  EXPECT_EQ(message_of(std::string(1024 * 1024 + 1, ' ')), "it is larger than 1 MiB");
  std::string many = R"({"Faults": [{"Preset": "outage"})";
  for (std::size_t i = 0; i < 1000; ++i) many += R"(, {"Preset": "outage"})";
  EXPECT_EQ(message_of(many + "]}"), "it has more than 1000 faults");
}

TEST_F(FaultFileTest, MustBeThere) {
  file_ = (folder_.path() / "none.json").string();
  EXPECT_EQ(read_fault_file(file_, operations_).error().message,
            "--faults " + file_ + ": it cannot be read: No such file or directory");
  file_ = folder_.path().string();
  EXPECT_THAT(read_fault_file(file_, operations_).error().message, EndsWith("it cannot be read: Is a directory"));
}

}  // namespace
}  // namespace voiceid::faults
