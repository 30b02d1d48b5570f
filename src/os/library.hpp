#pragma once

#include <dlfcn.h>

#include <memory>
#include <string>

#include "base/error.hpp"

namespace calo::os {

/// A shared library that is loaded when it is needed: each one that a program is linked with takes
/// time at every start (libcurl and what it needs: 4 ms more, measured, of a budget of 15).
class Library {
 public:
  static Result<Library> load(const char* file, const char* package) {
    // Never closed: libraries that have started threads or exit handlers do not survive it.
    void* handle = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) return Library{handle};
    const char* why = ::dlerror();
    return fail(Category::not_found,
                std::string{"loading "} + file + ": " + (why == nullptr ? "" : why),
                std::string{"Install the package "} + package);
  }

  /// Sets `function` to the one of this name; false if there is none.
  template <class Function>
  bool find(Function*& function, const char* name) const {
    function = reinterpret_cast<Function*>(::dlsym(handle_, name));
    return function != nullptr;
  }

 private:
  explicit Library(void* handle) : handle_{handle} {}
  void* handle_;
};

}  // namespace calo::os
