#include "server/app.hpp"

#include <gtest/gtest.h>

#include "server/objects/storage_options.hpp"

namespace voiceid::server {
namespace {

int status_of(App& app, std::string_view path) {
  http::Request request;
  request.method = "GET";
  request.target = path;
  request.headers = {{"Host", "localhost"}};
  http::Response response;
  app.handle(request, response);
  return response.status;
}

TEST(App, IsAliveButNotReady_UntilItsFixturesAreLoaded) {
  Options options;
  options.fixtures = {"demo"};
  auto storage = objects::open_storage(options.storage);
  ASSERT_TRUE(storage);
  http::asio::io_context context(1);
  App app(context, options, std::move(*storage));
  bool is_ready = false;
  app.start([&is_ready](const Result<void>& loaded) { is_ready = loaded.has_value(); });
  EXPECT_EQ(status_of(app, "/livez"), 200);
  EXPECT_EQ(status_of(app, "/readyz"), 503);
  EXPECT_EQ(status_of(app, "/_voiceid/clock"), 503);
  while (!is_ready) context.run_one();
  EXPECT_EQ(status_of(app, "/readyz"), 200);
  EXPECT_EQ(status_of(app, "/_voiceid/clock"), 200);
  app.stop();
  context.run();
}

}  // namespace
}  // namespace voiceid::server
