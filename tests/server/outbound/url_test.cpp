#include "server/outbound/url.hpp"

#include <gtest/gtest.h>

namespace voiceid::outbound {
namespace {

TEST(IsUrl, TakesUrlsOfServersWithAnyPathAndQuery) {
  for (const char* url : {"http://localhost", "http://localhost/", "http://localhost:3000/events",
                          "https://hooks.example.com/a/b?token=x&y=%20", "http://127.0.0.1:1?a=b",
                          "http://[::1]:9000/x", "http://receiver/a:b@c", "http://localhost//"}) {
    EXPECT_TRUE(is_url(url)) << url;
  }
}

TEST(IsUrl, RefusesEverythingElse) {
  for (const char* text : {"",
                           "localhost:3000",
                           "/events",
                           "ftp://localhost/",
                           "file:///etc/passwd",
                           "http://",
                           "http:///events",
                           "http://?a",
                           "http://:80/",
                           "http://localhost:/",
                           "http://localhost:0/",
                           "http://localhost:65536/",
                           "http://localhost:x/",
                           "http://user@localhost/",
                           "http://key:secret@localhost/",
                           "http://localhost/a b",
                           "http://localhost/\n",
                           "http://localhost/#part",
                           "http://localhost/\u00e9",
                           " http://localhost/",
                           "http://[::1/",
                           "http://::1/",
                           "HTTP://localhost/",
                           "http://a\\b/"}) {
    EXPECT_FALSE(is_url(text)) << text;
  }
}

TEST(OriginOf, IsWhatPrecedesThePath) {
  EXPECT_EQ(origin_of("http://localhost:3000/events?a=http://b"), "http://localhost:3000");
  EXPECT_EQ(origin_of("https://[::1]:9000?a"), "https://[::1]:9000");
  EXPECT_EQ(origin_of("http://localhost"), "http://localhost");
}

}  // namespace
}  // namespace voiceid::outbound
