import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.internal.http.HttpClientDependencies;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.voiceid.VoiceIdClient;
import software.amazon.awssdk.services.voiceid.model.*;

/** The story of ../README.md with the AWS SDK for Java 2. */
class StoryTest {
    private static final ServerSideEncryptionConfiguration ENCRYPTION =
        ServerSideEncryptionConfiguration.builder().kmsKeyId("alias/calls").build();

    private final String account = Stage.newAccount();
    private VoiceIdClient client = connect(Stage.URL, account, "any", ClientOverrideConfiguration.builder().build());
    private String domain;

    private static VoiceIdClient connect(String url, String account, String secret, ClientOverrideConfiguration override) {
        return VoiceIdClient.builder()
            .endpointOverride(URI.create(url))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, secret)))
            .overrideConfiguration(override)
            .build();
    }

    /** The test goes on with another client. */
    private void reconnect(String url, String account, String secret, ClientOverrideConfiguration.Builder override) {
        client.close();
        client = connect(url, account, secret, override.build());
    }

    private Domain createDomain(String name) {
        return client.createDomain(r -> r.name(name).serverSideEncryptionConfiguration(ENCRYPTION)).domain();
    }

    @BeforeEach
    void begin() {
        domain = createDomain("calls").domainId();
    }

    @AfterEach
    void end() {
        client.close();
    }

    private Speaker speaker() {
        return client.describeSpeaker(r -> r.domainId(domain).speakerId("alice")).speaker();
    }

    private EvaluateSessionResponse evaluate() {
        return client.evaluateSession(r -> r.domainId(domain).sessionNameOrId("call-1"));
    }

    /** A call in which {@code voice} claims to be alice. */
    private EvaluateSessionResponse evaluated(String voice) {
        Stage.enroll(Stage.URL, domain);
        Stage.speak(Stage.URL, domain, voice, 12);
        return evaluate();
    }

    @Test
    void domainWithAClientToken() {
        CreateDomainRequest asked = CreateDomainRequest.builder().name("bank").description("Zürich")
            .serverSideEncryptionConfiguration(ENCRYPTION).clientToken("once").build();
        Domain made = client.createDomain(asked).domain();
        assertEquals(made, client.createDomain(asked).domain());
        assertEquals(DomainStatus.ACTIVE, made.domainStatus());
        assertEquals(made, client.describeDomain(r -> r.domainId(made.domainId())).domain());
        assertEquals("bank-2", client.updateDomain(r -> r.domainId(made.domainId()).name("bank-2")
            .serverSideEncryptionConfiguration(ENCRYPTION)).domain().name());
        assertEquals(List.of("calls", "bank-2"),
            client.listDomains(r -> { }).domainSummaries().stream().map(DomainSummary::name).toList());
        client.deleteDomain(r -> r.domainId(made.domainId()));
        assertEquals(DomainStatus.SUSPENDED, client.describeDomain(r -> r.domainId(made.domainId())).domain().domainStatus());
    }

    @Test
    void tags() {
        Tag first = Tag.builder().key("team").value("fraud").build();
        Tag second = Tag.builder().key("stage").value("test").build();
        String arn = client.createDomain(r -> r.name("tagged").serverSideEncryptionConfiguration(ENCRYPTION).tags(first))
            .domain().arn();
        client.tagResource(r -> r.resourceArn(arn).tags(second));
        assertEquals(Set.of(first, second), Set.copyOf(client.listTagsForResource(r -> r.resourceArn(arn)).tags()));
        client.untagResource(r -> r.resourceArn(arn).tagKeys("team"));
        assertEquals(List.of(second), client.listTagsForResource(r -> r.resourceArn(arn)).tags());
    }

    @Test
    void watchlists() {
        Watchlist made = client.createWatchlist(r -> r.domainId(domain).name("vip")).watchlist();
        String id = made.watchlistId();
        assertEquals(made, client.describeWatchlist(r -> r.domainId(domain).watchlistId(id)).watchlist());
        assertEquals("known", client.updateWatchlist(r -> r.domainId(domain).watchlistId(id).description("known"))
            .watchlist().description());
        assertEquals(2, client.listWatchlists(r -> r.domainId(domain)).watchlistSummaries().size());
        client.deleteWatchlist(r -> r.domainId(domain).watchlistId(id));
        List<WatchlistSummary> left = client.listWatchlists(r -> r.domainId(domain)).watchlistSummaries();
        assertEquals(List.of(true), left.stream().map(WatchlistSummary::defaultWatchlist).toList());
    }

    @Test
    void optOutOfAnUnknownSpeaker() {
        Speaker made = client.optOutSpeaker(r -> r.domainId(domain).speakerId("alice")).speaker();
        assertEquals(SpeakerStatus.OPTED_OUT, made.status());
        assertEquals("alice", made.customerSpeakerId());
        assertTrue(Duration.between(made.createdAt(), Instant.now()).abs().toHours() < 1);
        client.deleteSpeaker(r -> r.domainId(domain).speakerId(made.generatedSpeakerId()));
        assertEquals(ResourceType.SPEAKER, assertThrows(ResourceNotFoundException.class, this::speaker).resourceType());
    }

    @Test
    void enrollmentInASession() {
        Stage.speak(Stage.URL, domain, "alice", 31);
        assertEquals(SpeakerStatus.PENDING, speaker().status());
        Stage.control("POST", "domains/" + domain + "/sessions/call-1/enrollment", "");
        Stage.control("POST", "clock/advance", "{\"By\": \"PT1S\"}");
        Stage.control("POST", "domains/" + domain + "/sessions/call-1/end", "");
        assertEquals(SpeakerStatus.ENROLLED, speaker().status());
    }

    @Test
    void accept() {
        EvaluateSessionResponse answer = evaluated("alice");
        AuthenticationResult result = answer.authenticationResult();
        assertEquals(StreamingStatus.ONGOING, answer.streamingStatus());
        assertEquals(AuthenticationDecision.ACCEPT, result.decision());
        assertTrue(result.score() >= 95);
        assertEquals(90, result.configuration().acceptanceThreshold());
        assertFalse(result.audioAggregationStartedAt().isAfter(result.audioAggregationEndedAt()));
        assertEquals(FraudDetectionDecision.LOW_RISK, answer.fraudDetectionResult().decision());
    }

    @Test
    void reject() {
        AuthenticationResult result = evaluated("bob").authenticationResult();
        assertEquals(AuthenticationDecision.REJECT, result.decision());
        assertTrue(result.score() <= 40);
    }

    @Test
    void highRisk() {
        var made = Stage.control("PUT", "domains/" + domain + "/fraudsters", "{\"Voice\": \"mallory\"}");
        String fraudster = Stage.member(Stage.member(made, "Fraudster"), "GeneratedFraudsterId").asString();
        FraudDetectionResult result = evaluated("mallory").fraudDetectionResult();
        assertEquals(FraudDetectionDecision.HIGH_RISK, result.decision());
        assertEquals(List.of(FraudDetectionReason.KNOWN_FRAUDSTER), result.reasons());
        assertEquals(fraudster, result.riskDetails().knownFraudsterRisk().generatedFraudsterId());
        assertTrue(result.riskDetails().knownFraudsterRisk().riskScore() >= 95);
    }

    @Test
    void cachedResult() {
        EvaluateSessionResponse first = evaluated("alice");
        EvaluateSessionResponse again = evaluate();
        assertEquals(first.authenticationResult(), again.authenticationResult());
        assertEquals(first.fraudDetectionResult(), again.fraudDetectionResult());
        var logged = Stage.calls(account, "EvaluateSession");
        assertEquals(2, logged.size());
        assertEquals(2, Stage.member(logged.get(1), "Cached").asArray().size());
    }

    @Test
    void expiryAfterThreeYears() {
        reconnect(Stage.CLOCK_URL, account, "any", ClientOverrideConfiguration.builder());
        domain = createDomain("calls").domainId();
        Stage.enroll(Stage.CLOCK_URL, domain);
        Stage.control(Stage.CLOCK_URL, "POST", "clock/advance", "{\"By\": \"P3Y1D\"}".getBytes());
        assertEquals(SpeakerStatus.EXPIRED, speaker().status());
        Stage.speak(Stage.CLOCK_URL, domain, "alice", 12);
        assertEquals(AuthenticationDecision.SPEAKER_EXPIRED, evaluate().authenticationResult().decision());
    }

    private static final String ROLE = "arn:aws:iam::111122223333:role/calls";

    @Test
    void enrollmentJob() {
        String bucket = Stage.storeFiles(domain, "SpeakerEnrollmentRequests", "alice", ", \"SpeakerId\": \"alice\"");
        SpeakerEnrollmentJob job = client.startSpeakerEnrollmentJob(r -> r.domainId(domain).dataAccessRoleArn(ROLE)
            .inputDataConfig(i -> i.s3Uri("s3://" + bucket + "/requests.json"))
            .outputDataConfig(o -> o.s3Uri("s3://" + bucket + "/out"))).job();
        assertEquals(SpeakerEnrollmentJobStatus.SUBMITTED, job.jobStatus());
        String id = job.jobId();
        while (job.endedAt() == null) {
            job = client.describeSpeakerEnrollmentJob(r -> r.domainId(domain).jobId(id)).job();
        }
        assertEquals(SpeakerEnrollmentJobStatus.COMPLETED, job.jobStatus());
        assertEquals(100, job.jobProgress().percentComplete());
        var enrolled = Stage.outputOf(bucket, id, "SuccessfulEnrollments");
        assertEquals("NEW_ENROLLMENT", Stage.member(enrolled, "EnrollmentStatus").asString());
        assertEquals(SpeakerStatus.ENROLLED, speaker().status());
    }

    @Test
    void registrationJob() {
        String bucket = Stage.storeFiles(domain, "FraudsterRegistrationRequests", "mallory", "");
        FraudsterRegistrationJob job = client.startFraudsterRegistrationJob(r -> r.domainId(domain).dataAccessRoleArn(ROLE)
            .inputDataConfig(i -> i.s3Uri("s3://" + bucket + "/requests.json"))
            .outputDataConfig(o -> o.s3Uri("s3://" + bucket + "/out"))).job();
        String id = job.jobId();
        while (job.endedAt() == null) {
            job = client.describeFraudsterRegistrationJob(r -> r.domainId(domain).jobId(id)).job();
        }
        assertEquals(FraudsterRegistrationJobStatus.COMPLETED, job.jobStatus());
        var registered = Stage.outputOf(bucket, id, "SuccessfulRegistrations");
        String fraudster = Stage.member(registered, "GeneratedFraudsterId").asString();
        Fraudster described = client.describeFraudster(r -> r.domainId(domain).fraudsterId(fraudster)).fraudster();
        assertEquals(1, described.watchlistIds().size());
    }

    @Test
    void paginatorOver250Speakers() {
        for (int number = 0; number < 250; number++) {
            String id = "speaker-" + number;
            client.optOutSpeaker(r -> r.domainId(domain).speakerId(id));
        }
        var speakers = client.listSpeakersPaginator(r -> r.domainId(domain).maxResults(100));
        assertEquals(List.of(100, 100, 50), speakers.stream().map(page -> page.speakerSummaries().size()).toList());
        Set<String> names = new HashSet<>();
        speakers.speakerSummaries().forEach(each -> names.add(each.customerSpeakerId()));
        assertEquals(250, names.size());
    }

    /** Asks for the domains, which a fault does not let happen. */
    private <E extends VoiceIdException> E failed(Class<E> type, int status, String members) {
        Stage.fault(account, "ListDomains", type.getSimpleName(), ", \"Count\": 1" + members);
        E error = assertThrows(type, () -> client.listDomains(r -> { }));
        assertEquals(status, error.statusCode());
        assertEquals("On purpose.", error.awsErrorDetails().errorMessage());
        return error;
    }

    @Test
    void errorsWithTheirMembers() {
        reconnect(Stage.URL, account, "any", ClientOverrideConfiguration.builder().retryStrategy(r -> r.maxAttempts(1)));
        failed(AccessDeniedException.class, 403, "");
        assertEquals(ConflictType.DOMAIN_NOT_ACTIVE,
            failed(ConflictException.class, 409, ", \"ConflictType\": \"DOMAIN_NOT_ACTIVE\"").conflictType());
        failed(InternalServerException.class, 500, "");
        assertEquals(ResourceType.WATCHLIST,
            failed(ResourceNotFoundException.class, 404, ", \"ResourceType\": \"WATCHLIST\"").resourceType());
        failed(ServiceQuotaExceededException.class, 402, "");
        failed(ThrottlingException.class, 429, "");
        failed(ValidationException.class, 400, "");
    }

    private void retried(String part, Class<? extends VoiceIdException> type) {
        Stage.fault(account, "ListDomains", type.getSimpleName(), ", \"Count\": 1");
        assertEquals(1, client.listDomains(r -> { }).domainSummaries().size());
        assertEquals(2, Stage.calls(account, "ListDomains").size());
        Stage.fault(account, "ListWatchlists", type.getSimpleName(), "");
        var error = assertThrows(type, () -> client.listWatchlists(r -> r.domainId(domain)));
        int attempts = Stage.calls(account, "ListWatchlists").size();
        assertEquals(4, attempts);
        assertEquals(attempts, error.numAttempts());
        Stage.note(part, attempts + " attempts");
    }

    @Test
    void retriesOn429() {
        retried("retries on 429", ThrottlingException.class);
    }

    @Test
    void retriesOn500() {
        retried("retries on 500", InternalServerException.class);
    }

    /** Counts the attempts that the SDK makes. */
    private static final class Attempts implements ExecutionInterceptor {
        private int made;

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            made++;
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field each : type.getDeclaredFields()) {
                if (each.getName().equals(name)) {
                    each.setAccessible(true);
                    return each.get(owner);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    /** What the SDK adds to the machine's clock as it signs; there is no setting for it. */
    private void signAnHourAhead() throws ReflectiveOperationException {
        Object http = field(field(client, "clientHandler"), "client");
        ((HttpClientDependencies) field(http, "httpClientDependencies")).updateTimeOffset(-3600);
    }

    @Test
    void clockSkew() throws ReflectiveOperationException {
        var attempts = new Attempts();
        reconnect(Stage.SIGNED_URL, "111122223333", "story", ClientOverrideConfiguration.builder().addExecutionInterceptor(attempts));
        signAnHourAhead();
        client.listDomains(r -> { });
        assertEquals(2, attempts.made);
        Stage.note("clock skew", "corrected, 2nd attempt");
    }

    @Test
    void unknownMembersOfANewerModel() {
        reconnect(Stage.NEWER_URL, account, "any", ClientOverrideConfiguration.builder());
        Domain made = createDomain("newer");
        assertEquals("newer", made.name());
        Speaker alice = client.optOutSpeaker(r -> r.domainId(made.domainId()).speakerId("alice")).speaker();
        assertEquals(SpeakerStatus.UNKNOWN_TO_SDK_VERSION, alice.status());
        assertEquals("ADDED_LATER", alice.statusAsString());
        var error = assertThrows(ResourceNotFoundException.class, () -> client.describeDomain(r -> r.domainId("A".repeat(22))));
        assertEquals(ResourceType.DOMAIN, error.resourceType());
        Stage.note("unknown members of a newer model", "✓, `UNKNOWN_TO_SDK_VERSION`");
    }

    /** A program that knows nothing of the emulator. */
    static final class Program {
        public static void main(String[] arguments) {
            try (VoiceIdClient client = VoiceIdClient.create()) {
                System.out.println(client.listDomains(r -> { }).domainSummaries().size());
            }
        }
    }

    private String program(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return printed.strip();
    }

    @Test
    void endpointFromTheEnvironment() throws Exception {
        assertEquals("1", program(Map.of("AWS_ENDPOINT_URL_VOICE_ID", Stage.URL, "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", account, "AWS_SECRET_ACCESS_KEY", "any")));
    }

    @Test
    void endpointFromAProfile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("config"), """
            [profile local]
            services = local
            region = us-east-1
            aws_access_key_id = %s
            aws_secret_access_key = any
            [services local]
            voice_id =
              endpoint_url = %s
            """.formatted(account, Stage.URL));
        assertEquals("1", program(Map.of("AWS_CONFIG_FILE", file.toString(), "AWS_PROFILE", "local")));
    }
}
