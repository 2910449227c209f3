#pragma once

namespace boost::asio {
class io_context;
}

namespace voiceid::storage {
class FolderStore;
class WorkerPool;
}  // namespace voiceid::storage

namespace voiceid::control {

/// Where the control API finds objects, and what works on them. All of it outlives the pool's work.
struct ControlStorage {
  /// nullptr where objects are in an S3 server (`--s3-endpoint`).
  storage::FolderStore* folder;
  storage::WorkerPool& pool;
  /// Runs the one thread of the server, to which work comes back.
  boost::asio::io_context& context;
};

}  // namespace voiceid::control
