#include "server/state/restore.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "base/hex.hpp"
#include "base/random.hpp"
#include "base/stable_hash.hpp"
#include "server/json/json_reader.hpp"
#include "server/state/restore_domain.hpp"

namespace voiceid::state {
namespace {

// The size of the document limits them.
constexpr std::size_t kAnyNumberOfValues = std::numeric_limits<std::size_t>::max();

// What a document of any version has.
struct AnyDocument {
  std::optional<std::int64_t> version;
};

// The bytes that pairs of hexadecimal digits stand for.
std::string bytes_in_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<char>(number_in_hex(digits.substr(i, 2)).value_or(0)));
  }
  return bytes;
}

Digest digest_in_hex(std::string_view digits) {
  Digest digest{};
  const std::string bytes = bytes_in_hex(digits);
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return digest;
}

}  // namespace
}  // namespace voiceid::state

namespace voiceid {

template <>
struct SavedMembers<state::AnyDocument> {
  static constexpr std::string_view kName = "AnyState";
  template <class S>
  static consteval auto members() {
    return std::array{shapes::saved<&S::version, shapes::kInteger, S>("Version")};
  }
};

}  // namespace voiceid

namespace voiceid::state {
namespace {

bool is_newer(std::optional<std::int64_t> version) { return version && *version > kVersion; }

// A newer document may have other members, so its version says more than what was found wrong with them.
bool is_newer(std::string_view text, const std::stop_token& stop) {
  json::JsonReader reader(kAnyNumberOfValues, stop);
  json::Arena arena;
  AnyDocument document;
  return reader.read(text, shapes::kSavedShape<AnyDocument>, &document, arena) && is_newer(document.version);
}

Error too_new() {
  return wrong_value("version", "Member must be at most " + std::to_string(kVersion) +
                                    ": the state was saved by a newer version of this program");
}

Result<Clock::Setting> clock_setting(const std::optional<SavedClock>& saved) {
  if (!saved) return Clock::Setting{};
  Clock::Setting setting{.offset = saved->offset, .frozen_at = {}};
  if (saved->frozen_at) {
    const auto frozen_at = parse_rfc3339(*saved->frozen_at);
    if (!frozen_at) return wrong_value("clock.frozenAt", frozen_at.error().message);
    setting.frozen_at = *frozen_at;
  }
  return setting;
}

Result<void> add_client_tokens(const Document& document, const Scope& scope, store::Store& store) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < document.client_tokens.size(); ++i) {
    const SavedClientToken& token = document.client_tokens[i];
    if (!keys.insert(token.key).second) {
      return wrong_value(element("clientTokens", i) + ".key",
                         "Member must be different from those before it in the list");
    }
    if (!scope.covers_key(token.key)) continue;
    store.client_tokens().restore({token.key, digest_in_hex(token.parameters), token.resource, token.at});
  }
  return {};
}

Result<void> add_domains(Document& document, const Scope& scope, store::Store& store, TimePoint now,
                         const std::stop_token& stop) {
  std::set<ResourceId> ids;
  std::set<std::tuple<std::string, std::string, std::uint64_t>> places;
  for (std::size_t i = 0; i < document.domains.size(); ++i) {
    SavedDomain& domain = document.domains[i];
    const std::string path = element("domains", i);
    if (!ids.insert(domain.id).second) {
      return wrong_value(path + ".domainId", "Member must be different from those before it in the list");
    }
    if (!places.emplace(domain.account, domain.region, domain.sequence).second) {
      return wrong_value(path + ".sequence", "Member must be different from those before it in the account and region");
    }
    if (!scope.covers(domain.account, domain.region)) continue;
    if (auto restored = restore_domain(domain, path, store, now, stop); !restored) return restored;
  }
  return {};
}

void add_desktop(const Document& document, const Scope& scope, store::Store& store) {
  for (const SavedAssociation& association : document.integration_associations) {
    const bool is_meant = scope.is_everything() || store.find_domain(association.domain_id.view()) != nullptr;
    if (is_meant) store.integration_associations()[association.instance_id] = association.domain_id;
  }
  for (const SavedContact& contact : document.contacts) {
    if (scope.region || !scope.covers_account(contact.account)) continue;
    store.contacts()[contact.contact_id] = {contact.account, contact.customer_id};
  }
}

// A document with domains, but none in this scope, is probably the wrong one.
Result<void> check_owners(const Document& document, const Scope& scope, const store::Store& store) {
  if (document.domains.empty() || !store.all_domains().empty()) return {};
  std::set<std::string> owners;
  for (const SavedDomain& domain : document.domains) owners.insert(domain.account + " in " + domain.region);
  std::string message("The state has no domain of ");
  message.append(scope.account ? "account " + *scope.account : "any account");
  if (scope.region) message.append(" in region ").append(*scope.region);
  message.append(", only of account ").append(*owners.begin());
  if (owners.size() > 1) message.append(" and ").append(std::to_string(owners.size() - 1)).append(" more");
  return validation_failed(message.append("."));
}

std::uint64_t fingerprint_of(std::string_view text) {
  StableHash hash;
  hash.add(text);
  return hash.value();
}

}  // namespace

Result<server::LoadedState> read_state(std::string_view text, const Scope& scope, TimePoint now,
                                       const std::stop_token& stop) {
  json::JsonReader reader(kAnyNumberOfValues, stop);
  json::Arena arena;
  Document document;
  const auto read = reader.read(text, shapes::kSavedShape<Document>, &document, arena, json::UnknownMembers::kRefused);
  if (!read && stop.stop_requested()) return stopped();
  if (!read) return is_newer(text, stop) ? too_new() : read.error();
  if (is_newer(document.version)) return too_new();
  const auto clock = clock_setting(document.clock);
  if (!clock) return clock.error();
  auto store =
      std::make_unique<store::Store>(document.page_token_key ? bytes_in_hex(*document.page_token_key) : make_secret());
  if (auto added = add_client_tokens(document, scope, *store); !added) return added.error();
  if (auto added = add_domains(document, scope, *store, now, stop); !added) return added.error();
  if (auto checked = check_owners(document, scope, *store); !checked) return checked.error();
  add_desktop(document, scope, *store);
  store->skip_to(document.last_sequence.value_or(0));
  return server::LoadedState{.store = std::move(store), .clock = *clock, .fingerprint = fingerprint_of(text)};
}

}  // namespace voiceid::state
