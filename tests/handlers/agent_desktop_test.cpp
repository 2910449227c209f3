#include "handlers/agent_desktop.hpp"

#include <array>

#include "handlers/connect_directory.hpp"
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
    return start_voice_id_session(
        context_, {.client_token = client_token, .contact_id = contact_id, .domain_id = domain_id_, .instance_id = {}});
  }
  std::string desktop_start(std::optional<std::string_view> client_token = {}) {
    return std::string(try_desktop_start(client_token).value().session_id);
  }

  std::optional<shapes::IntegrationAssociationSummary> association_of(
      std::string_view instance_id, std::optional<std::string_view> integration_type = {}) {
    const auto list =
        list_integration_associations(context_, {.instance_id = instance_id, .integration_type = integration_type});
    const auto& found = list.value().integration_association_summary_list;
    if (found.empty()) return std::nullopt;
    EXPECT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().integration_type, "VOICE_ID");
    return found.front();
  }
  // The ARN of the domain that the instance uses, or nothing.
  std::optional<std::string> domain_of(std::string_view instance_id,
                                       std::optional<std::string_view> integration_type = {}) {
    const auto association = association_of(instance_id, integration_type);
    return association ? std::optional(std::string(association->integration_arn)) : std::nullopt;
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

TEST_F(AgentDesktopTest, AStartDuringAStreamEndsItAndBeginsANewOne) {
  for (const std::string_view status : {"ONGOING", "PENDING_CONFIGURATION"}) {
    const std::string session = desktop_start();
    update_session(context_, address(kContact), with_status(status)).value();
    add_audio(context_, address(kContact), {"alice", std::chrono::seconds(5), 0}).value();
    const std::size_t stated = events_.published_of<StartSessionEvent>().size();
    EXPECT_EQ(desktop_start(), session);
    EXPECT_EQ(described(kContact).streaming_status, "ONGOING");
    EXPECT_FALSE(described(kContact).audio);
    EXPECT_EQ(events_.published_of<StartSessionEvent>().size(), stated + 2) << "an end and a start";
    EXPECT_EQ(record_of(domain_id_).sessions.count_active(), 1U);
  }
}

TEST_F(AgentDesktopTest, AStartDuringAStreamFitsIntoAFullQuota) {
  settings_.quotas.set("active-sessions=1").value();
  desktop_start();
  EXPECT_EQ(try_desktop_start().value().streaming_status, "ONGOING");
}

TEST_F(AgentDesktopTest, ARepeatWithTheSameTokenAnswersTheSameSessionEvenOnceItEnded) {
  const std::string first = desktop_start("token");
  const std::uint64_t stream = ongoing_stream(context_, address(kContact)).value();
  EXPECT_EQ(desktop_start("token"), first);
  EXPECT_EQ(ongoing_stream(context_, address(kContact)).value(), stream);
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
  settings_.quotas.set("active-sessions=0").value();
  EXPECT_THAT(failure_of(try_desktop_start("token")), is_quota_failure());
  settings_.quotas.lift_all();
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

TEST_F(AgentDesktopTest, AStartInAnUnknownDomainIsNotFound_AndStated) {
  const shapes::StartVoiceIdSessionRequest request{
      .client_token = {}, .contact_id = kContact, .domain_id = kUnknownId, .instance_id = {}};
  EXPECT_THAT(failure_of(start_voice_id_session(context_, request)), is_not_found(ResourceType::kDomain));
  const Event& event = events_.published().back();
  EXPECT_EQ(event.domain_id.view(), kUnknownId);
  EXPECT_EQ(std::get<StartSessionEvent>(event.detail).session.session_name, kContact);
}

TEST_F(AgentDesktopTest, AnUpdateSetsTheSpeakerAndAnEnrollmentAnswersWhoseItIs) {
  desktop_start();
  const auto updated = update_desktop_session(
      context_, {.domain_id = domain_id_, .session_name_or_id = kContact, .speaker_id = "alice"});
  EXPECT_EQ(updated.value().session.generated_speaker_id, find_speaker("alice")->generated_id());
  EXPECT_EQ(status_of_speaker("alice"), "PENDING");
  const shapes::DesktopSessionRequest request{.domain_id = domain_id_, .session_name_or_id = kContact};
  const auto enrollment = enroll_by_desktop_session(context_, request).value();
  EXPECT_EQ(enrollment.customer_speaker_id, "alice");
  EXPECT_EQ(enrollment.generated_speaker_id, find_speaker("alice")->generated_id());
  EXPECT_EQ(enrollment.session_id, described(kContact).session_id);
  EXPECT_EQ(enrollment.status, "NOT_ENOUGH_SPEECH");
  EXPECT_EQ(describe_desktop_session(context_, request).value().session.customer_speaker_id, "alice");
}

TEST_F(AgentDesktopTest, AnInstanceUsesItsOwnDomainWhateverItsStatus_ElseTheNewestActiveOne) {
  const std::string newer = make_domain("newer");
  EXPECT_EQ(domain_of(kInstance), arn_of(newer));
  const auto association = associate_instance(context_, kInstance, domain_id_).value();
  EXPECT_EQ(association.integration_arn, arn_of(domain_id_));
  EXPECT_EQ(domain_of(kInstance), arn_of(domain_id_));
  EXPECT_EQ(domain_of("another"), arn_of(newer));
  delete_domain(context_, {domain_id_}).value();
  EXPECT_EQ(domain_of(kInstance), arn_of(domain_id_));
  EXPECT_THAT(failure_of(describe_desktop_speaker(context_, {.domain_id = domain_id_, .speaker_id = "alice"})),
              is_conflict(ConflictType::kDomainNotActive));
  delete_domain(context_, {newer}).value();
  EXPECT_EQ(domain_of("another"), std::nullopt);
  pass(std::chrono::days(30));
  EXPECT_EQ(domain_of(kInstance), std::nullopt) << "it was erased";
}

TEST_F(AgentDesktopTest, AnAssociationHasItsOwnIdForEachInstanceAndDomain) {
  const auto association = association_of(kInstance).value();
  const std::string id(association.integration_association_id);
  EXPECT_EQ(association.integration_association_arn,
            "arn:aws:connect:us-east-1:000000000000:instance/instance-1/integration-association/" + id);
  EXPECT_EQ(id.size(), 36U);
  EXPECT_EQ(association_of(kInstance)->integration_association_id, id);
  EXPECT_NE(association_of("another")->integration_association_id, id);
  associate_instance(context_, kInstance, make_domain("other")).value();
  EXPECT_NE(association_of(kInstance)->integration_association_id, id);
}

// Libraries before 1.7 know no domain.
class DefaultDomainOfTheDesktop : public AgentDesktopTest {
 protected:
  DefaultDomainOfTheDesktop() {
    enrolled("alice");
    start({}, kContact);
    make_domain("newest");
  }
  std::optional<Error> failure_to_describe_alice(std::optional<std::string_view> domain_id) {
    return failure_of(describe_desktop_speaker(context_, {.domain_id = domain_id, .speaker_id = "alice"}));
  }
  static constexpr std::array<std::optional<std::string_view>, 3> kNone{std::nullopt, "", "ConnectDefaultDomainId"};
};

TEST_F(DefaultDomainOfTheDesktop, IsTheOneThatInstancesAreAssociatedWith) {
  associate_instance(context_, kInstance, domain_id_).value();
  associate_instance(context_, "another", domain_id_).value();
  call_from({}, {});
  for (const auto& none : kNone) {
    EXPECT_EQ(failure_to_describe_alice(none), std::nullopt);
    EXPECT_EQ(failure_of(opt_out_desktop_speaker(context_, {none, "carol"})), std::nullopt);
    EXPECT_EQ(failure_of(delete_desktop_speaker(context_, {none, "carol"})), std::nullopt);
    EXPECT_EQ(failure_of(evaluate_desktop_session(context_, {none, kContact})), std::nullopt);
    EXPECT_EQ(failure_of(describe_desktop_session(context_, {none, kContact})), std::nullopt);
    EXPECT_EQ(failure_of(update_desktop_session(context_, {none, kContact, "alice"})), std::nullopt);
  }
  EXPECT_EQ(failure_of(enroll_by_desktop_session(context_, {{}, kContact})), std::nullopt);
}

TEST_F(DefaultDomainOfTheDesktop, IsTheNewestActiveOne_WithoutAnAssociationOrWithSeveral) {
  EXPECT_THAT(failure_to_describe_alice({}), is_not_found(ResourceType::kSpeaker));
  associate_instance(context_, kInstance, domain_id_).value();
  associate_instance(context_, "another", make_domain("third")).value();
  EXPECT_THAT(failure_to_describe_alice({}), is_not_found(ResourceType::kSpeaker));
}

TEST_F(DefaultDomainOfTheDesktop, IsThatOfTheInstance_InACallThatNamesOne) {
  associate_instance(context_, kInstance, domain_id_).value();
  associate_instance(context_, "another", make_domain("third")).value();
  for (const auto& none : kNone) {
    const auto started = start_voice_id_session(
        context_, {.client_token = {}, .contact_id = kContact, .domain_id = none, .instance_id = kInstance});
    EXPECT_EQ(started.value().domain_id, domain_id_);
  }
}

TEST_F(DefaultDomainOfTheDesktop, IsNotFound_WhereThereIsNone) {
  for (const store::DomainRecord* record : store_.page_of_domains(kAccount, kRegion, 0, 10).rows) {
    delete_domain(context_, {record->domain.id.view()}).value();
  }
  EXPECT_THAT(failure_to_describe_alice({}), is_not_found(ResourceType::kDomain));
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
