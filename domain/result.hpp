#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>

#include "domain/error.hpp"

namespace voiceid {

/// A value, or an expected failure.
template <class T>
using Result = boost::system::result<T, Error>;

/// Result::value() calls this for a failure: taking the value without a check is a bug, not an expected failure.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location& /*where*/) {
  throw std::logic_error(error.message);
}

}  // namespace voiceid
