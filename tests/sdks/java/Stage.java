import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The emulator beside the SDK: the control API, the request log, the built-in storage, notes for the table. */
final class Stage {
    static final String URL = System.getenv("SDK_STORY_URL");
    static final String CLOCK_URL = System.getenv("SDK_STORY_CLOCK_URL");
    static final String SIGNED_URL = System.getenv("SDK_STORY_SIGNED_URL");
    static final String NEWER_URL = System.getenv("SDK_STORY_NEWER_URL");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Stage() {
    }

    static String newAccount() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
    }

    /** Makes a control call, which must succeed. */
    static JsonNode control(String url, String method, String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/_voiceid/" + path))
            .method(method, BodyPublishers.ofByteArray(body)).build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JsonNode.parser().parse(answer.body());
        } catch (IOException | InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    static JsonNode control(String method, String path, String body) {
        return control(URL, method, path, body.getBytes());
    }

    static JsonNode member(JsonNode node, String name) {
        return node.field(name).orElseThrow();
    }

    /** Those of the request log. */
    static List<JsonNode> calls(String account, String operation) {
        return member(control("GET", "requests?account=" + account + "&operation=" + operation, ""), "Requests").asArray();
    }

    static void fault(String account, String operation, String error, String more) {
        control("POST", "faults?account=" + account,
            "{\"Operation\": \"%s\", \"Error\": \"%s\", \"Message\": \"On purpose.\"%s}".formatted(operation, error, more));
    }

    /** A call of alice in which {@code voice} speaks, and which goes on. */
    static void speak(String url, String domain, String voice, int seconds) {
        String sessions = "domains/" + domain + "/sessions";
        control(url, "POST", sessions, "{\"SessionName\": \"call-1\", \"SpeakerId\": \"alice\"}".getBytes());
        control(url, "POST", sessions + "/call-1/audio",
            "{\"Voice\": \"%s\", \"SpeechSeconds\": %d}".formatted(voice, seconds).getBytes());
    }

    static void enroll(String url, String domain) {
        control(url, "PUT", "domains/" + domain + "/speakers/alice", "{}".getBytes());
    }

    /** Stores a recording of {@code voice} and a manifest with one request for it; returns the bucket. */
    static String storeFiles(String domain, String list, String voice, String more) {
        String bucket = "calls-" + domain.toLowerCase();
        try {
            byte[] recording = Files.readAllBytes(Path.of(System.getenv("SDK_STORY_RECORDING")));
            control(URL, "PUT", "s3/" + bucket + "/voice.wav?voice=" + voice, recording);
        } catch (IOException error) {
            throw new AssertionError(error);
        }
        control("PUT", "s3/" + bucket + "/requests.json", """
            {"Version": "1.0", "%s": [{"RequestId": "1"%s,
              "AudioSpecifications": [{"S3Uri": "s3://%s/voice.wav", "ChannelId": 0}]}]}""".formatted(list, more, bucket));
        return bucket;
    }

    static JsonNode outputOf(String bucket, String job, String list) {
        JsonNode output = control("GET", "s3/" + bucket + "/out/" + job + "/requests.json.out", "");
        return member(output, list).asArray().get(0);
    }

    static void note(String part, String text) {
        try {
            Files.writeString(Path.of(System.getenv("SDK_STORY_NOTES")), part + "\t" + text + "\n", StandardOpenOption.APPEND);
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }
}
