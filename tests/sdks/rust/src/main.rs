//! A program that knows nothing of the emulator: prints how many domains there are.

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let http = aws_smithy_http_client::Builder::new().build_http();
    let settings = aws_config::from_env().http_client(http).load().await;
    let answer = aws_sdk_voiceid::Client::new(&settings).list_domains().send().await;
    println!("{}", answer.expect("the domains").domain_summaries().len());
}
