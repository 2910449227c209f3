#pragma once

namespace boost::asio {
class io_context;
}

namespace voiceid::fixtures {
class FixtureLoader;
}  // namespace voiceid::fixtures

namespace voiceid::objects {
class FolderStore;
}  // namespace voiceid::objects

namespace voiceid::work {
class WorkerPool;
}  // namespace voiceid::work

namespace voiceid::control {

/// The object storage, the pool that works on it, and what brings fixtures in. All of them outlive the work.
struct ControlStorage {
  /// nullptr if an S3 server holds the objects (`--s3-endpoint`).
  objects::FolderStore* folder;
  work::WorkerPool& pool;
  /// The server's one thread, to which results are posted back.
  boost::asio::io_context& context;
  fixtures::FixtureLoader& fixtures;
};

}  // namespace voiceid::control
