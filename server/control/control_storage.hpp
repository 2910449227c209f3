#pragma once

namespace boost::asio {
class io_context;
}

namespace voiceid::objects {
class FolderStore;
}  // namespace voiceid::objects

namespace voiceid::work {
class WorkerPool;
}  // namespace voiceid::work

namespace voiceid::control {

/// Where the control API finds objects, and what works on them. All of it outlives the pool's work.
struct ControlStorage {
  /// nullptr where objects are in an S3 server (`--s3-endpoint`).
  objects::FolderStore* folder;
  work::WorkerPool& pool;
  /// Runs the one thread of the server, to which work comes back.
  boost::asio::io_context& context;
};

}  // namespace voiceid::control
