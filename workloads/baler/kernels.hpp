#pragma once

#include <cstddef>

/// Compiles a function three times, for AVX-512, AVX2 and any x86-64; the processor chooses at
/// start. Not where a sanitizer is not ready for that choice, and not on other architectures.
#if defined(BALER_DISPATCH) && defined(__x86_64__) && !defined(__clang__)
#define CALO_BALER_KERNEL \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CALO_BALER_KERNEL
#endif

namespace baler::kernels {

/// The slope of LeakyReLU below zero.
inline constexpr double leak = 0.01;

// Matrices are dense, rows x columns, in C order. Each function exists for both precisions.

/// values[r][c] += bias[c], then LeakyReLU where asked.
void add_bias(float* values, const float* bias, std::size_t rows, std::size_t columns,
              bool is_activated);
void add_bias(double* values, const double* bias, std::size_t rows, std::size_t columns,
              bool is_activated);

/// deltas *= the derivative of LeakyReLU, which the sign of its output tells.
void through_activation(float* deltas, const float* outputs, std::size_t count);
void through_activation(double* deltas, const double* outputs, std::size_t count);

/// sums[c] = sum over r of values[r][c].
void column_sums(const float* values, float* sums, std::size_t rows, std::size_t columns);
void column_sums(const double* values, double* sums, std::size_t rows, std::size_t columns);

/// Sum of (outputs - inputs)^2, added up in double precision.
double squared_distance(const float* outputs, const float* inputs, std::size_t count);
double squared_distance(const double* outputs, const double* inputs, std::size_t count);

/// outputs = factor * (outputs - inputs).
void scaled_difference(float* outputs, const float* inputs, std::size_t count, float factor);
void scaled_difference(double* outputs, const double* inputs, std::size_t count, double factor);

/// One step of Adam (adam.hpp): `rate` = lr / (1 - b1^t), `scale` = 1 / sqrt(1 - b2^t).
void adam(float* parameters, float* m, float* v, const float* gradients, std::size_t count,
          float rate, float scale);
void adam(double* parameters, double* m, double* v, const double* gradients, std::size_t count,
          double rate, double scale);

}  // namespace baler::kernels
