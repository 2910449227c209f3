#pragma once

namespace voiceid {

/// Which results of an evaluation the session had kept from an earlier one.
struct CachedResults {
  bool authentication = false;
  bool fraud_detection = false;
};

}  // namespace voiceid
