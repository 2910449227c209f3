#!/usr/bin/env bash
# A whole call with the AWS CLI and curl: a customer is enrolled and later accepted, and a fraudster is recognized.
# It needs an emulator at http://localhost:8643, or at the URL in AWS_ENDPOINT_URL_VOICE_ID.
set -euo pipefail

url=${AWS_ENDPOINT_URL_VOICE_ID:-http://localhost:8643}
url=${url%/}
# Any credentials will do; a 12-digit access key is the account ID, here a random one.
AWS_ACCESS_KEY_ID=$(printf '%012d' "$((RANDOM * 1000000 + RANDOM))")
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1 AWS_PAGER=""
# Both tools read these; nothing here needs a proxy.
export NO_PROXY='*' no_proxy='*'

step() { printf '\n== %s\n' "$*"; }
voice_id() { aws --endpoint-url "$url" --output text voice-id "$@"; }
# control METHOD PATH [BODY]: a call of the control API; an error ends the script.
control() { curl -sS --fail-with-body -X "$1" "$url/_voiceid/$2" --data-binary "${3-}"; }
# Runs a command and shows its output only if it fails.
quietly() { local said; said=$("$@") || { echo "$said" >&2; return 1; }; }
status() { voice_id describe-speaker --domain-id "$domain" --speaker-id alice --query 'Speaker.[CustomerSpeakerId, Status]'; }
evaluate() {
  voice_id evaluate-session --domain-id "$domain" --session-name-or-id "$1" \
    --query '[AuthenticationResult.Decision, AuthenticationResult.Score, FraudDetectionResult.Decision]'
}

if ! quietly curl -sS --fail-with-body "$url/readyz"; then
  echo "No emulator answers at $url. Start one with ./dev run, or name another in AWS_ENDPOINT_URL_VOICE_ID." >&2
  exit 1
fi

step "Mallory is a known fraudster. Alice calls, and agrees to be enrolled"
quietly control POST "fixtures?account=$AWS_ACCESS_KEY_ID&region=$AWS_REGION" '
Domains:
  - Name: calls
    Fraudsters: [{Voice: mallory}]
    Speakers: [{CustomerSpeakerId: alice, Status: PENDING}]
    Sessions: [{SessionName: call-1, SpeakerId: alice, Audio: [{Voice: alice, SpeechSeconds: 12}], Enrollment: true}]'
domain=$(voice_id list-domains --query 'DomainSummaries[].DomainId')
sessions="domains/$domain/sessions"
status

step "She keeps talking until there is enough speech; a second later she is enrolled"
quietly control POST "$sessions/call-1/audio" '{"Voice": "alice", "SpeechSeconds": 19}'
quietly control GET "events?domainId=$domain&detailType=VoiceId+Speaker+Action&wait=30"
status

step "She calls again"
quietly control POST "$sessions" '{"SessionName": "call-2", "SpeakerId": "alice"}'
quietly control POST "$sessions/call-2/audio" '{"Voice": "alice", "SpeechSeconds": 12}'
evaluate call-2

step "Mallory calls and claims to be Alice"
quietly control POST "$sessions" '{"SessionName": "call-3", "SpeakerId": "alice"}'
quietly control POST "$sessions/call-3/audio" '{"Voice": "mallory", "SpeechSeconds": 12}'
evaluate call-3

step "The same, but access to the key was revoked"
quietly control POST "faults?account=$AWS_ACCESS_KEY_ID" '{"Preset": "key-revoked", "Count": 1}'
evaluate call-3 2>&1 || true

step "What EventBridge would have received"
control GET "events?domainId=$domain" | grep -o '"action": *"[^"]*"' | cut -d '"' -f 4

step "Alice wants her voice to be forgotten"
voice_id opt-out-speaker --domain-id "$domain" --speaker-id alice --query 'Speaker.[CustomerSpeakerId, Status]'

step "The end: nothing is left in this account"
quietly control POST "reset?account=$AWS_ACCESS_KEY_ID"
voice_id list-domains --query 'length(DomainSummaries)'
