#include "domain/arn.hpp"
#include "server/command_line/option_group.hpp"
#include "server/command_line/option_groups.hpp"

namespace voiceid::server {
namespace {

bool is_address(std::string_view text) {
  boost::system::error_code error;
  http::asio::ip::make_address(std::string(text), error);
  return !error || text == http::kEveryAddress;
}

void add_listening(CLI::App& app, http::ServerOptions& server) {
  OptionGroup group(app, "Listening");
  group.add_list("host", "ADDRESS",
                 "Listen on this IP address, or on every address with all (default: 127.0.0.1, and ::1 if available)",
                 text_into(server.hosts, &is_address, "is not an IP address, nor all"));
  group.add_number("port", "N", "Listen on this port; 0 picks a free one and prints it", server.port, 0,
                   std::numeric_limits<std::uint16_t>::max());
  group.add_number("max-connections", "N",
                   "Serve at most this many connections at a time; any more get a 503 and are closed",
                   server.max_connections, 1, 1'000'000);
  group.add_size("memory-limit",
                 "Hold at most this much of requests being read and answers being sent; any more get a 503",
                 server.memory_limit, 16, 1'000'000);
  group.add_number("idle-timeout", "SECONDS", "Close a connection that makes no progress for this long",
                   server.idle_timeout, 1, 86'400);
}

void add_tls_and_access(CLI::App& app, http::TlsOptions& tls, http::AccessOptions& access) {
  OptionGroup group(app, "TLS and access");
  CLI::Option* certificate =
      group.add("tls-cert", "FILE", "Serve TLS with the certificate in this PEM file", file_into(tls.certificate_file));
  CLI::Option* key = group.add("tls-key", "FILE", "The certificate's private key, a PEM file without a passphrase",
                               file_into(tls.key_file));
  certificate->needs(key);
  key->needs(certificate);
  group.add_flag("tls-self-signed", "Serve TLS with a certificate made at start-up", tls.self_signed)
      ->excludes(certificate);
  group.add_list("allowed-host", "NAME",
                 "Accept requests for this host name, in addition to localhost, IP addresses and names without dots",
                 text_into(access.allowed_hosts, &http::is_host, "is not a host name such as desk.example"));
  group.add_list("allowed-origin", "ORIGIN", "Accept requests from web pages of this origin, in addition to localhost",
                 text_into(access.allowed_origins, &http::is_origin, "is not an origin such as https://desk.example"));
}

void add_identity(CLI::App& app, api::ApiOptions& api) {
  OptionGroup group(app, "Identity");
  group
      .add("account", "ID", "Account ID for requests whose access key is not 12 digits",
           text_into(api.default_account, &is_account_id, "is not an account ID of 12 digits"))
      ->default_str(api.default_account);
  group
      .add("region", "NAME", "Region for requests that are not signed",
           text_into(api.default_region, &is_region, "is not a region name"))
      ->default_str(api.default_region);
  group.add_choice("auth", "sigv4: check signatures against the --credential keys", api.check_signatures,
                   {{"none", false}, {"sigv4", true}});
  group.add_list("credential", "AKID:SECRET[:TOKEN]", "Accept requests signed with these keys",
                 [&api](const std::string& text) -> Result<void> {
                   auto credential = api::parse_credential(text);
                   if (!credential) return credential.error();
                   api.credentials.push_back(std::move(*credential));
                   return {};
                 });
}

}  // namespace

void add_inbound_groups(CLI::App& app, Options& options) {
  add_listening(app, options.server);
  add_tls_and_access(app, options.server.tls, options.access);
  add_identity(app, options.api);
}

}  // namespace voiceid::server
