#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "adam.hpp"
#include "blas.hpp"
#include "model.hpp"

namespace baler {

/// Sends batches through a network, forward only. All memory is taken at construction.
template <class Real>
class ForwardPass {
 public:
  /// `blas` must outlive the pass.
  ForwardPass(const Architecture& architecture, std::size_t largest_batch, const Blas& blas);

  // A result is valid until the next call. Requires: 0 < rows <= largest_batch.

  /// Inputs (rows x columns) to latent numbers (rows x latent).
  std::span<const Real> encode(const Network<Real>& network, const Real* inputs, std::size_t rows);
  /// Latent numbers to outputs (rows x columns).
  std::span<const Real> decode(const Network<Real>& network, const Real* latent, std::size_t rows);
  /// Both: the loss, sum over the batch of (output - input)^2 / columns.
  double loss(const Network<Real>& network, const Real* inputs, std::size_t rows);

 private:
  template <class>
  friend class TrainingStep;
  void run(const Network<Real>& network, std::size_t first, std::size_t last, const Real* inputs,
           std::size_t rows);

  const Blas* blas_;
  std::array<std::vector<Real>, 8> outputs_;  ///< of each layer
};

/// One step of training at a time: forward, loss, backward, Adam. A layer's parameters are updated
/// as soon as their gradient is known, so the gradient of one layer at a time is in memory, and is
/// still in the cache when Adam reads it. All memory is taken at construction.
template <class Real>
class TrainingStep {
 public:
  /// `blas` must outlive the step.
  TrainingStep(const Architecture& architecture, std::size_t largest_batch, const Blas& blas);

  /// Returns the loss before the step.  Requires: 0 < rows <= largest_batch.
  double step(Network<Real>& network, const Real* inputs, std::size_t rows, double learning_rate);

  /// The loss, without a step.
  double loss(const Network<Real>& network, const Real* inputs, std::size_t rows) {
    return forward_.loss(network, inputs, rows);
  }

 private:
  const Blas* blas_;
  ForwardPass<Real> forward_;
  Adam<Real> adam_;
  std::vector<Real> gradient_;               ///< of one layer: weights, then bias
  std::array<std::vector<Real>, 2> deltas_;  ///< d loss / d outputs of two neighbouring layers
};

extern template class ForwardPass<float>;
extern template class ForwardPass<double>;
extern template class TrainingStep<float>;
extern template class TrainingStep<double>;

}  // namespace baler
