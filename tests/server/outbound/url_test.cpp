#include "server/outbound/url.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace voiceid::outbound {
namespace {

void expect_is(bool endpoint, bool url, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    EXPECT_EQ(is_endpoint(text), endpoint) << text;
    EXPECT_EQ(is_url(text), url) << text;
  }
}

TEST(Url, IsAnEndpointWithoutPathAndQuery) {
  expect_is(true, true,
            {"http://localhost", "http://localhost/", "http://localhost:9000", "http://localhost:9000/",
             "https://s3.eu-west-1.amazonaws.com", "http://127.0.0.1:1", "http://[::1]:9000", "https://[2001:db8::1]",
             "http://minio:65535", "http://object_store:9000"});
  expect_is(false, true,
            {"http://localhost:3000/events", "https://hooks.example.com/a/b?token=x&y=%20", "http://127.0.0.1:1?a=b",
             "http://[::1]:9000/x", "http://receiver/a:b@c", "http://localhost//", "http://localhost?a=b"});
}

TEST(Url, NeedsASchemeAHostAndAValidPort_AndHasNoUserNorFragment) {
  expect_is(false, false,
            {"", "localhost:9000", "localhost", "/events", "ftp://localhost/", "file:///etc/passwd", "s3://bucket",
             "http:", "http:/localhost", "http://", "http:///", "http:///events", "http://?a", "HTTP://localhost"});
  expect_is(false, false,
            {"http://:9000", "http://localhost:", "http://localhost:/", "http://localhost:0", "http://localhost:65536",
             "http://localhost:99999999999999999999", "http://localhost:9000x", "http://localhost:-1",
             "http://localhost:x/"});
  expect_is(false, false,
            {"http://user@localhost", "http://key:secret@host/", "http://localhost#a", "http://localhost/#part",
             "http://local host", " http://localhost", "http://localhost ", "http://localhost\n",
             "http://localhost/a b", "http://localhost/\n", "http://localhost/\u00e9", "http://[::1", "http://[::1/",
             "http://::1/", "http://[localhost]", "http://a\\b"});
}

TEST(OriginOf, IsWhatPrecedesThePath) {
  EXPECT_EQ(origin_of("http://localhost:3000/events?a=http://b"), "http://localhost:3000");
  EXPECT_EQ(origin_of("https://[::1]:9000?a"), "https://[::1]:9000");
  EXPECT_EQ(origin_of("http://localhost"), "http://localhost");
}

}  // namespace
}  // namespace voiceid::outbound
