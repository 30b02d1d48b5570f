#include "blas.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <utility>

namespace baler {
namespace {

/// Sets a variable for as long as OpenBLAS reads it; children inherit nothing. What the user set
/// stays.
class Suggestion {
 public:
  Suggestion(const char* name, const char* value) : name_{name} {
    if (std::getenv(name) == nullptr && ::setenv(name, value, 0) == 0) is_ours_ = true;
  }
  Suggestion(const Suggestion&) = delete;
  Suggestion& operator=(const Suggestion&) = delete;
  ~Suggestion() {
    if (is_ours_) ::unsetenv(name_);
  }

 private:
  const char* name_;
  bool is_ours_ = false;
};

// cblas.h's constants.
constexpr int row_major = 101;
constexpr int as_it_lies = 111;
constexpr int transposed = 112;

template <class Real>
using Gemm = void (*)(int, int, int, int, int, int, Real, const Real*, int, const Real*, int, Real,
                      Real*, int);

template <class Real>
void call(Gemm<Real> gemm, const Blas::Factor<Real>& left, const Blas::Factor<Real>& right,
          Real* result, std::size_t rows, std::size_t columns, std::size_t inner) {
  const auto operation = [](const auto& factor) {
    return factor.is_transposed ? transposed : as_it_lies;
  };
  gemm(row_major, operation(left), operation(right), static_cast<int>(rows),
       static_cast<int>(columns), static_cast<int>(inner), Real{1}, left.values,
       static_cast<int>(left.leading), right.values, static_cast<int>(right.leading), Real{0},
       result, static_cast<int>(columns));
}

}  // namespace

struct Blas::Library {
  Gemm<float> sgemm = nullptr;
  Gemm<double> dgemm = nullptr;
  void (*set_num_threads)(int) = nullptr;
  char* (*get_corename)() = nullptr;
  std::string failure;

  Library() {
    const Suggestion threads{"OPENBLAS_NUM_THREADS", "1"};
    void* handle = ::dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    const auto find = [handle](auto& function, const char* name) {
      if (handle != nullptr) {
        function =
            reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(handle, name));
      }
      return function != nullptr;
    };
    if (!find(sgemm, "cblas_sgemm") || !find(dgemm, "cblas_dgemm") ||
        !find(set_num_threads, "openblas_set_num_threads") ||
        !find(get_corename, "openblas_get_corename")) {
      const char* reason = ::dlerror();
      failure = reason != nullptr ? reason : "libopenblas.so.0 lacks a function";
    }
  }
};

Result<Blas> Blas::open() {
  static const Library library;
  if (!library.failure.empty()) {
    return calo::fail(calo::Category::not_found,
                      fmt::format("opening OpenBLAS: {}", library.failure),
                      "Install the package libopenblas0.");
  }
  library.set_num_threads(1);
  return Blas{&library};
}

void Blas::use_threads(int threads) {
  threads_ = threads;
}

std::string Blas::kernels() const {
  return library_->get_corename();
}

void Blas::share(std::size_t work) const {
  if (threads_ > 1) library_->set_num_threads(work < least_shared_work ? 1 : threads_);
}

void Blas::multiply(Factor<float> left, Factor<float> right, float* result, std::size_t rows,
                    std::size_t columns, std::size_t inner) const {
  share(rows * columns * inner);
  call(library_->sgemm, left, right, result, rows, columns, inner);
}

void Blas::multiply(Factor<double> left, Factor<double> right, double* result, std::size_t rows,
                    std::size_t columns, std::size_t inner) const {
  share(rows * columns * inner);
  call(library_->dgemm, left, right, result, rows, columns, inner);
}

}  // namespace baler
