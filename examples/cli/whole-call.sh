#!/usr/bin/env bash
# A whole call with the AWS CLI and curl: a customer is enrolled and later accepted, and an impostor is rejected.
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
# control METHOD PATH [JSON]: a call of the control API; an error ends the script.
control() { curl -sS --fail-with-body -X "$1" "$url/_voiceid/$2" -d "${3-}"; }
quietly() { "$@" >/dev/null; }
evaluate() {
  voice_id evaluate-session --domain-id "$domain" --session-name-or-id "$1" --output json \
    --query '{Authentication: AuthenticationResult.Decision, Score: AuthenticationResult.Score,
              Fraud: FraudDetectionResult.Decision, Reasons: FraudDetectionResult.Reasons}'
}

if ! quietly curl -sS --fail "$url/readyz"; then
  echo "No emulator answers at $url. Start one with ./dev run, or name another in AWS_ENDPOINT_URL_VOICE_ID." >&2
  exit 1
fi

step "A domain"
domain=$(voice_id create-domain --name calls --server-side-encryption-configuration KmsKeyId=alias/calls \
  --query Domain.DomainId)
sessions="domains/$domain/sessions"
voice_id describe-domain --domain-id "$domain" --query 'Domain.[Name, DomainStatus]'

step "Alice calls, and agrees to be enrolled"
last=$(control GET events | grep -o '"Last": *"[^"]*"' | cut -d '"' -f 4)
quietly control POST "$sessions" '{"SessionName": "call-1", "SpeakerId": "alice"}'
quietly control POST "$sessions/call-1/audio" '{"Voice": "alice", "SpeechSeconds": 12}'
quietly control POST "$sessions/call-1/enrollment" '{}'
voice_id describe-speaker --domain-id "$domain" --speaker-id alice --query 'Speaker.[CustomerSpeakerId, Status]'

step "She keeps talking until there is enough speech; a second later, on the emulator's clock"
quietly control POST "$sessions/call-1/audio" '{"Voice": "alice", "SpeechSeconds": 19}'
quietly control POST clock/advance '{"By": "PT1S"}'
quietly control POST "$sessions/call-1/end" '{}'
voice_id describe-speaker --domain-id "$domain" --speaker-id alice --query 'Speaker.[CustomerSpeakerId, Status]'

step "She calls again"
quietly control POST "$sessions" '{"SessionName": "call-2", "SpeakerId": "alice"}'
quietly control POST "$sessions/call-2/audio" '{"Voice": "alice", "SpeechSeconds": 12}'
evaluate call-2

step "Mallory calls and claims to be Alice"
quietly control POST "$sessions" '{"SessionName": "call-3", "SpeakerId": "alice"}'
quietly control POST "$sessions/call-3/audio" '{"Voice": "mallory", "SpeechSeconds": 12}'
evaluate call-3

step "The same call with a scripted risk"
quietly control PUT "$sessions/call-3/outcome" '{"KnownFraudsterRisk": {"RiskScore": 75}}'
evaluate call-3

step "What EventBridge would have received"
control GET "events?after=$last&domainId=$domain" | grep -o '"action": *"[^"]*"' | cut -d '"' -f 4

step "Alice wants her voice to be forgotten"
voice_id opt-out-speaker --domain-id "$domain" --speaker-id alice --query 'Speaker.[CustomerSpeakerId, Status]'

step "The end"
quietly voice_id delete-domain --domain-id "$domain"
voice_id describe-domain --domain-id "$domain" --query Domain.DomainStatus
