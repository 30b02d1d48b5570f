#include "passes.hpp"

#include <algorithm>

#include "kernels.hpp"

namespace baler {

template <class Real>
ForwardPass<Real>::ForwardPass(const Architecture& architecture, std::size_t largest_batch,
                               const Blas& blas)
    : blas_{&blas} {
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    outputs_[i].resize(largest_batch * architecture.layers()[i].outputs);
  }
}

template <class Real>
void ForwardPass<Real>::run(const Network<Real>& network, std::size_t first, std::size_t last,
                            const Real* inputs, std::size_t rows) {
  const Real* parameters = network.parameters.data();
  for (std::size_t i = first; i < last; ++i) {
    const Layer& layer = network.architecture.layers()[i];
    Real* outputs = outputs_[i].data();
    blas_->multiply(Blas::Factor<Real>{inputs, layer.inputs},
                    Blas::Factor<Real>{parameters + layer.offset, layer.inputs, true}, outputs,
                    rows, layer.outputs, layer.inputs);
    kernels::add_bias(outputs, parameters + layer.bias_offset(), rows, layer.outputs,
                      layer.is_activated);
    inputs = outputs;
  }
}

template <class Real>
std::span<const Real> ForwardPass<Real>::encode(const Network<Real>& network, const Real* inputs,
                                                std::size_t rows) {
  constexpr std::size_t last = Architecture::layers_of_encoder;
  run(network, 0, last, inputs, rows);
  return {outputs_[last - 1].data(), rows * network.architecture.latent()};
}

template <class Real>
std::span<const Real> ForwardPass<Real>::decode(const Network<Real>& network, const Real* latent,
                                                std::size_t rows) {
  run(network, Architecture::layers_of_encoder, outputs_.size(), latent, rows);
  return {outputs_.back().data(), rows * network.architecture.columns()};
}

template <class Real>
double ForwardPass<Real>::loss(const Network<Real>& network, const Real* inputs, std::size_t rows) {
  const std::size_t columns = network.architecture.columns();
  run(network, 0, outputs_.size(), inputs, rows);
  return kernels::squared_distance(outputs_.back().data(), inputs, rows * columns) /
         static_cast<double>(columns);
}

template <class Real>
TrainingStep<Real>::TrainingStep(const Architecture& architecture, std::size_t largest_batch,
                                 const Blas& blas)
    : blas_{&blas}, forward_{architecture, largest_batch, blas}, adam_{architecture.parameters()} {
  std::size_t largest_layer = 0;
  std::size_t widest = 0;  // of the inner layers; the deltas of the last lie in its outputs
  for (const Layer& layer : architecture.layers()) {
    largest_layer = std::max(largest_layer, layer.end() - layer.offset);
    if (layer.offset > 0) widest = std::max(widest, layer.inputs);
  }
  gradient_.resize(largest_layer);
  for (auto& deltas : deltas_) deltas.resize(largest_batch * widest);
}

template <class Real>
double TrainingStep<Real>::step(Network<Real>& network, const Real* inputs, std::size_t rows,
                                double learning_rate) {
  const double loss_before = forward_.loss(network, inputs, rows);
  const auto& layers = network.architecture.layers();
  const std::size_t columns = network.architecture.columns();

  Real* deltas = forward_.outputs_.back().data();
  kernels::scaled_difference(deltas, inputs, rows * columns,
                             static_cast<Real>(2.0 / static_cast<double>(columns)));
  adam_.begin_step(learning_rate);
  for (std::size_t i = layers.size(); i-- > 0;) {
    const Layer& layer = layers[i];
    const Real* layer_inputs = i == 0 ? inputs : forward_.outputs_[i - 1].data();
    Real* next_deltas = deltas_[i % 2].data();
    if (i > 0) {
      // Before the update: the gradient belongs to the weights of the forward pass.
      blas_->multiply(Blas::Factor<Real>{deltas, layer.outputs},
                      Blas::Factor<Real>{network.parameters.data() + layer.offset, layer.inputs},
                      next_deltas, rows, layer.inputs, layer.outputs);
      if (layers[i - 1].is_activated) {
        kernels::through_activation(next_deltas, layer_inputs, rows * layer.inputs);
      }
    }
    const std::size_t weights = layer.inputs * layer.outputs;
    blas_->multiply(Blas::Factor<Real>{deltas, layer.outputs, true},
                    Blas::Factor<Real>{layer_inputs, layer.inputs}, gradient_.data(), layer.outputs,
                    layer.inputs, rows);
    kernels::column_sums(deltas, gradient_.data() + weights, rows, layer.outputs);
    const std::size_t size = weights + layer.outputs;
    adam_.update(layer.offset, std::span{network.parameters}.subspan(layer.offset, size),
                 std::span{gradient_}.first(size));
    deltas = next_deltas;
  }
  return loss_before;
}

template class ForwardPass<float>;
template class ForwardPass<double>;
template class TrainingStep<float>;
template class TrainingStep<double>;

}  // namespace baler
