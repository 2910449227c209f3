// Package story tells the story of ../README.md with the AWS SDK for Go.
package story

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/request"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/aws/signer/v4"
	"github.com/aws/aws-sdk-go/service/voiceid"
)

var encryption = &voiceid.ServerSideEncryptionConfiguration{KmsKeyId: aws.String("alias/calls")}

func connect(url, account, secret string, more ...*aws.Config) *voiceid.VoiceID {
	local := aws.NewConfig().WithEndpoint(url).WithRegion("us-east-1").
		WithCredentials(credentials.NewStaticCredentials(account, secret, ""))
	return voiceid.New(session.Must(session.NewSession(local)), more...)
}

func createDomain(t *testing.T, client *voiceid.VoiceID, name string) *voiceid.Domain {
	t.Helper()
	made, err := client.CreateDomain(&voiceid.CreateDomainInput{
		Name: aws.String(name), ServerSideEncryptionConfiguration: encryption})
	if err != nil {
		t.Fatal(err)
	}
	return made.Domain
}

// begin connects to the shared emulator in an account of the test's own, which has one domain.
func begin(t *testing.T) (client *voiceid.VoiceID, account string, domain *string) {
	t.Helper()
	account = newAccount()
	client = connect(storyURL, account, "any")
	return client, account, createDomain(t, client, "calls").DomainId
}

func TestDomainWithAClientToken(t *testing.T) {
	client := connect(storyURL, newAccount(), "any")
	asked := &voiceid.CreateDomainInput{Name: aws.String("bank"), Description: aws.String("Zürich"),
		ServerSideEncryptionConfiguration: encryption, ClientToken: aws.String("once")}
	made := must(client.CreateDomain(asked)).Domain
	same(t, made.String(), must(client.CreateDomain(asked)).Domain.String())
	same(t, voiceid.DomainStatusActive, *made.DomainStatus)
	which := &voiceid.DescribeDomainInput{DomainId: made.DomainId}
	same(t, made.String(), must(client.DescribeDomain(which)).Domain.String())
	updated := must(client.UpdateDomain(&voiceid.UpdateDomainInput{DomainId: made.DomainId, Name: aws.String("bank-2"),
		ServerSideEncryptionConfiguration: encryption}))
	same(t, "bank-2", *updated.Domain.Name)
	listed := must(client.ListDomains(&voiceid.ListDomainsInput{})).DomainSummaries
	same(t, 1, len(listed))
	same(t, "bank-2", *listed[0].Name)
	must(client.DeleteDomain(&voiceid.DeleteDomainInput{DomainId: made.DomainId}))
	same(t, voiceid.DomainStatusSuspended, *must(client.DescribeDomain(which)).Domain.DomainStatus)
}

func TestTags(t *testing.T) {
	client := connect(storyURL, newAccount(), "any")
	tag := func(key, value string) []*voiceid.Tag {
		return []*voiceid.Tag{{Key: aws.String(key), Value: aws.String(value)}}
	}
	arn := must(client.CreateDomain(&voiceid.CreateDomainInput{Name: aws.String("calls"),
		ServerSideEncryptionConfiguration: encryption, Tags: tag("team", "fraud")})).Domain.Arn
	tags := func() []*voiceid.Tag {
		return must(client.ListTagsForResource(&voiceid.ListTagsForResourceInput{ResourceArn: arn})).Tags
	}
	must(client.TagResource(&voiceid.TagResourceInput{ResourceArn: arn, Tags: tag("stage", "test")}))
	same(t, 2, len(tags()))
	must(client.UntagResource(&voiceid.UntagResourceInput{ResourceArn: arn, TagKeys: aws.StringSlice([]string{"team"})}))
	same(t, 1, len(tags()))
	same(t, "stage=test", *tags()[0].Key+"="+*tags()[0].Value)
}

func TestWatchlists(t *testing.T) {
	client, _, domain := begin(t)
	made := must(client.CreateWatchlist(&voiceid.CreateWatchlistInput{DomainId: domain, Name: aws.String("vip")})).Watchlist
	described := must(client.DescribeWatchlist(&voiceid.DescribeWatchlistInput{DomainId: domain, WatchlistId: made.WatchlistId}))
	same(t, made.String(), described.Watchlist.String())
	updated := must(client.UpdateWatchlist(&voiceid.UpdateWatchlistInput{DomainId: domain, WatchlistId: made.WatchlistId,
		Description: aws.String("known")}))
	same(t, "known", *updated.Watchlist.Description)
	list := func() []*voiceid.WatchlistSummary {
		return must(client.ListWatchlists(&voiceid.ListWatchlistsInput{DomainId: domain})).WatchlistSummaries
	}
	same(t, 2, len(list()))
	must(client.DeleteWatchlist(&voiceid.DeleteWatchlistInput{DomainId: domain, WatchlistId: made.WatchlistId}))
	same(t, 1, len(list()))
	same(t, true, *list()[0].DefaultWatchlist)
}

func describe(client *voiceid.VoiceID, domain *string) (*voiceid.Speaker, error) {
	answer, err := client.DescribeSpeaker(&voiceid.DescribeSpeakerInput{DomainId: domain, SpeakerId: aws.String("alice")})
	return answer.Speaker, err
}

func TestOptOutOfAnUnknownSpeaker(t *testing.T) {
	client, _, domain := begin(t)
	made := must(client.OptOutSpeaker(&voiceid.OptOutSpeakerInput{DomainId: domain, SpeakerId: aws.String("alice")})).Speaker
	same(t, voiceid.SpeakerStatusOptedOut, *made.Status)
	same(t, "alice", *made.CustomerSpeakerId)
	same(t, true, time.Since(*made.CreatedAt).Abs() < time.Hour)
	must(client.DeleteSpeaker(&voiceid.DeleteSpeakerInput{DomainId: domain, SpeakerId: made.GeneratedSpeakerId}))
	_, err := describe(client, domain)
	var missing *voiceid.ResourceNotFoundException
	same(t, true, errors.As(err, &missing))
	same(t, voiceid.ResourceTypeSpeaker, *missing.ResourceType)
}

func TestEnrollmentInASession(t *testing.T) {
	client, _, domain := begin(t)
	speak(t, storyURL, *domain, "alice", 31)
	same(t, voiceid.SpeakerStatusPending, *must(describe(client, domain)).Status)
	call := "domains/" + *domain + "/sessions/call-1/"
	control(t, storyURL, "POST", call+"enrollment", nil)
	control(t, storyURL, "POST", "clock/advance", object{"By": "PT1S"})
	control(t, storyURL, "POST", call+"end", nil)
	same(t, voiceid.SpeakerStatusEnrolled, *must(describe(client, domain)).Status)
}

func evaluate(client *voiceid.VoiceID, domain *string) *voiceid.EvaluateSessionOutput {
	return must(client.EvaluateSession(&voiceid.EvaluateSessionInput{
		DomainId: domain, SessionNameOrId: aws.String("call-1")}))
}

// evaluated is a call in which voice claims to be alice.
func evaluated(t *testing.T, client *voiceid.VoiceID, domain *string, voice string) *voiceid.EvaluateSessionOutput {
	t.Helper()
	enroll(t, storyURL, *domain)
	speak(t, storyURL, *domain, voice, 12)
	return evaluate(client, domain)
}

func TestAccept(t *testing.T) {
	client, _, domain := begin(t)
	answer := evaluated(t, client, domain, "alice")
	result := answer.AuthenticationResult
	same(t, voiceid.StreamingStatusOngoing, *answer.StreamingStatus)
	same(t, voiceid.AuthenticationDecisionAccept, *result.Decision)
	same(t, true, *result.Score >= 95)
	same(t, 90, *result.Configuration.AcceptanceThreshold)
	same(t, false, result.AudioAggregationStartedAt.After(*result.AudioAggregationEndedAt))
	same(t, voiceid.FraudDetectionDecisionLowRisk, *answer.FraudDetectionResult.Decision)
}

func TestReject(t *testing.T) {
	client, _, domain := begin(t)
	result := evaluated(t, client, domain, "bob").AuthenticationResult
	same(t, voiceid.AuthenticationDecisionReject, *result.Decision)
	same(t, true, *result.Score <= 40)
}

func TestHighRisk(t *testing.T) {
	client, _, domain := begin(t)
	made := control(t, storyURL, "PUT", "domains/"+*domain+"/fraudsters", object{"Voice": "mallory"})
	result := evaluated(t, client, domain, "mallory").FraudDetectionResult
	same(t, voiceid.FraudDetectionDecisionHighRisk, *result.Decision)
	same(t, 1, len(result.Reasons))
	same(t, voiceid.FraudDetectionReasonKnownFraudster, *result.Reasons[0])
	known := result.RiskDetails.KnownFraudsterRisk
	same(t, made["Fraudster"].(object)["GeneratedFraudsterId"].(string), *known.GeneratedFraudsterId)
	same(t, true, *known.RiskScore >= 95)
}

func TestCachedResult(t *testing.T) {
	client, account, domain := begin(t)
	first := evaluated(t, client, domain, "alice")
	again := evaluate(client, domain)
	same(t, *first.AuthenticationResult.AuthenticationResultId, *again.AuthenticationResult.AuthenticationResultId)
	same(t, *first.FraudDetectionResult.FraudDetectionResultId, *again.FraudDetectionResult.FraudDetectionResultId)
	logged := calls(t, account, "EvaluateSession")
	same(t, 2, len(logged))
	same(t, "[AuthenticationResult FraudDetectionResult]", fmt.Sprint(logged[1].(object)["Cached"]))
}

func TestExpiryAfterThreeYears(t *testing.T) {
	client := connect(clockURL, newAccount(), "any")
	domain := createDomain(t, client, "calls").DomainId
	enroll(t, clockURL, *domain)
	control(t, clockURL, "POST", "clock/advance", object{"By": "P3Y1D"})
	same(t, voiceid.SpeakerStatusExpired, *must(describe(client, domain)).Status)
	speak(t, clockURL, *domain, "alice", 12)
	same(t, voiceid.AuthenticationDecisionSpeakerExpired, *evaluate(client, domain).AuthenticationResult.Decision)
}

// storeFiles stores a recording of voice and a manifest with one request for it; returns the bucket.
func storeFiles(t *testing.T, domain, list, voice string, more object) string {
	t.Helper()
	bucket := "calls-" + strings.ToLower(domain)
	control(t, storyURL, "PUT", "s3/"+bucket+"/voice.wav?voice="+voice, recording())
	more["RequestId"] = "1"
	more["AudioSpecifications"] = []object{{"S3Uri": "s3://" + bucket + "/voice.wav", "ChannelId": 0}}
	control(t, storyURL, "PUT", "s3/"+bucket+"/requests.json", object{"Version": "1.0", list: []object{more}})
	return bucket
}

func files(bucket string) (role *string, input *voiceid.InputDataConfig, output *voiceid.OutputDataConfig) {
	return aws.String("arn:aws:iam::111122223333:role/calls"),
		&voiceid.InputDataConfig{S3Uri: aws.String("s3://" + bucket + "/requests.json")},
		&voiceid.OutputDataConfig{S3Uri: aws.String("s3://" + bucket + "/out")}
}

func outputOf(t *testing.T, bucket string, job *string) object {
	t.Helper()
	return control(t, storyURL, "GET", "s3/"+bucket+"/out/"+*job+"/requests.json.out", nil)
}

func TestEnrollmentJob(t *testing.T) {
	client, _, domain := begin(t)
	bucket := storeFiles(t, *domain, "SpeakerEnrollmentRequests", "alice", object{"SpeakerId": "alice"})
	role, in, out := files(bucket)
	job := must(client.StartSpeakerEnrollmentJob(&voiceid.StartSpeakerEnrollmentJobInput{
		DomainId: domain, DataAccessRoleArn: role, InputDataConfig: in, OutputDataConfig: out})).Job
	same(t, voiceid.SpeakerEnrollmentJobStatusSubmitted, *job.JobStatus)
	for job.EndedAt == nil {
		job = must(client.DescribeSpeakerEnrollmentJob(&voiceid.DescribeSpeakerEnrollmentJobInput{
			DomainId: domain, JobId: job.JobId})).Job
	}
	same(t, voiceid.SpeakerEnrollmentJobStatusCompleted, *job.JobStatus)
	same(t, 100, *job.JobProgress.PercentComplete)
	enrolled := outputOf(t, bucket, job.JobId)["SuccessfulEnrollments"].([]any)[0].(object)
	same(t, "NEW_ENROLLMENT", enrolled["EnrollmentStatus"].(string))
	same(t, voiceid.SpeakerStatusEnrolled, *must(describe(client, domain)).Status)
}

func TestRegistrationJob(t *testing.T) {
	client, _, domain := begin(t)
	bucket := storeFiles(t, *domain, "FraudsterRegistrationRequests", "mallory", object{})
	role, in, out := files(bucket)
	job := must(client.StartFraudsterRegistrationJob(&voiceid.StartFraudsterRegistrationJobInput{
		DomainId: domain, DataAccessRoleArn: role, InputDataConfig: in, OutputDataConfig: out})).Job
	for job.EndedAt == nil {
		job = must(client.DescribeFraudsterRegistrationJob(&voiceid.DescribeFraudsterRegistrationJobInput{
			DomainId: domain, JobId: job.JobId})).Job
	}
	same(t, voiceid.FraudsterRegistrationJobStatusCompleted, *job.JobStatus)
	id := outputOf(t, bucket, job.JobId)["SuccessfulRegistrations"].([]any)[0].(object)["GeneratedFraudsterId"].(string)
	described := must(client.DescribeFraudster(&voiceid.DescribeFraudsterInput{DomainId: domain, FraudsterId: &id}))
	same(t, 1, len(described.Fraudster.WatchlistIds))
}

func TestPaginatorOver250Speakers(t *testing.T) {
	client, _, domain := begin(t)
	for number := 0; number < 250; number++ {
		must(client.OptOutSpeaker(&voiceid.OptOutSpeakerInput{
			DomainId: domain, SpeakerId: aws.String(fmt.Sprintf("speaker-%d", number))}))
	}
	var pages []int
	names := map[string]bool{}
	err := client.ListSpeakersPages(&voiceid.ListSpeakersInput{DomainId: domain, MaxResults: aws.Int64(100)},
		func(page *voiceid.ListSpeakersOutput, _ bool) bool {
			pages = append(pages, len(page.SpeakerSummaries))
			for _, each := range page.SpeakerSummaries {
				names[*each.CustomerSpeakerId] = true
			}
			return true
		})
	same(t, nil, err)
	same(t, "[100 100 50]", fmt.Sprint(pages))
	same(t, 250, len(names))
}

// failed asks for the domains, which a fault does not let happen, and returns the error as the type E.
func failed[E awserr.Error](t *testing.T, client *voiceid.VoiceID, account string, status int, members object) E {
	t.Helper()
	var typed E
	members["Operation"], members["Message"], members["Count"] = "ListDomains", "On purpose.", 1
	members["Error"] = strings.TrimPrefix(fmt.Sprintf("%T", typed), "*voiceid.")
	fault(t, account, members)
	_, err := client.ListDomains(&voiceid.ListDomainsInput{})
	if !errors.As(err, &typed) {
		t.Fatalf("%v is no %T", err, typed)
	}
	same(t, "On purpose.", typed.Message())
	var failure awserr.RequestFailure
	same(t, true, errors.As(err, &failure))
	same(t, status, failure.StatusCode())
	return typed
}

func TestErrorsWithTheirMembers(t *testing.T) {
	account := newAccount()
	client := connect(storyURL, account, "any", aws.NewConfig().WithMaxRetries(0))
	failed[*voiceid.AccessDeniedException](t, client, account, 403, object{})
	conflict := failed[*voiceid.ConflictException](t, client, account, 409, object{"ConflictType": "DOMAIN_NOT_ACTIVE"})
	same(t, voiceid.ConflictTypeDomainNotActive, *conflict.ConflictType)
	failed[*voiceid.InternalServerException](t, client, account, 500, object{})
	missing := failed[*voiceid.ResourceNotFoundException](t, client, account, 404, object{"ResourceType": "WATCHLIST"})
	same(t, voiceid.ResourceTypeWatchlist, *missing.ResourceType)
	failed[*voiceid.ServiceQuotaExceededException](t, client, account, 402, object{})
	failed[*voiceid.ThrottlingException](t, client, account, 429, object{})
	failed[*voiceid.ValidationException](t, client, account, 400, object{})
}

func retried(t *testing.T, part, name string) {
	t.Helper()
	client, account, domain := begin(t)
	fault(t, account, object{"Operation": "ListDomains", "Error": name, "Count": 1})
	must(client.ListDomains(&voiceid.ListDomainsInput{}))
	same(t, 2, len(calls(t, account, "ListDomains")))
	fault(t, account, object{"Operation": "ListWatchlists", "Error": name})
	asked, _ := client.ListWatchlistsRequest(&voiceid.ListWatchlistsInput{DomainId: domain})
	err := asked.Send()
	same(t, name, err.(awserr.Error).Code())
	attempts := len(calls(t, account, "ListWatchlists"))
	same(t, 4, attempts)
	same(t, asked.RetryCount+1, attempts)
	note(part, fmt.Sprintf("%d attempts", attempts))
}

func TestRetriesOn429(t *testing.T) { retried(t, "retries on 429", "ThrottlingException") }

func TestRetriesOn500(t *testing.T) { retried(t, "retries on 500", "InternalServerException") }

func TestClockSkew(t *testing.T) {
	client := connect(signedURL, "111122223333", "story")
	must(client.ListDomains(&voiceid.ListDomainsInput{}))
	anHourAhead := func() time.Time { return time.Now().Add(time.Hour) }
	client.Handlers.Sign.SwapNamed(request.NamedHandler{Name: v4.SignRequestHandler.Name, Fn: func(asked *request.Request) {
		asked.Time, asked.LastSignedAt = anHourAhead(), time.Time{}
		v4.SignSDKRequestWithCurrentTime(asked, anHourAhead)
	}})
	_, err := client.ListDomains(&voiceid.ListDomainsInput{})
	same(t, "InvalidSignatureException", err.(awserr.Error).Code())
	note("clock skew", "refused: `InvalidSignatureException`")
}

func TestUnknownMembersOfANewerModel(t *testing.T) {
	client := connect(newerURL, newAccount(), "any")
	domain := createDomain(t, client, "calls")
	same(t, "calls", *domain.Name)
	made := must(client.OptOutSpeaker(&voiceid.OptOutSpeakerInput{DomainId: domain.DomainId, SpeakerId: aws.String("alice")}))
	same(t, "ADDED_LATER", *made.Speaker.Status)
	_, err := client.DescribeDomain(&voiceid.DescribeDomainInput{DomainId: aws.String(strings.Repeat("A", 22))})
	var missing *voiceid.ResourceNotFoundException
	same(t, true, errors.As(err, &missing))
	same(t, voiceid.ResourceTypeDomain, *missing.ResourceType)
}

// leadsToAWS tells what this SDK makes of a setting that it does not know. No call here: it would go to AWS.
func leadsToAWS(t *testing.T, part string) {
	t.Helper()
	same(t, "https://voiceid.us-east-1.amazonaws.com", voiceid.New(session.Must(session.NewSession())).Endpoint)
	note(part, "no: in code only")
}

func TestEndpointFromTheEnvironment(t *testing.T) {
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_ENDPOINT_URL_VOICE_ID", storyURL)
	leadsToAWS(t, "endpoint from the environment")
}

func TestEndpointFromAProfile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config")
	profile := "[profile local]\nservices = local\nregion = us-east-1\n[services local]\nvoice_id =\n  endpoint_url = "
	must(0, os.WriteFile(file, []byte(profile+storyURL+"\n"), 0o600))
	t.Setenv("AWS_SDK_LOAD_CONFIG", "1")
	t.Setenv("AWS_CONFIG_FILE", file)
	t.Setenv("AWS_PROFILE", "local")
	leadsToAWS(t, "endpoint from a profile")
}
