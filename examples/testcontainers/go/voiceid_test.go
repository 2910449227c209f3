// Package voiceid shows voiceid-local with Testcontainers: one container for all tests, a fresh account for each.
package voiceid

import (
	"context"
	"fmt"
	"log"
	"math/rand"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/voiceid"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

const (
	image = "voiceid-local:0.1.0"
	port  = "8643/tcp"
)

var url string

func TestMain(m *testing.M) {
	ctx := context.Background()
	container, err := testcontainers.GenericContainer(ctx, testcontainers.GenericContainerRequest{
		ContainerRequest: testcontainers.ContainerRequest{
			Image:        image,
			ExposedPorts: []string{port},
			WaitingFor:   wait.ForHTTP("/readyz").WithPort(port),
		},
		Started: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	if url, err = container.PortEndpoint(ctx, port, "http"); err != nil {
		log.Fatal(err)
	}
	code := m.Run()
	if err := container.Terminate(ctx); err != nil {
		log.Print(err)
	}
	os.Exit(code)
}

func newClient() *voiceid.VoiceID {
	account := fmt.Sprintf("%012d", rand.Int63n(1e12))
	config := aws.NewConfig().WithEndpoint(url).WithRegion("us-east-1").
		WithCredentials(credentials.NewStaticCredentials(account, "any", ""))
	return voiceid.New(session.Must(session.NewSession(config)))
}

func TestOptingOut(t *testing.T) {
	client := newClient()
	created, err := client.CreateDomain(&voiceid.CreateDomainInput{
		Name: aws.String("calls"),
		ServerSideEncryptionConfiguration: &voiceid.ServerSideEncryptionConfiguration{
			KmsKeyId: aws.String("alias/calls"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.OptOutSpeaker(&voiceid.OptOutSpeakerInput{
		DomainId:  created.Domain.DomainId,
		SpeakerId: aws.String("alice"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if status := *answer.Speaker.Status; status != voiceid.SpeakerStatusOptedOut {
		t.Errorf("alice is %s", status)
	}
}
