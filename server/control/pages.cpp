#include "server/control/pages.hpp"

#include <array>

#include "server/control/route.hpp"

namespace voiceid::control {
namespace {

struct Link {
  std::string_view path;
  std::string_view text;
};
constexpr std::array kLinks{Link{"/", "the console, to see and control calls"},
                            Link{"/_voiceid/", "all calls of the control API"},
                            Link{"/_voiceid/domains", "the domains of all accounts and regions"},
                            Link{"/_voiceid/sessions", "the sessions of all domains"},
                            Link{"/_voiceid/events", "the latest events"},
                            Link{"/_voiceid/s3", "the buckets of the built-in storage"},
                            Link{"/_voiceid/clock", "the clock"},
                            Link{"/_voiceid/contract", "the service's operations, shapes and constraints"},
                            Link{"/_voiceid/openapi.json", "the control API as an OpenAPI document"}};

// No text on these pages comes from outside, so none needs escapes.
std::string page(std::string_view title, std::string_view content) {
  std::string html(R"(<!doctype html><html lang="en"><meta charset="utf-8"><title>)");
  html.append(title).append("</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;");
  html.append("padding:0 1rem}td{padding:0 1rem 0 0;vertical-align:top}code{white-space:nowrap}</style><h1>");
  return html.append(title).append("</h1>").append(content).append("</html>\n");
}

std::string link(std::string_view path, std::string_view text) {
  return std::string("<a href=\"").append(path).append("\">").append(text).append("</a>");
}

std::string row(const Route& route) {
  const std::string path = std::string(kPathPrefix).append(route.path);
  const bool can_be_opened = route.method == "GET" && path.find('{') == std::string::npos;
  std::string row("<tr><td><code>");
  row.append(route.method).append("</code><td><code>").append(can_be_opened ? link(path, path) : path);
  return row.append("</code><td>").append(route.summary);
}

}  // namespace

bool wants_page(const http::Request& request) {
  const auto accept = request.method == "GET" ? request.header("Accept") : std::nullopt;
  return accept && http::lower_case(*accept).find("text/html") != std::string::npos;
}

std::string welcome_page(bool has_control) {
  std::string content(
      "<p>This is a local emulator of Amazon Connect Voice ID, and it is running. AWS SDKs and the AWS CLI send their "
      "calls to this address; a browser cannot make them.<ul>");
  if (has_control) {
    for (const auto& [path, text] : kLinks) content.append("<li>").append(link(path, path)).append(": ").append(text);
  }
  content.append("<li>").append(link("/health", "/health")).append(": whether it is alive, and its version</ul>");
  return page("voiceid-local", content);
}

std::string calls_page() {
  std::string content("<p>JSON in and out. ");
  content.append(link("/", "Back to the start")).append("<table>");
  for (const Route& route : routes()) content.append(row(route));
  return page("The control API of voiceid-local", content.append("</table>"));
}

}  // namespace voiceid::control
