#pragma once

#include <memory>
#include <utility>

namespace voiceid {

/// Owns an object or nothing, in the size of a pointer. A copy owns a copy of the object.
template <class T>
class CopiedPtr {
 public:
  CopiedPtr() = default;
  CopiedPtr(const CopiedPtr& other) : object_(other.object_ ? std::make_unique<T>(*other.object_) : nullptr) {}
  CopiedPtr(CopiedPtr&&) noexcept = default;
  CopiedPtr& operator=(const CopiedPtr& other) {
    *this = CopiedPtr(other);
    return *this;
  }
  CopiedPtr& operator=(CopiedPtr&&) noexcept = default;
  ~CopiedPtr() = default;

  /// Owns a new object from now on, and returns it.
  template <class... Arguments>
  T& emplace(Arguments&&... arguments) {
    object_ = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    return *object_;
  }
  void reset() { object_.reset(); }

  const T* get() const { return object_.get(); }
  const T& operator*() const { return *object_; }
  T* operator->() { return object_.get(); }
  const T* operator->() const { return object_.get(); }

 private:
  std::unique_ptr<T> object_;
};

}  // namespace voiceid
