#pragma once

#include <string>

#include "server/http/message.hpp"

/// What a person sees who opens a path of the emulator in a browser.
namespace voiceid::control {

inline constexpr std::string_view kHtml = "text/html; charset=utf-8";

/// Whether a browser asks for a page: a GET whose Accept names HTML.
bool wants_page(const http::Request& request);

/// Where to go from here; without the control API's links if that is switched off.
std::string welcome_page(bool has_control);

/// The calls of the control API, with links to those that a browser can make.
std::string calls_page();

}  // namespace voiceid::control
