//! The story of ../../README.md with the AWS SDK for Rust.

mod stage;

use aws_sdk_voiceid::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_voiceid::config::retry::RetryConfig;
use aws_sdk_voiceid::config::{ConfigBag, Credentials, Intercept, Region, RuntimeComponents};
use aws_sdk_voiceid::error::{BoxError, ProvideErrorMetadata};
use aws_sdk_voiceid::operation::opt_out_speaker::OptOutSpeakerError;
use aws_sdk_voiceid::types::{
    AuthenticationDecision, ConflictType, DomainStatus, FraudDetectionDecision, FraudDetectionReason,
    FraudsterRegistrationJobStatus, InputDataConfig, OutputDataConfig, ResourceType, ServerSideEncryptionConfiguration,
    Speaker, SpeakerEnrollmentJobStatus, SpeakerStatus, StreamingStatus, Tag,
};
use aws_sdk_voiceid::{Client, config};
use aws_smithy_async::time::TimeSource;
use serde_json::json;
use stage::{control, given, note};
use std::collections::HashSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

const ROLE: &str = "arn:aws:iam::111122223333:role/calls";

fn settings(url: &str, account: &str, secret: &str) -> config::Builder {
    aws_sdk_voiceid::Config::builder()
        .endpoint_url(url)
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(account, secret, None, None, "here"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
}

fn encryption() -> ServerSideEncryptionConfiguration {
    ServerSideEncryptionConfiguration::builder().kms_key_id("alias/calls").build().unwrap()
}

async fn create_domain(client: &Client) -> String {
    let asked = client.create_domain().name("calls").server_side_encryption_configuration(encryption());
    asked.send().await.unwrap().domain.unwrap().domain_id.unwrap()
}

/// A client in an account of the test's own, which has one domain.
struct Scene {
    client: Client,
    account: String,
    domain: String,
}

async fn scene_at(url: &str) -> Scene {
    let account = stage::new_account();
    let client = Client::from_conf(settings(&given(url), &account, "any").build());
    let domain = create_domain(&client).await;
    Scene { client, account, domain }
}

async fn scene() -> Scene {
    scene_at("URL").await
}

impl Scene {
    async fn speaker(&self) -> Speaker {
        let asked = self.client.describe_speaker().domain_id(&self.domain).speaker_id("alice");
        asked.send().await.unwrap().speaker.unwrap()
    }

    async fn evaluate(&self) -> aws_sdk_voiceid::operation::evaluate_session::EvaluateSessionOutput {
        let asked = self.client.evaluate_session().domain_id(&self.domain).session_name_or_id("call-1");
        asked.send().await.unwrap()
    }

    /// A call in which `voice` claims to be alice.
    async fn evaluated(&self, voice: &str) -> aws_sdk_voiceid::operation::evaluate_session::EvaluateSessionOutput {
        stage::enroll("URL", &self.domain);
        stage::speak("URL", &self.domain, voice, 12);
        self.evaluate().await
    }

    async fn opt_out(&self, speaker: &str) -> Result<Speaker, OptOutSpeakerError> {
        let asked = self.client.opt_out_speaker().domain_id(&self.domain).speaker_id(speaker);
        asked.send().await.map(|answer| answer.speaker.unwrap()).map_err(|error| error.into_service_error())
    }
}

#[tokio::test]
async fn domain_with_a_client_token() {
    let Scene { client, .. } = scene().await;
    let ask = || {
        let asked = client.create_domain().name("bank").description("Zürich").client_token("once");
        asked.server_side_encryption_configuration(encryption()).send()
    };
    let made = ask().await.unwrap().domain.unwrap();
    assert_eq!(ask().await.unwrap().domain.unwrap(), made);
    assert_eq!(made.domain_status(), Some(&DomainStatus::Active));
    let id = made.domain_id().unwrap();
    let describe = || client.describe_domain().domain_id(id).send();
    assert_eq!(describe().await.unwrap().domain.unwrap(), made);
    let updated =
        client.update_domain().domain_id(id).name("bank-2").server_side_encryption_configuration(encryption());
    assert_eq!(updated.send().await.unwrap().domain.unwrap().name(), Some("bank-2"));
    let listed = client.list_domains().send().await.unwrap();
    let names: Vec<_> = listed.domain_summaries().iter().filter_map(|each| each.name()).collect();
    assert_eq!(names, ["calls", "bank-2"]);
    client.delete_domain().domain_id(id).send().await.unwrap();
    assert_eq!(describe().await.unwrap().domain.unwrap().domain_status(), Some(&DomainStatus::Suspended));
}

#[tokio::test]
async fn tags() {
    let Scene { client, .. } = scene().await;
    let tag = |key, value| Tag::builder().key(key).value(value).build().unwrap();
    let asked = client.create_domain().name("tagged").server_side_encryption_configuration(encryption());
    let made = asked.tags(tag("team", "fraud")).send().await.unwrap().domain.unwrap();
    let arn = made.arn().unwrap();
    let list = || client.list_tags_for_resource().resource_arn(arn).send();
    client.tag_resource().resource_arn(arn).tags(tag("stage", "test")).send().await.unwrap();
    assert_eq!(list().await.unwrap().tags().len(), 2);
    client.untag_resource().resource_arn(arn).tag_keys("team").send().await.unwrap();
    assert_eq!(list().await.unwrap().tags(), [tag("stage", "test")]);
}

#[tokio::test]
async fn watchlists() {
    let Scene { client, domain, .. } = scene().await;
    let made = client.create_watchlist().domain_id(&domain).name("vip").send().await.unwrap().watchlist.unwrap();
    let id = made.watchlist_id().unwrap();
    let described = client.describe_watchlist().domain_id(&domain).watchlist_id(id).send().await.unwrap();
    assert_eq!(described.watchlist.as_ref(), Some(&made));
    let updated =
        client.update_watchlist().domain_id(&domain).watchlist_id(id).description("known").send().await.unwrap();
    assert_eq!(updated.watchlist.unwrap().description(), Some("known"));
    let list = || client.list_watchlists().domain_id(&domain).send();
    assert_eq!(list().await.unwrap().watchlist_summaries().len(), 2);
    client.delete_watchlist().domain_id(&domain).watchlist_id(id).send().await.unwrap();
    let left = list().await.unwrap();
    let defaults: Vec<_> = left.watchlist_summaries().iter().map(|each| each.default_watchlist()).collect();
    assert_eq!(defaults, [true]);
}

#[tokio::test]
async fn opt_out_of_an_unknown_speaker() {
    let scene = scene().await;
    let made = scene.opt_out("alice").await.unwrap();
    assert_eq!(made.status(), Some(&SpeakerStatus::OptedOut));
    assert_eq!(made.customer_speaker_id(), Some("alice"));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64;
    assert!((made.created_at().unwrap().secs() - now).abs() < 3600);
    let Scene { client, domain, .. } = scene;
    let generated = made.generated_speaker_id().unwrap();
    client.delete_speaker().domain_id(&domain).speaker_id(generated).send().await.unwrap();
    let error = client.describe_speaker().domain_id(&domain).speaker_id("alice").send().await.unwrap_err();
    match error.into_service_error() {
        aws_sdk_voiceid::operation::describe_speaker::DescribeSpeakerError::ResourceNotFoundException(missing) => {
            assert_eq!(missing.resource_type(), Some(&ResourceType::Speaker));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn enrollment_in_a_session() {
    let scene = scene().await;
    stage::speak("URL", &scene.domain, "alice", 31);
    assert_eq!(scene.speaker().await.status(), Some(&SpeakerStatus::Pending));
    let call = format!("domains/{}/sessions/call-1", scene.domain);
    control("POST", &format!("{call}/enrollment"), json!({}));
    control("POST", "clock/advance", json!({"By": "PT1S"}));
    control("POST", &format!("{call}/end"), json!({}));
    assert_eq!(scene.speaker().await.status(), Some(&SpeakerStatus::Enrolled));
}

#[tokio::test]
async fn accept() {
    let answer = scene().await.evaluated("alice").await;
    let result = answer.authentication_result().unwrap();
    assert_eq!(answer.streaming_status(), Some(&StreamingStatus::Ongoing));
    assert_eq!(result.decision(), Some(&AuthenticationDecision::Accept));
    assert!(result.score().unwrap() >= 95);
    assert_eq!(result.configuration().unwrap().acceptance_threshold(), 90);
    assert!(result.audio_aggregation_started_at() <= result.audio_aggregation_ended_at());
    let fraud = answer.fraud_detection_result().unwrap();
    assert_eq!(fraud.decision(), Some(&FraudDetectionDecision::LowRisk));
}

#[tokio::test]
async fn reject() {
    let answer = scene().await.evaluated("bob").await;
    let result = answer.authentication_result().unwrap();
    assert_eq!(result.decision(), Some(&AuthenticationDecision::Reject));
    assert!(result.score().unwrap() <= 40);
}

#[tokio::test]
async fn high_risk() {
    let scene = scene().await;
    let made = control("PUT", &format!("domains/{}/fraudsters", scene.domain), json!({"Voice": "mallory"}));
    let answer = scene.evaluated("mallory").await;
    let result = answer.fraud_detection_result().unwrap();
    assert_eq!(result.decision(), Some(&FraudDetectionDecision::HighRisk));
    assert_eq!(result.reasons(), [FraudDetectionReason::KnownFraudster]);
    let known = result.risk_details().unwrap().known_fraudster_risk().unwrap();
    assert_eq!(known.generated_fraudster_id(), made["Fraudster"]["GeneratedFraudsterId"].as_str());
    assert!(known.risk_score() >= 95);
}

#[tokio::test]
async fn cached_result() {
    let scene = scene().await;
    let first = scene.evaluated("alice").await;
    let again = scene.evaluate().await;
    assert_eq!(first.authentication_result(), again.authentication_result());
    assert_eq!(first.fraud_detection_result(), again.fraud_detection_result());
    let logged = stage::calls(&scene.account, "EvaluateSession");
    assert_eq!(logged.len(), 2);
    assert_eq!(logged[1]["Cached"], json!(["AuthenticationResult", "FraudDetectionResult"]));
}

#[tokio::test]
async fn expiry_after_three_years() {
    let scene = scene_at("CLOCK_URL").await;
    stage::enroll("CLOCK_URL", &scene.domain);
    stage::control_of("CLOCK_URL", "POST", "clock/advance", br#"{"By": "P3Y1D"}"#);
    assert_eq!(scene.speaker().await.status(), Some(&SpeakerStatus::Expired));
    stage::speak("CLOCK_URL", &scene.domain, "alice", 12);
    let answer = scene.evaluate().await;
    let decision = answer.authentication_result().unwrap().decision();
    assert_eq!(decision, Some(&AuthenticationDecision::SpeakerExpired));
}

fn files(bucket: &str) -> (InputDataConfig, OutputDataConfig) {
    let input = InputDataConfig::builder().s3_uri(format!("s3://{bucket}/requests.json"));
    let output = OutputDataConfig::builder().s3_uri(format!("s3://{bucket}/out"));
    (input.build().unwrap(), output.build().unwrap())
}

#[tokio::test]
async fn enrollment_job() {
    let scene = scene().await;
    let Scene { client, domain, .. } = &scene;
    let bucket = stage::store_files(domain, "SpeakerEnrollmentRequests", "alice", json!({"SpeakerId": "alice"}));
    let (input, output) = files(&bucket);
    let start = client.start_speaker_enrollment_job().domain_id(domain).data_access_role_arn(ROLE);
    let answer = start.input_data_config(input).output_data_config(output).send().await.unwrap();
    let mut job = answer.job.unwrap();
    assert_eq!(job.job_status(), Some(&SpeakerEnrollmentJobStatus::Submitted));
    let id = job.job_id().unwrap().to_string();
    while job.ended_at().is_none() {
        let asked = client.describe_speaker_enrollment_job().domain_id(domain).job_id(&id);
        job = asked.send().await.unwrap().job.unwrap();
    }
    assert_eq!(job.job_status(), Some(&SpeakerEnrollmentJobStatus::Completed));
    assert_eq!(job.job_progress().unwrap().percent_complete(), Some(100));
    let enrolled = &stage::output_of(&bucket, &id)["SuccessfulEnrollments"][0];
    assert_eq!(enrolled["EnrollmentStatus"], "NEW_ENROLLMENT");
    assert_eq!(scene.speaker().await.status(), Some(&SpeakerStatus::Enrolled));
}

#[tokio::test]
async fn registration_job() {
    let Scene { client, domain, .. } = scene().await;
    let bucket = stage::store_files(&domain, "FraudsterRegistrationRequests", "mallory", json!({}));
    let (input, output) = files(&bucket);
    let start = client.start_fraudster_registration_job().domain_id(&domain).data_access_role_arn(ROLE);
    let answer = start.input_data_config(input).output_data_config(output).send().await.unwrap();
    let mut job = answer.job.unwrap();
    let id = job.job_id().unwrap().to_string();
    while job.ended_at().is_none() {
        let asked = client.describe_fraudster_registration_job().domain_id(&domain).job_id(&id);
        job = asked.send().await.unwrap().job.unwrap();
    }
    assert_eq!(job.job_status(), Some(&FraudsterRegistrationJobStatus::Completed));
    let output = stage::output_of(&bucket, &id);
    let fraudster = output["SuccessfulRegistrations"][0]["GeneratedFraudsterId"].as_str().unwrap();
    let described = client.describe_fraudster().domain_id(&domain).fraudster_id(fraudster).send().await.unwrap();
    assert_eq!(described.fraudster.unwrap().watchlist_ids().len(), 1);
}

#[tokio::test]
async fn paginator_over_250_speakers() {
    let scene = scene().await;
    for number in 0..250 {
        scene.opt_out(&format!("speaker-{number}")).await.unwrap();
    }
    let mut pages = scene.client.list_speakers().domain_id(&scene.domain).into_paginator().page_size(100).send();
    let (mut lengths, mut names) = (Vec::new(), HashSet::new());
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        lengths.push(page.speaker_summaries().len());
        names.extend(page.speaker_summaries().iter().filter_map(|each| each.customer_speaker_id().map(String::from)));
    }
    assert_eq!(lengths, [100, 100, 50]);
    assert_eq!(names.len(), 250);
}

/// What the SDK makes of the error that a fault causes.
async fn failed(scene: &Scene, name: &str, members: serde_json::Value) -> OptOutSpeakerError {
    let mut fault = json!({"Operation": "OptOutSpeaker", "Error": name, "Message": "On purpose.", "Count": 1});
    fault.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    stage::fault(&scene.account, fault);
    let error = scene.opt_out("alice").await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some(name), Some("On purpose.")));
    error
}

#[tokio::test]
async fn errors_with_their_members() {
    let mut scene = scene().await;
    let once = settings(&given("URL"), &scene.account, "any").retry_config(RetryConfig::disabled());
    scene.client = Client::from_conf(once.build());
    assert!(failed(&scene, "AccessDeniedException", json!({})).await.is_access_denied_exception());
    assert!(failed(&scene, "InternalServerException", json!({})).await.is_internal_server_exception());
    assert!(failed(&scene, "ServiceQuotaExceededException", json!({})).await.is_service_quota_exceeded_exception());
    assert!(failed(&scene, "ThrottlingException", json!({})).await.is_throttling_exception());
    assert!(failed(&scene, "ValidationException", json!({})).await.is_validation_exception());
    match failed(&scene, "ConflictException", json!({"ConflictType": "DOMAIN_NOT_ACTIVE"})).await {
        OptOutSpeakerError::ConflictException(conflict) => {
            assert_eq!(conflict.conflict_type(), Some(&ConflictType::DomainNotActive));
        }
        other => panic!("{other:?}"),
    }
    match failed(&scene, "ResourceNotFoundException", json!({"ResourceType": "WATCHLIST"})).await {
        OptOutSpeakerError::ResourceNotFoundException(missing) => {
            assert_eq!(missing.resource_type(), Some(&ResourceType::Watchlist));
        }
        other => panic!("{other:?}"),
    }
}

/// Counts the attempts that the SDK makes.
#[derive(Clone, Debug, Default)]
struct Attempts(Arc<AtomicUsize>);

impl Intercept for Attempts {
    fn name(&self) -> &'static str {
        "Attempts"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

async fn retried(part: &str, name: &str) {
    let Scene { account, domain, .. } = scene().await;
    let attempts = Attempts::default();
    let client = Client::from_conf(settings(&given("URL"), &account, "any").interceptor(attempts.clone()).build());
    stage::fault(&account, json!({"Operation": "ListDomains", "Error": name, "Count": 1}));
    client.list_domains().send().await.unwrap();
    assert_eq!(stage::calls(&account, "ListDomains").len(), 2);
    stage::fault(&account, json!({"Operation": "ListWatchlists", "Error": name}));
    let error = client.list_watchlists().domain_id(&domain).send().await.unwrap_err();
    assert_eq!(error.code(), Some(name));
    let made = stage::calls(&account, "ListWatchlists").len();
    assert_eq!((made, attempts.0.load(Ordering::Relaxed)), (3, 2 + 3));
    note(part, &format!("{made} attempts"));
}

#[tokio::test]
async fn retries_on_429() {
    retried("retries on 429", "ThrottlingException").await;
}

#[tokio::test]
async fn retries_on_500() {
    retried("retries on 500", "InternalServerException").await;
}

#[derive(Debug)]
struct AnHourAhead;

impl TimeSource for AnHourAhead {
    fn now(&self) -> SystemTime {
        SystemTime::now() + Duration::from_secs(3600)
    }
}

#[tokio::test]
async fn clock_skew() {
    let attempts = Attempts::default();
    let ahead = settings(&given("SIGNED_URL"), "111122223333", "story").time_source(AnHourAhead);
    let client = Client::from_conf(ahead.interceptor(attempts.clone()).build());
    client.list_domains().send().await.unwrap();
    assert_eq!(attempts.0.load(Ordering::Relaxed), 2);
    note("clock skew", "corrected, 2nd attempt");
}

#[tokio::test]
async fn unknown_members_of_a_newer_model() {
    let scene = scene_at("NEWER_URL").await;
    let status = scene.opt_out("alice").await.unwrap().status().unwrap().as_str().to_string();
    assert_eq!(status, "ADDED_LATER");
    let error = scene.client.describe_domain().domain_id("A".repeat(22)).send().await.unwrap_err();
    assert!(error.into_service_error().is_resource_not_found_exception());
}

/// What a program prints that knows nothing of the emulator.
fn program(environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voiceid-local-sdk-story"));
    let done = command.envs(environment.iter().copied()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[tokio::test]
async fn endpoint_from_the_environment() {
    let scene = scene().await;
    let printed = program(&[
        ("AWS_ENDPOINT_URL_VOICE_ID", &given("URL")),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", &scene.account),
        ("AWS_SECRET_ACCESS_KEY", "any"),
    ]);
    assert_eq!(printed, "1\n");
}

#[tokio::test]
async fn endpoint_from_a_profile() {
    let Scene { account, .. } = scene().await;
    let file = std::env::temp_dir().join(format!("profile-of-{account}"));
    let url = given("URL");
    let profile = format!(
        "[profile local]\nservices = local\nregion = us-east-1\naws_access_key_id = {account}\n\
         aws_secret_access_key = any\n[services local]\nvoice-id =\n  endpoint_url = {url}\n"
    );
    std::fs::write(&file, profile).unwrap();
    let printed = program(&[("AWS_CONFIG_FILE", file.to_str().unwrap()), ("AWS_PROFILE", "local")]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(printed, "1\n");
    // The other SDKs look for voice_id.
    note("endpoint from a profile", "✓, as `voice-id`");
}
