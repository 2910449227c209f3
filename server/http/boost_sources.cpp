// Compiles the non-template parts of the Boost libraries once; Debian ships Boost.URL as headers only.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
#include <boost/url/src.hpp>
