#include "handlers/agent_desktop.hpp"

#include "tests/handlers/session_fixture.hpp"

namespace voiceid::handlers {
namespace {

using testing::IsEmpty;

constexpr std::string_view kContact = "contact-1";
constexpr std::string_view kInstance = "instance-1";

class AgentDesktopTest : public SessionTest {
 protected:
  Result<shapes::StartVoiceIdSessionAnswer> try_desktop_start(std::optional<std::string_view> client_token = {},
                                                              std::string_view contact_id = kContact) {
    return start_voice_id_session(context_,
                                  {.client_token = client_token, .contact_id = contact_id, .domain_id = domain_id_});
  }
  std::string desktop_start(std::optional<std::string_view> client_token = {}) {
    return std::string(try_desktop_start(client_token).value().session_id);
  }

  // The ARN of the domain that the instance uses, or nothing.
  std::optional<std::string> domain_of(std::string_view instance_id,
                                       std::optional<std::string_view> integration_type = {}) {
    const auto list =
        list_integration_associations(context_, {.instance_id = instance_id, .integration_type = integration_type});
    const auto& found = list.value().integration_association_summary_list;
    if (found.empty()) return std::nullopt;
    EXPECT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().integration_type, "VOICE_ID");
    return std::string(found.front().integration_arn);
  }
  std::string arn_of(std::string_view domain_id) { return record_of(domain_id).domain.arn; }

  std::optional<std::string> customer_of(std::string_view contact_id) {
    const auto contact = get_contact(context_, {.contact_id = contact_id, .capitalized_contact_id = {}});
    const auto customer = contact.value().contact_data.customer_id;
    return customer ? std::optional(std::string(*customer)) : std::nullopt;
  }
};

TEST_F(AgentDesktopTest, AStartMakesASessionOfTheContactsNameWithBothPartsOnAtTheirDefaults) {
  desktop_start();
  const shapes::Session session = described(kContact);
  EXPECT_EQ(session.authentication_configuration->acceptance_threshold, kDefaultAcceptanceThreshold);
  EXPECT_EQ(session.fraud_detection_configuration->risk_threshold, kDefaultRiskThreshold);
  EXPECT_EQ(session.fraud_detection_configuration->watchlist_id, default_watchlist_id_);
}

TEST_F(AgentDesktopTest, ANewStreamHasBothPartsOnAgain) {
  const std::string first = desktop_start();
  update_session(context_, address(kContact), without_authentication()).value();
  update_session(context_, address(kContact), without_fraud_detection()).value();
  end(kContact);
  EXPECT_EQ(desktop_start(), first);
  EXPECT_TRUE(described(kContact).authentication_configuration);
  EXPECT_TRUE(described(kContact).fraud_detection_configuration);
}

TEST_F(AgentDesktopTest, ARepeatWithTheSameTokenAnswersTheSameSessionEvenOnceItEnded) {
  const std::string first = desktop_start("token");
  EXPECT_EQ(desktop_start("token"), first);
  end(kContact);
  const auto repeated = try_desktop_start("token").value();
  EXPECT_EQ(repeated.session_id, first);
  EXPECT_EQ(repeated.streaming_status, "ENDED");
}

TEST_F(AgentDesktopTest, ATokenWithAnotherContactIsAConflict) {
  desktop_start("token");
  EXPECT_THAT(failure_of(try_desktop_start("token", "contact-2")), is_untyped_conflict());
}

TEST_F(AgentDesktopTest, AFailedStartLeavesNoToken) {
  desktop_start();
  EXPECT_THAT(failure_of(try_desktop_start("token")), is_conflict(ConflictType::kAnotherActiveStream));
  end(kContact);
  const auto restarted = try_desktop_start("token").value();
  EXPECT_EQ(restarted.streaming_status, "ONGOING");
}

TEST_F(AgentDesktopTest, AStartInADomainThatIsNotActiveIsRefusedAndStated_WhateverTheToken) {
  desktop_start("token");
  delete_domain(context_, {domain_id_}).value();
  const std::size_t stated = events_.published_of<StartSessionEvent>().size();
  EXPECT_THAT(failure_of(try_desktop_start("token")), is_conflict(ConflictType::kDomainNotActive));
  EXPECT_EQ(events_.published_of<StartSessionEvent>().size(), stated + 1);
}

TEST_F(AgentDesktopTest, AStartInAnUnknownDomainIsNotFound) {
  EXPECT_THAT(failure_of(start_voice_id_session(context_,
                                                {.client_token = {}, .contact_id = kContact, .domain_id = kUnknownId})),
              is_not_found(ResourceType::kDomain));
}

TEST_F(AgentDesktopTest, AnUpdateSetsTheSpeakerAndAnEnrollmentAnswersWhoseItIs) {
  desktop_start();
  update_desktop_session(context_, {.domain_id = domain_id_, .session_name_or_id = kContact, .speaker_id = "alice"})
      .value();
  const shapes::DesktopSessionRequest request{.domain_id = domain_id_, .session_name_or_id = kContact};
  const auto enrollment = enroll_by_desktop_session(context_, request).value();
  EXPECT_EQ(enrollment.customer_speaker_id, "alice");
  EXPECT_EQ(enrollment.generated_speaker_id, find_speaker("alice")->generated_id());
  EXPECT_EQ(enrollment.session_id, described(kContact).session_id);
  EXPECT_EQ(enrollment.status, "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(describe_desktop_session(context_, request).value().session.customer_speaker_id, "alice");
}

TEST_F(AgentDesktopTest, AnInstanceUsesItsOwnDomainWhileThatIsActive_ElseTheNewestActiveOne) {
  const std::string newer = make_domain("newer");
  EXPECT_EQ(domain_of(kInstance), arn_of(newer));
  const auto association = associate_instance(context_, kInstance, domain_id_).value();
  EXPECT_EQ(association.integration_arn, arn_of(domain_id_));
  EXPECT_EQ(domain_of(kInstance), arn_of(domain_id_));
  EXPECT_EQ(domain_of("another"), arn_of(newer));
  delete_domain(context_, {domain_id_}).value();
  EXPECT_EQ(domain_of(kInstance), arn_of(newer));
  delete_domain(context_, {newer}).value();
  EXPECT_EQ(domain_of(kInstance), std::nullopt);
}

TEST_F(AgentDesktopTest, OnlyIntegrationsOfVoiceIdAreListed) {
  EXPECT_EQ(domain_of(kInstance, "VOICE_ID"), arn_of(domain_id_));
  EXPECT_EQ(domain_of(kInstance, "EVENT"), std::nullopt);
}

TEST_F(AgentDesktopTest, AnInstanceIsAssociatedOnlyWithAnActiveDomainOfTheCaller) {
  EXPECT_THAT(failure_of(associate_instance(context_, kInstance, kUnknownId)), is_not_found(ResourceType::kDomain));
  delete_domain(context_, {domain_id_}).value();
  EXPECT_THAT(failure_of(associate_instance(context_, kInstance, domain_id_)),
              is_conflict(ConflictType::kDomainNotActive));
}

TEST_F(AgentDesktopTest, AContactHasTheCustomerThatWasSetLast) {
  EXPECT_EQ(customer_of(kContact), std::nullopt);
  EXPECT_EQ(set_customer(context_, kContact, "alice").customer_id, "alice");
  EXPECT_EQ(customer_of(kContact), "alice");
  update_voice_id_data(context_, {.contact_id = kContact, .customer_id = "bob"}).value();
  EXPECT_EQ(customer_of(kContact), "bob");
  EXPECT_EQ(customer_of("another"), std::nullopt);
}

TEST_F(AgentDesktopTest, AContactIsNamedByEitherSpelling) {
  set_customer(context_, kContact, "alice");
  EXPECT_EQ(
      get_contact(context_, {.contact_id = {}, .capitalized_contact_id = kContact}).value().contact_data.customer_id,
      "alice");
  EXPECT_THAT(failure_of(get_contact(context_, {})), is_validation_failure());
}

}  // namespace
}  // namespace voiceid::handlers
