import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.voiceid.VoiceIdClient;
import software.amazon.awssdk.services.voiceid.model.SpeakerStatus;

/** voiceid-local with Testcontainers: one container for all tests, a fresh account for each. */
@Testcontainers
class VoiceIdTest {
  private static final int PORT = 8643;

  @Container
  private static final GenericContainer<?> EMULATOR =
      new GenericContainer<>(DockerImageName.parse("voiceid-local:0.1.0"))
          .withExposedPorts(PORT)
          .waitingFor(Wait.forHttp("/readyz").forPort(PORT));

  private VoiceIdClient client;

  @BeforeEach
  void openClient() {
    String account = String.format("%012d", ThreadLocalRandom.current().nextLong(1_000_000_000_000L));
    client =
        VoiceIdClient.builder()
            .endpointOverride(URI.create("http://" + EMULATOR.getHost() + ":" + EMULATOR.getMappedPort(PORT)))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
            .build();
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void optingOut() {
    String domainId =
        client
            .createDomain(
                request ->
                    request
                        .name("calls")
                        .serverSideEncryptionConfiguration(encryption -> encryption.kmsKeyId("alias/calls")))
            .domain()
            .domainId();
    var speaker = client.optOutSpeaker(request -> request.domainId(domainId).speakerId("alice")).speaker();
    assertEquals(SpeakerStatus.OPTED_OUT, speaker.status());
  }
}
