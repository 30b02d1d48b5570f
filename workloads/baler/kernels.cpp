#include "kernels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

// Each loop is written once as a template and compiled into both overloads of its kernel, where the
// compiler turns it into vector instructions of the processor at hand.
#define CALO_BALER_INLINE \
  template <class Real>   \
  [[gnu::always_inline]] inline

namespace baler::kernels {
namespace {

CALO_BALER_INLINE void add_bias_to(Real* __restrict values, const Real* __restrict bias,
                                   std::size_t rows, std::size_t columns, bool is_activated) {
  // A slope of one below zero is no activation.
  const Real slope = is_activated ? static_cast<Real>(leak) : Real{1};
  for (std::size_t r = 0; r < rows; ++r, values += columns) {
    for (std::size_t c = 0; c < columns; ++c) {
      const Real sum = values[c] + bias[c];
      values[c] = sum > 0 ? sum : slope * sum;
    }
  }
}

CALO_BALER_INLINE void through(Real* __restrict deltas, const Real* __restrict outputs,
                               std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    deltas[i] *= outputs[i] > 0 ? Real{1} : static_cast<Real>(leak);
  }
}

CALO_BALER_INLINE void sums_of(const Real* __restrict values, Real* __restrict sums,
                               std::size_t rows, std::size_t columns) {
  std::fill_n(sums, columns, Real{0});
  for (std::size_t r = 0; r < rows; ++r, values += columns) {
    for (std::size_t c = 0; c < columns; ++c) sums[c] += values[c];
  }
}

CALO_BALER_INLINE double distance(const Real* __restrict outputs, const Real* __restrict inputs,
                                  std::size_t count) {
  constexpr std::size_t lanes = 16;  // independent sums, because a single one waits for itself
  std::array<double, lanes> sums{};
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (std::size_t k = 0; k < lanes; ++k) {
      const double difference = outputs[i + k] - inputs[i + k];
      sums[k] += difference * difference;
    }
  }
  for (; i < count; ++i) {
    const double difference = outputs[i] - inputs[i];
    sums[0] += difference * difference;
  }
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

CALO_BALER_INLINE void difference_of(Real* __restrict outputs, const Real* __restrict inputs,
                                     std::size_t count, Real factor) {
  for (std::size_t i = 0; i < count; ++i) outputs[i] = factor * (outputs[i] - inputs[i]);
}

CALO_BALER_INLINE void adam_step(Real* __restrict p, Real* __restrict m, Real* __restrict v,
                                 const Real* __restrict g, std::size_t count, Real rate,
                                 Real scale) {
  constexpr auto b1 = static_cast<Real>(0.9);
  constexpr auto b2 = static_cast<Real>(0.999);
  constexpr auto one_less_b1 = static_cast<Real>(1 - 0.9);
  constexpr auto one_less_b2 = static_cast<Real>(1 - 0.999);
  constexpr auto eps = static_cast<Real>(1e-8);
  for (std::size_t i = 0; i < count; ++i) {
    const Real mean = b1 * m[i] + one_less_b1 * g[i];
    const Real square = b2 * v[i] + one_less_b2 * g[i] * g[i];
    m[i] = mean;
    v[i] = square;
    p[i] -= rate * mean / (std::sqrt(square) * scale + eps);
  }
}

}  // namespace

CALO_BALER_KERNEL void add_bias(float* values, const float* bias, std::size_t rows,
                                std::size_t columns, bool is_activated) {
  add_bias_to(values, bias, rows, columns, is_activated);
}
CALO_BALER_KERNEL void add_bias(double* values, const double* bias, std::size_t rows,
                                std::size_t columns, bool is_activated) {
  add_bias_to(values, bias, rows, columns, is_activated);
}

CALO_BALER_KERNEL void through_activation(float* deltas, const float* outputs, std::size_t count) {
  through(deltas, outputs, count);
}
CALO_BALER_KERNEL void through_activation(double* deltas, const double* outputs,
                                          std::size_t count) {
  through(deltas, outputs, count);
}

CALO_BALER_KERNEL void column_sums(const float* values, float* sums, std::size_t rows,
                                   std::size_t columns) {
  sums_of(values, sums, rows, columns);
}
CALO_BALER_KERNEL void column_sums(const double* values, double* sums, std::size_t rows,
                                   std::size_t columns) {
  sums_of(values, sums, rows, columns);
}

CALO_BALER_KERNEL double squared_distance(const float* outputs, const float* inputs,
                                          std::size_t count) {
  return distance(outputs, inputs, count);
}
CALO_BALER_KERNEL double squared_distance(const double* outputs, const double* inputs,
                                          std::size_t count) {
  return distance(outputs, inputs, count);
}

CALO_BALER_KERNEL void scaled_difference(float* outputs, const float* inputs, std::size_t count,
                                         float factor) {
  difference_of(outputs, inputs, count, factor);
}
CALO_BALER_KERNEL void scaled_difference(double* outputs, const double* inputs, std::size_t count,
                                         double factor) {
  difference_of(outputs, inputs, count, factor);
}

CALO_BALER_KERNEL void adam(float* parameters, float* m, float* v, const float* gradients,
                            std::size_t count, float rate, float scale) {
  adam_step(parameters, m, v, gradients, count, rate, scale);
}
CALO_BALER_KERNEL void adam(double* parameters, double* m, double* v, const double* gradients,
                            std::size_t count, double rate, double scale) {
  adam_step(parameters, m, v, gradients, count, rate, scale);
}

}  // namespace baler::kernels
