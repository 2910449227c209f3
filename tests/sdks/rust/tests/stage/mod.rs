//! The emulator beside the SDK: the control API, the request log, the built-in storage, notes for the table.

use serde_json::{Value, json};
use std::env;
use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Read, Write};
use std::net::TcpStream;

pub fn given(name: &str) -> String {
    env::var(format!("SDK_STORY_{name}")).unwrap_or_else(|_| panic!("SDK_STORY_{name} is not set; see ../README.md"))
}

pub fn new_account() -> String {
    let random = RandomState::new().build_hasher().finish();
    (100_000_000_000 + random % 900_000_000_000).to_string()
}

/// Makes a control call, which must succeed, on the emulator whose URL `SDK_STORY_…` has.
pub fn control_of(url: &str, method: &str, path: &str, body: &[u8]) -> Value {
    let url = given(url);
    let host = url.strip_prefix("http://").expect("a URL of http");
    let mut stream = TcpStream::connect(host).expect("a connection to the emulator");
    let length = body.len();
    let head = format!(
        "{method} /_voiceid/{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    assert!(head.starts_with("HTTP/1.1 20"), "{method} {path}: {answer}");
    serde_json::from_str(body).expect("an answer in JSON")
}

pub fn control(method: &str, path: &str, body: Value) -> Value {
    control_of("URL", method, path, body.to_string().as_bytes())
}

/// Those of the request log.
pub fn calls(account: &str, operation: &str) -> Vec<Value> {
    let path = format!("requests?account={account}&operation={operation}");
    let answer = control_of("URL", "GET", &path, b"");
    answer["Requests"].as_array().expect("a list").clone()
}

pub fn fault(account: &str, members: Value) {
    control("POST", &format!("faults?account={account}"), members);
}

/// A call of alice in which `voice` speaks, and which goes on.
pub fn speak(url: &str, domain: &str, voice: &str, seconds: u32) {
    let sessions = format!("domains/{domain}/sessions");
    let start = json!({"SessionName": "call-1", "SpeakerId": "alice"});
    control_of(url, "POST", &sessions, start.to_string().as_bytes());
    let audio = json!({"Voice": voice, "SpeechSeconds": seconds});
    control_of(url, "POST", &format!("{sessions}/call-1/audio"), audio.to_string().as_bytes());
}

pub fn enroll(url: &str, domain: &str) {
    control_of(url, "PUT", &format!("domains/{domain}/speakers/alice"), b"{}");
}

/// Stores a recording of `voice` and a manifest with one request for it; returns the bucket.
pub fn store_files(domain: &str, list: &str, voice: &str, mut request: Value) -> String {
    let bucket = format!("calls-{}", domain.to_lowercase());
    let recording = fs::read(given("RECORDING")).unwrap();
    control_of("URL", "PUT", &format!("s3/{bucket}/voice.wav?voice={voice}"), &recording);
    request["RequestId"] = json!("1");
    request["AudioSpecifications"] = json!([{"S3Uri": format!("s3://{bucket}/voice.wav"), "ChannelId": 0}]);
    control("PUT", &format!("s3/{bucket}/requests.json"), json!({"Version": "1.0", list: [request]}));
    bucket
}

pub fn output_of(bucket: &str, job: &str) -> Value {
    control_of("URL", "GET", &format!("s3/{bucket}/out/{job}/requests.json.out"), b"")
}

pub fn note(part: &str, text: &str) {
    let mut notes = OpenOptions::new().append(true).open(given("NOTES")).unwrap();
    notes.write_all(format!("{part}\t{text}\n").as_bytes()).unwrap();
}
