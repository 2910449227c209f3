#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>

#include "domain/error.hpp"

namespace voiceid {

/// A value or the expected failure that stands in its place.
template <class T>
using Result = boost::system::result<T, Error>;

/// Called by Result::value() where there is none: asking without looking is a bug, not an expected failure.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location& /*where*/) {
  throw std::logic_error(error.message);
}

}  // namespace voiceid
