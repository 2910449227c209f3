#pragma once

#include <string>
#include <tuple>

#include "domain/result.hpp"
#include "handlers/context.hpp"
#include "handlers/shapes/domains.hpp"
#include "handlers/shapes/evaluate_session.hpp"
#include "handlers/shapes/fraudster_registration_jobs.hpp"
#include "handlers/shapes/fraudsters.hpp"
#include "handlers/shapes/speaker_enrollment_jobs.hpp"
#include "handlers/shapes/speakers.hpp"
#include "handlers/shapes/tags.hpp"
#include "handlers/shapes/watchlists.hpp"

namespace voiceid::handlers {

template <class Request, class Response>
using Handler = Result<Response> (*)(Context&, const Request&);

// A handler's errors are those of its look-ups and of the rules that it applies; see there.
Result<shapes::CreateDomainResponse> create_domain(Context&, const shapes::CreateDomainRequest&);
Result<shapes::DescribeDomainResponse> describe_domain(Context&, const shapes::DescribeDomainRequest&);
Result<shapes::ListDomainsResponse> list_domains(Context&, const shapes::ListDomainsRequest&);
Result<shapes::UpdateDomainResponse> update_domain(Context&, const shapes::UpdateDomainRequest&);
Result<shapes::NoOutput> delete_domain(Context&, const shapes::DeleteDomainRequest&);

Result<shapes::TagResourceResponse> tag_resource(Context&, const shapes::TagResourceRequest&);
Result<shapes::UntagResourceResponse> untag_resource(Context&, const shapes::UntagResourceRequest&);
Result<shapes::ListTagsForResourceResponse> list_tags_for_resource(Context&, const shapes::ListTagsForResourceRequest&);

Result<shapes::DescribeSpeakerResponse> describe_speaker(Context&, const shapes::DescribeSpeakerRequest&);
Result<shapes::ListSpeakersResponse> list_speakers(Context&, const shapes::ListSpeakersRequest&);
Result<shapes::OptOutSpeakerResponse> opt_out_speaker(Context&, const shapes::OptOutSpeakerRequest&);
Result<shapes::NoOutput> delete_speaker(Context&, const shapes::DeleteSpeakerRequest&);

Result<shapes::CreateWatchlistResponse> create_watchlist(Context&, const shapes::CreateWatchlistRequest&);
Result<shapes::DescribeWatchlistResponse> describe_watchlist(Context&, const shapes::DescribeWatchlistRequest&);
Result<shapes::ListWatchlistsResponse> list_watchlists(Context&, const shapes::ListWatchlistsRequest&);
Result<shapes::UpdateWatchlistResponse> update_watchlist(Context&, const shapes::UpdateWatchlistRequest&);
Result<shapes::NoOutput> delete_watchlist(Context&, const shapes::DeleteWatchlistRequest&);

Result<shapes::AssociateFraudsterResponse> associate_fraudster(Context&, const shapes::AssociateFraudsterRequest&);
Result<shapes::DisassociateFraudsterResponse> disassociate_fraudster(Context&,
                                                                     const shapes::DisassociateFraudsterRequest&);
Result<shapes::DescribeFraudsterResponse> describe_fraudster(Context&, const shapes::DescribeFraudsterRequest&);
Result<shapes::ListFraudstersResponse> list_fraudsters(Context&, const shapes::ListFraudstersRequest&);
Result<shapes::NoOutput> delete_fraudster(Context&, const shapes::DeleteFraudsterRequest&);

Result<shapes::StartSpeakerEnrollmentJobResponse> start_speaker_enrollment_job(
    Context&, const shapes::StartSpeakerEnrollmentJobRequest&);
Result<shapes::DescribeSpeakerEnrollmentJobResponse> describe_speaker_enrollment_job(
    Context&, const shapes::DescribeSpeakerEnrollmentJobRequest&);
Result<shapes::ListSpeakerEnrollmentJobsResponse> list_speaker_enrollment_jobs(
    Context&, const shapes::ListSpeakerEnrollmentJobsRequest&);

Result<shapes::StartFraudsterRegistrationJobResponse> start_fraudster_registration_job(
    Context&, const shapes::StartFraudsterRegistrationJobRequest&);
Result<shapes::DescribeFraudsterRegistrationJobResponse> describe_fraudster_registration_job(
    Context&, const shapes::DescribeFraudsterRegistrationJobRequest&);
Result<shapes::ListFraudsterRegistrationJobsResponse> list_fraudster_registration_jobs(
    Context&, const shapes::ListFraudsterRegistrationJobsRequest&);

Result<shapes::EvaluateSessionResponse> evaluate_session(Context&, const shapes::EvaluateSessionRequest&);

/// Which of the modelled errors an operation can answer (API model).
enum class ErrorSet { kListDomains, kRead, kWrite, kCreate };

/// Whether a refusal makes an event. A handler that publishes them does so even if it finds no domain, and changes
/// nothing before it looks that up.
enum class Refusals { kSilent, kPublished };

/// One operation of the API, declared in one line of the table below.
template <class Request, class Response>
struct Operation {
  using RequestType = Request;
  using ResponseType = Response;

  std::string_view name;
  ErrorSet errors;
  /// AWS's limit of calls per second, which `--throttle aws` applies (Guide, "Amazon Connect service quotas").
  unsigned calls_per_second;
  Handler<Request, Response> handler;
  Refusals refusals;
};

template <class Request, class Response>
constexpr Operation<Request, Response> operation(std::string_view name, ErrorSet errors, unsigned calls_per_second,
                                                 Handler<Request, Response> handler,
                                                 Refusals refusals = Refusals::kSilent) {
  return {name, errors, calls_per_second, handler, refusals};
}

using enum ErrorSet;
using enum Refusals;

/// The 29 operations in the contract's order.
inline constexpr std::tuple kOperations{
    operation("AssociateFraudster", kCreate, 10, &associate_fraudster),
    operation("CreateDomain", kCreate, 2, &create_domain),
    operation("CreateWatchlist", kCreate, 10, &create_watchlist),
    operation("DeleteDomain", kWrite, 2, &delete_domain),
    operation("DeleteFraudster", kWrite, 10, &delete_fraudster, kPublished),
    operation("DeleteSpeaker", kWrite, 10, &delete_speaker, kPublished),
    operation("DeleteWatchlist", kWrite, 10, &delete_watchlist),
    operation("DescribeDomain", kRead, 2, &describe_domain),
    operation("DescribeFraudster", kRead, 10, &describe_fraudster),
    operation("DescribeFraudsterRegistrationJob", kRead, 2, &describe_fraudster_registration_job),
    operation("DescribeSpeaker", kRead, 10, &describe_speaker),
    operation("DescribeSpeakerEnrollmentJob", kRead, 2, &describe_speaker_enrollment_job),
    operation("DescribeWatchlist", kRead, 10, &describe_watchlist),
    operation("DisassociateFraudster", kWrite, 10, &disassociate_fraudster),
    operation("EvaluateSession", kWrite, 60, &evaluate_session, kPublished),
    operation("ListDomains", kListDomains, 2, &list_domains),
    operation("ListFraudsterRegistrationJobs", kRead, 2, &list_fraudster_registration_jobs),
    operation("ListFraudsters", kRead, 10, &list_fraudsters),
    operation("ListSpeakerEnrollmentJobs", kRead, 2, &list_speaker_enrollment_jobs),
    operation("ListSpeakers", kRead, 5, &list_speakers),
    operation("ListTagsForResource", kRead, 2, &list_tags_for_resource),
    operation("ListWatchlists", kRead, 10, &list_watchlists),
    operation("OptOutSpeaker", kCreate, 10, &opt_out_speaker, kPublished),
    operation("StartFraudsterRegistrationJob", kCreate, 2, &start_fraudster_registration_job),
    operation("StartSpeakerEnrollmentJob", kCreate, 2, &start_speaker_enrollment_job),
    operation("TagResource", kWrite, 2, &tag_resource),
    operation("UntagResource", kWrite, 2, &untag_resource),
    operation("UpdateDomain", kWrite, 2, &update_domain),
    operation("UpdateWatchlist", kWrite, 10, &update_watchlist)};

}  // namespace voiceid::handlers
