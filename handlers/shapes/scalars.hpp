#pragma once

#include "domain/batch_enrollment.hpp"
#include "domain/batch_registration.hpp"
#include "domain/evaluation.hpp"
#include "domain/job.hpp"
#include "domain/s3_uri.hpp"
#include "domain/speaker.hpp"
#include "domain/voice_domain.hpp"
#include "handlers/shapes/schema.hpp"

/// Every string, integer and enumeration of the contract under its own name (API model).
namespace voiceid::shapes {

inline constinit const Pattern kResourceIdPattern{"^[a-zA-Z0-9]{22}$"};
inline constinit const Pattern kGeneratedIdPattern{"^id#[a-zA-Z0-9]{22}$"};
inline constinit const Pattern kNamePattern{"^[a-zA-Z0-9][a-zA-Z0-9_-]*$"};
inline constinit const Pattern kNameOrGeneratedIdPattern{"^(id#[a-zA-Z0-9]{22}|[a-zA-Z0-9][a-zA-Z0-9_-]*)$"};
inline constinit const Pattern kDescriptionPattern{R"(^([\p{L}\p{Z}\p{N}_.:/=+\-%@]*)$)"};
inline constinit const Pattern kTagPattern{R"(^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$)"};
inline constinit const Pattern kDomainArnPattern{"^arn:aws(-[^:]+)?:voiceid.+:[0-9]{12}:domain/[a-zA-Z0-9]{22}$"};
inline constinit const Pattern kIamRoleArnPattern{"^arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+$"};
inline constinit const Pattern kClientTokenPattern{"^[a-zA-Z0-9-_]+$"};
inline constinit const Pattern kNextTokenPattern{R"(^\p{ASCII}{0,8192}$)"};
inline constinit const Pattern kS3UriPattern{kS3UriPatternText};

inline constexpr Shape kBoolean{.name = "Boolean", .kind = ShapeKind::kBoolean};
inline constexpr Shape kInteger = integer_shape("Integer");
inline constexpr Shape kTimestamp{.name = "Timestamp", .kind = ShapeKind::kTimestamp};
inline constexpr Shape kString = string_shape("String", 1, {});

inline constexpr Shape kScore = integer_shape("Score", 0, 100);
inline constexpr Shape kMaxResultsForList = integer_shape("MaxResultsForList", 1, 100);
inline constexpr Shape kMaxResultsForListDomainFe = integer_shape("MaxResultsForListDomainFe", 1, 10);
inline constexpr Shape kNextToken = unlogged(string_shape("NextToken", 0, 8192, &kNextTokenPattern));
inline constexpr Shape kClientTokenString = unlogged(string_shape("ClientTokenString", 1, 64, &kClientTokenPattern));

inline constexpr Shape kDomainId = string_shape("DomainId", 22, 22, &kResourceIdPattern);
inline constexpr Shape kDomainName = sensitive(string_shape("DomainName", 1, 256, &kNamePattern));
inline constexpr Shape kDescription = sensitive(string_shape("Description", 1, 1024, &kDescriptionPattern));
inline constexpr Shape kKmsKeyId = string_shape("KmsKeyId", 1, 2048);
inline constexpr Shape kArn = string_shape("Arn", {}, {}, &kDomainArnPattern);
inline constexpr Shape kAmazonResourceName = string_shape("AmazonResourceName", 1, 1011, &kDomainArnPattern);
inline constexpr Shape kDomainStatus = enum_shape<DomainStatus>("DomainStatus");
inline constexpr Shape kServerSideEncryptionUpdateStatus =
    enum_shape<ServerSideEncryptionUpdateStatus>("ServerSideEncryptionUpdateStatus");
inline constexpr Shape kTagKey = sensitive(string_shape("TagKey", 1, 128, &kTagPattern));
inline constexpr Shape kTagValue = sensitive(string_shape("TagValue", 0, 256, &kTagPattern));
inline constexpr Shape kTagKeyList = list_shape<std::string_view>("TagKeyList", kTagKey, 0, 200);

inline constexpr Shape kSpeakerId = sensitive(string_shape("SpeakerId", 1, 256, &kNameOrGeneratedIdPattern));
inline constexpr Shape kCustomerSpeakerId = sensitive(string_shape("CustomerSpeakerId", 1, 256, &kNamePattern));
inline constexpr Shape kGeneratedSpeakerId = string_shape("GeneratedSpeakerId", 25, 25, &kGeneratedIdPattern);
inline constexpr Shape kSpeakerStatus = enum_shape<SpeakerStatus>("SpeakerStatus");

inline constexpr Shape kWatchlistId = string_shape("WatchlistId", 22, 22, &kResourceIdPattern);
inline constexpr Shape kWatchlistName = sensitive(string_shape("WatchlistName", 1, 256, &kNamePattern));
inline constexpr Shape kWatchlistDescription =
    sensitive(string_shape("WatchlistDescription", 1, 1024, &kDescriptionPattern));

inline constexpr Shape kFraudsterId = sensitive(string_shape("FraudsterId", 25, 25, &kGeneratedIdPattern));
inline constexpr Shape kGeneratedFraudsterId = string_shape("GeneratedFraudsterId", 25, 25, &kGeneratedIdPattern);
inline constexpr Shape kResponseWatchlistIds = list_shape<std::string_view>("ResponseWatchlistIds", kWatchlistId);

inline constexpr Shape kSessionId = string_shape("SessionId", 25, 25, &kGeneratedIdPattern);
inline constexpr Shape kSessionName = string_shape("SessionName", 1, 36, &kNamePattern);
inline constexpr Shape kSessionNameOrId = string_shape("SessionNameOrId", 1, 36, &kNameOrGeneratedIdPattern);
inline constexpr Shape kStreamingStatus = enum_shape<StreamingStatus>("StreamingStatus");
inline constexpr Shape kUniqueIdLarge = string_shape("UniqueIdLarge", 22, 22, &kResourceIdPattern);
inline constexpr Shape kAuthenticationDecision = enum_shape<AuthenticationDecision>("AuthenticationDecision");
inline constexpr Shape kFraudDetectionDecision = enum_shape<FraudDetectionDecision>("FraudDetectionDecision");
inline constexpr Shape kFraudDetectionReason = enum_shape<FraudDetectionReason>("FraudDetectionReason");
inline constexpr Shape kFraudDetectionReasons =
    list_shape<std::string_view>("FraudDetectionReasons", kFraudDetectionReason, 0, 3);

inline constexpr Shape kJobId = string_shape("JobId", 22, 22, &kResourceIdPattern);
inline constexpr Shape kJobName = sensitive(string_shape("JobName", 1, 256, &kNamePattern));
inline constexpr Shape kIamRoleArn = unlogged(string_shape("IamRoleArn", 20, 2048, &kIamRoleArnPattern));
inline constexpr Shape kS3Uri = unlogged(string_shape("S3Uri", 0, 1024, &kS3UriPattern));
inline constexpr Shape kSpeakerEnrollmentJobStatus = enum_shape<JobStatus>("SpeakerEnrollmentJobStatus");
inline constexpr Shape kFraudsterRegistrationJobStatus = enum_shape<JobStatus>("FraudsterRegistrationJobStatus");
inline constexpr Shape kExistingEnrollmentAction = enum_shape<ExistingEnrollmentAction>("ExistingEnrollmentAction");
inline constexpr Shape kFraudDetectionAction = enum_shape<FraudDetectionAction>("FraudDetectionAction");
inline constexpr Shape kDuplicateRegistrationAction =
    enum_shape<DuplicateRegistrationAction>("DuplicateRegistrationAction");
inline constexpr Shape kEnrollmentJobFraudDetectionConfigWatchlistIds =
    list_shape<std::string_view>("EnrollmentJobFraudDetectionConfigWatchlistIds", kWatchlistId, 1, 1);
inline constexpr Shape kRegistrationConfigWatchlistIds =
    list_shape<std::string_view>("RegistrationConfigWatchlistIds", kWatchlistId, 1, 1);

inline constexpr Shape kConflictType = enum_shape<ConflictType>("ConflictType");
inline constexpr Shape kResourceType = enum_shape<ResourceType>("ResourceType");

}  // namespace voiceid::shapes
