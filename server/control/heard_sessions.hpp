#pragma once

#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/news.hpp"

namespace voiceid::control {

/// Which sessions heard audio over WebSockets, each once, the one that heard last at the end. The log of requests has
/// no entry for that. While nobody listens, nothing is noted.
class HeardSessions {
 public:
  /// Listens for as long as it lives. May outlive what it listens to.
  class Listener : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    explicit Listener(HeardSessions& heard) { heard.listeners_.push_back(*this); }
  };

  struct Session {
    std::string domain_id;
    std::string session_id;
  };
  using Numbered = std::map<std::uint64_t, Session>;

  void note(std::string_view domain_id, std::string_view session_id);

  /// The first that heard something after that number; nullptr if there is none.
  const Numbered::value_type* next_after(std::uint64_t number) const;
  /// The number of what was heard last; 0 before.
  std::uint64_t last() const { return last_; }
  News& news() { return news_; }

 private:
  boost::intrusive::list<Listener, boost::intrusive::constant_time_size<false>> listeners_;
  Numbered sessions_;
  std::unordered_map<std::string, std::uint64_t> numbers_;
  std::uint64_t last_ = 0;
  News news_;
};

}  // namespace voiceid::control
