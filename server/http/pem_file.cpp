#include "server/http/pem_file.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/input_file.hpp"

namespace voiceid::http {
namespace {

using openssl::Bio;
using openssl::Certificate;
using openssl::Key;

// Otherwise OpenSSL would ask for the passphrase on the terminal.
int give_no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

Result<std::string> read(const PemFile& pem) {
  InputFile file = read_input_file(pem.path);
  if (!file.fault.empty()) return pem.is(file.fault);
  return std::move(file.content);
}

Bio bio_of(const std::string& content) {
  return Bio(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
}

}  // namespace

Error PemFile::is(const std::string& what) const {
  return validation_failed(std::string("The ").append(kind).append(" file ").append(path) + " " + what + ".");
}

Result<std::vector<Certificate>> read_certificates(const PemFile& file) {
  const auto content = read(file);
  if (!content) return content.error();
  std::vector<Certificate> certificates;
  const Bio bio = bio_of(*content);
  bool asked = false;
  while (Certificate next{PEM_read_bio_X509(bio.get(), nullptr, give_no_passphrase, &asked)}) {
    certificates.push_back(std::move(next));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (!at_end) return file.is("contains a certificate that cannot be read");
  if (certificates.empty()) return file.is("contains no PEM certificate");
  return certificates;
}

Result<Key> read_key(const PemFile& file) {
  const auto content = read(file);
  if (!content) return content.error();
  const Bio bio = bio_of(*content);
  bool asked = false;
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_no_passphrase, &asked));
  ERR_clear_error();
  if (key) return key;
  if (asked) return file.is("is encrypted; the key must not have a passphrase");
  return file.is("contains no PEM private key");
}

}  // namespace voiceid::http
