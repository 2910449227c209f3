#include "server/journal/masking.hpp"

#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "domain/voice.hpp"
#include "server/json/json_writer.hpp"

namespace voiceid::journal {
namespace {

using Names = std::set<std::string, std::less<>>;

// In lower case, with nothing but letters and digits.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) plain.push_back(static_cast<char>(std::tolower(byte)));
  }
  return plain;
}

// Copies JSON as the parser reads it, and puts "***" in place of the values of some members and of voiceprints.
class Copier {
 public:
  // Masks nothing if there are no names.
  explicit Copier(const Names* names) : names_(names) {}

  std::string take_text() { return std::move(text_); }

  // Called by the JSON parser; returning false stops it.
  bool null() { return put("null"); }
  bool boolean(bool value) { return put(value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return put(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return put(std::to_string(value)); }
  bool number_float(double /*value*/, const std::string& text) { return put(text); }
  bool string(const std::string& text) {
    if (!begin_value()) return true;
    json::append_string(text_, masks() && text.starts_with(kAcousticBeginning) ? "***" : text);
    return true;
  }
  static bool binary(const std::vector<std::uint8_t>& /*bytes*/) { return false; }
  bool start_object(std::size_t /*size*/) { return open('{'); }
  bool start_array(std::size_t /*size*/) { return open('['); }
  bool end_object() { return close('}'); }
  bool end_array() { return close(']'); }
  bool key(const std::string& name) {
    if (hidden_depth_ != 0) return true;
    separate();
    json::append_string(text_, name);
    text_.push_back(':');
    follows_key_ = true;
    masks_next_ = masks() && names_->contains(plain_name(name));
    return true;
  }
  static bool parse_error(std::size_t /*position*/, const std::string& /*last_token*/,
                          const nlohmann::detail::exception& /*error*/) {
    return false;
  }

 private:
  bool masks() const { return names_ != nullptr; }

  void separate() {
    if (std::exchange(follows_key_, false)) return;
    if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_.push_back(',');
  }

  // Returns whether the value that comes is shown.
  bool begin_value() {
    if (hidden_depth_ != 0) return false;
    separate();
    if (!std::exchange(masks_next_, false)) return true;
    text_.append(R"("***")");
    return false;
  }

  bool put(std::string_view value) {
    if (begin_value()) text_.append(value);
    return true;
  }

  bool open(char bracket) {
    if (!begin_value()) {
      ++hidden_depth_;
    } else {
      text_.push_back(bracket);
    }
    return true;
  }

  bool close(char bracket) {
    if (hidden_depth_ != 0) {
      --hidden_depth_;
    } else {
      text_.push_back(bracket);
    }
    return true;
  }

  const Names* names_;
  std::string text_;
  bool follows_key_ = false;
  bool masks_next_ = false;
  // How many arrays and objects deep the parser is in a value that is not shown.
  std::size_t hidden_depth_ = 0;
};

Masking::Body copy(std::string_view body, const Names* names) {
  Copier copier(names);
  const bool parsed = nlohmann::json::sax_parse(body.begin(), body.end(), &copier);
  // The parser takes a NUL for the end.
  const bool is_json = parsed && body.find('\0') == std::string_view::npos;
  return {copier.take_text(), is_json};
}

}  // namespace

Masking::Masking(std::span<const shapes::Shape* const> shapes) {
  for (const shapes::Shape* shape : shapes) collect(*shape);
}

void Masking::collect(const shapes::Shape& shape) {
  if (!seen_.insert(&shape).second) return;
  if (shape.element != nullptr) collect(*shape.element);
  for (const shapes::Member& member : shape.members) {
    const bool has_sensitive_elements = member.shape->element != nullptr && member.shape->element->sensitive;
    if (member.shape->sensitive || has_sensitive_elements) names_.insert(plain_name(member.name));
    collect(*member.shape);
  }
}

Masking::Body Masking::masked(std::string_view body) const { return copy(body, &names_); }

Masking::Body Masking::unmasked(std::string_view body) { return copy(body, nullptr); }

}  // namespace voiceid::journal
