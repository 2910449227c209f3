#pragma once

namespace voiceid {

/// The member table of a type that a saved state holds. A type befriends it to have its private members saved; the
/// tables are in handlers/shapes/saved_*.hpp.
template <class T>
struct SavedMembers;

}  // namespace voiceid
