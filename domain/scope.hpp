#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace voiceid {

/// Whose part of the state a call means: everybody's, or that of an account, of a region, or of an account in a region.
struct Scope {
  std::optional<std::string> account;
  std::optional<std::string> region;

  bool operator==(const Scope&) const = default;

  bool is_everything() const { return !account && !region; }
  bool covers_account(std::string_view owner) const { return !account || *account == owner; }
  bool covers(std::string_view owner, std::string_view place) const {
    return covers_account(owner) && (!region || *region == place);
  }
  /// The same of a key that begins with `account/region/`.
  bool covers_key(std::string_view key) const {
    const std::size_t account_end = key.find('/');
    const std::size_t region_end = key.find('/', account_end + 1);
    return covers(key.substr(0, account_end), key.substr(account_end + 1, region_end - account_end - 1));
  }
};

}  // namespace voiceid
