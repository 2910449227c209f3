#include "server/outbound/trust.hpp"

#include "server/http/pem_file.hpp"

namespace voiceid::outbound {

Result<Trust> read_trust(const std::string& path) {
  auto certificates = http::read_certificates({"CA", path});
  if (!certificates) return certificates.error();
  return std::make_shared<const std::vector<http::openssl::Certificate>>(std::move(*certificates));
}

}  // namespace voiceid::outbound
