#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace baler {

using calo::Result;

/// Matrix products of OpenBLAS, whatever the system's default BLAS is: the reference BLAS that
/// Debian installs first is thirty times slower.
///
/// OpenBLAS is opened at run time, because it starts a thread for each processor when it is loaded,
/// and each spins for 0.1 s of CPU time before it sleeps: more than a compression takes. How many
/// it starts can only be said before, by OPENBLAS_NUM_THREADS; more are started when they are used.
class Blas {
 public:
  /// Opens the library in the first call. Fails with `not_found` where it is not installed.
  static Result<Blas> open();

  /// From how many multiply-adds on a product is shared out to several threads; a smaller one is
  /// faster on one.
  static constexpr std::size_t least_shared_work = 8'000'000;

  /// At most this many threads for each product; 1 at first.
  void use_threads(int threads);

  /// The kernels in use, e.g. "SkylakeX": they and the number of threads decide the last bits.
  [[nodiscard]] std::string kernels() const;

  /// A matrix in C order; `is_transposed`: as it enters the product.
  template <class Real>
  struct Factor {
    const Real* values;
    std::size_t leading;  ///< elements from one row to the next, as it lies in memory
    bool is_transposed = false;
  };

  /// result (rows x columns, dense) = left (rows x inner) * right (inner x columns). `result` must
  /// not overlap the factors.
  void multiply(Factor<float> left, Factor<float> right, float* result, std::size_t rows,
                std::size_t columns, std::size_t inner) const;
  void multiply(Factor<double> left, Factor<double> right, double* result, std::size_t rows,
                std::size_t columns, std::size_t inner) const;

 private:
  struct Library;
  explicit Blas(const Library* library) : library_{library} {}
  void share(std::size_t work) const;

  const Library* library_;
  int threads_ = 1;
};

}  // namespace baler
