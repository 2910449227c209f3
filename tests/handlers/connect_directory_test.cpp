#include "handlers/connect_directory.hpp"

#include <gmock/gmock.h>

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ConnectDirectory : public SessionTest {
 protected:
  std::vector<std::string> instances(const Scope& scope = {}, std::size_t limit = 2) {
    return all(
        limit, [&](const std::string& after) { return list_associations(context_, scope, after, limit); },
        [](const auto& each) { return std::string(each.instance_id); });
  }
  std::vector<std::string> contacts(const Scope& scope = {}, std::size_t limit = 2) {
    return all(
        limit, [&](const std::string& after) { return list_contacts(context_, scope, after, limit); },
        [](const auto& each) { return std::string(each.contact_id); });
  }

 private:
  // Page by page.
  template <class TakePage, class Show>
  static std::vector<std::string> all(std::size_t limit, TakePage take_page, Show show) {
    std::vector<std::string> all;
    std::optional<std::string> next{""};
    while (next) {
      const auto page = take_page(*next);
      EXPECT_LE(page.elements.size(), limit);
      for (const auto& element : page.elements) all.push_back(show(element));
      next = page.next;
    }
    return all;
  }
};

TEST_F(ConnectDirectory, ListsWhatTheScopeCovers_InOrder_HoweverLongThePages) {
  for (const std::string_view id : {"c", "a", "e"}) {
    associate_instance(context_, id, domain_id_).value();
    set_customer(context_, id, "alice");
  }
  call_from(kOtherAccount, kOtherRegion);
  associate_instance(context_, "b", make_domain("other")).value();
  set_customer(context_, "b", "bob");
  for (const std::size_t limit : {1, 2, 3, 4, 5}) {
    EXPECT_THAT(instances({}, limit), ElementsAre("a", "b", "c", "e")) << limit;
    EXPECT_THAT(contacts({}, limit), ElementsAre("a", "b", "c", "e")) << limit;
    EXPECT_THAT(instances({std::string(kAccount), {}}, limit), ElementsAre("a", "c", "e")) << limit;
    EXPECT_THAT(contacts({std::string(kOtherAccount), {}}, limit), ElementsAre("b")) << limit;
  }
  EXPECT_THAT(instances({{}, std::string(kOtherRegion)}), ElementsAre("b"));
}

TEST_F(ConnectDirectory, ShowsOne_WithItsOwner) {
  associate_instance(context_, "i", domain_id_).value();
  set_customer(context_, "c", "alice");
  const auto association = find_association(context_, {}, "i");
  ASSERT_TRUE(association);
  EXPECT_EQ(association->domain_id, domain_id_);
  EXPECT_EQ(association->account, kAccount);
  EXPECT_EQ(association->region, kRegion);
  const auto contact = find_contact(context_, {std::string(kAccount), {}}, "c");
  ASSERT_TRUE(contact);
  EXPECT_EQ(contact->customer_id, "alice");
  EXPECT_EQ(contact->account, kAccount);
  EXPECT_FALSE(find_association(context_, {}, "c"));
  EXPECT_FALSE(find_contact(context_, {}, "i"));
  EXPECT_FALSE(find_contact(context_, {std::string(kOtherAccount), {}}, "c"));
}

TEST_F(ConnectDirectory, ForgetsOnlyWhatTheScopeCovers) {
  associate_instance(context_, "i", domain_id_).value();
  set_customer(context_, "c", "alice");
  const Scope others{std::string(kOtherAccount), {}};
  EXPECT_FALSE(forget_association(context_, others, "i"));
  EXPECT_FALSE(forget_contact(context_, others, "c"));
  EXPECT_TRUE(forget_association(context_, {}, "i"));
  EXPECT_TRUE(forget_contact(context_, {}, "c"));
  EXPECT_FALSE(forget_association(context_, {}, "i"));
  EXPECT_FALSE(forget_contact(context_, {}, "c"));
  EXPECT_THAT(instances(), IsEmpty());
  EXPECT_THAT(contacts(), IsEmpty());
}

}  // namespace
}  // namespace voiceid::handlers
