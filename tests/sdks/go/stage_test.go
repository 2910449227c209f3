package story

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"testing"
)

// The emulator beside the SDK: the control API, the request log, the built-in storage, notes for the table.
var (
	storyURL  = os.Getenv("SDK_STORY_URL")
	clockURL  = os.Getenv("SDK_STORY_CLOCK_URL")
	signedURL = os.Getenv("SDK_STORY_SIGNED_URL")
	newerURL  = os.Getenv("SDK_STORY_NEWER_URL")
)

type object = map[string]any

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func same[T comparable](t *testing.T, expected, got T) {
	t.Helper()
	if expected != got {
		t.Fatalf("expected %v, got %v", expected, got)
	}
}

func newAccount() string {
	return strconv.FormatInt(1e11+rand.Int63n(9e11), 10)
}

// control makes a control call, which must succeed, on the emulator at url; body is nil, bytes, or what JSON has.
func control(t *testing.T, url, method, path string, body any) object {
	t.Helper()
	data, isBytes := body.([]byte)
	if body != nil && !isBytes {
		data = must(json.Marshal(body))
	}
	request := must(http.NewRequest(method, url+"/_voiceid/"+path, bytes.NewReader(data)))
	answer := must(http.DefaultClient.Do(request))
	defer answer.Body.Close()
	read := must(io.ReadAll(answer.Body))
	if answer.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, read)
	}
	var parsed object
	if err := json.Unmarshal(read, &parsed); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return parsed
}

// calls are those of the request log.
func calls(t *testing.T, account, operation string) []any {
	t.Helper()
	path := fmt.Sprintf("requests?account=%s&operation=%s", account, operation)
	return control(t, storyURL, "GET", path, nil)["Requests"].([]any)
}

func fault(t *testing.T, account string, members object) {
	t.Helper()
	control(t, storyURL, "POST", "faults?account="+account, members)
}

// speak makes a call of alice in which voice speaks, and which goes on.
func speak(t *testing.T, url, domain, voice string, seconds int) {
	t.Helper()
	sessions := "domains/" + domain + "/sessions"
	control(t, url, "POST", sessions, object{"SessionName": "call-1", "SpeakerId": "alice"})
	control(t, url, "POST", sessions+"/call-1/audio", object{"Voice": voice, "SpeechSeconds": seconds})
}

func enroll(t *testing.T, url, domain string) {
	t.Helper()
	control(t, url, "PUT", "domains/"+domain+"/speakers/alice", object{})
}

func recording() []byte {
	return must(os.ReadFile(os.Getenv("SDK_STORY_RECORDING")))
}

func note(part, text string) {
	file := must(os.OpenFile(os.Getenv("SDK_STORY_NOTES"), os.O_APPEND|os.O_WRONLY, 0))
	defer file.Close()
	must(fmt.Fprintf(file, "%s\t%s\n", part, text))
}
