#include "server/work/lifeline.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <utility>

namespace voiceid::work {

boost::system::error_code Lifeline::hold(int descriptor, std::function<void()> ended) {
  boost::system::error_code error;
  descriptor_.assign(descriptor, error);
  if (error) return error;
  ended_ = std::move(ended);
  read();
  return {};
}

void Lifeline::release() {
  boost::system::error_code ignored;
  descriptor_.close(ignored);
}

void Lifeline::read() {
  descriptor_.async_read_some(boost::asio::buffer(ignored_),
                              [this](const boost::system::error_code& error, std::size_t) {
                                if (error == boost::asio::error::operation_aborted) return;
                                if (error) return ended_();
                                read();
                              });
}

}  // namespace voiceid::work
