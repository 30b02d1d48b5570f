#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "config.hpp"

namespace baler {

using calo::Result;

/// One fully connected layer: outputs = weights * inputs + bias, then, where `is_activated`,
/// LeakyReLU with slope 0.01.
struct Layer {
  std::string_view name;  ///< "en1" .. "de4", as in the state dictionary of PyTorch
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  bool is_activated = false;
  std::size_t offset = 0;  ///< of its weights (outputs x inputs) in the parameters; bias follows

  [[nodiscard]] std::size_t bias_offset() const { return offset + inputs * outputs; }
  [[nodiscard]] std::size_t end() const { return bias_offset() + outputs; }
};

/// columns-200-100-50-latent-50-100-200-columns: AE and CFD_dense_AE, which differ in precision.
class Architecture {
 public:
  static constexpr std::size_t layers_of_encoder = 4;

  /// Requires: both > 0.
  Architecture(std::size_t columns, std::size_t latent);

  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] std::size_t latent() const { return latent_; }
  [[nodiscard]] const std::array<Layer, 8>& layers() const { return layers_; }
  [[nodiscard]] std::size_t parameters() const { return layers_.back().end(); }

 private:
  std::size_t columns_;
  std::size_t latent_;
  std::array<Layer, 8> layers_;
};

/// An autoencoder: all weights and biases in the order of PyTorch's state dictionary.
template <class Real>
struct Network {
  Architecture architecture;
  std::vector<Real> parameters;
};

/// CFD_dense_AE (float) or AE (double).
using Model = std::variant<Network<float>, Network<double>>;

const Architecture& architecture(const Model& model);
std::size_t parameter_count(const Model& model);
std::size_t latent_size(const Model& model);
std::string_view model_name(const Model& model);  ///< "AE" or "CFD_dense_AE"

/// Tells models apart by their shape and parameters (FNV-1a, 64 bits): the same for a copy of a
/// model file, and for the same model saved by PyTorch.
std::uint64_t fingerprint(const Model& model);

/// ceil(columns / compression_ratio), at least 1.
Result<std::size_t> latent_size(const Config& config, std::size_t columns);

/// A fresh model with PyTorch's initialisation, weights and biases uniform within
/// +-1/sqrt(inputs). `config.seed` fixes it: the parameters are those of the Python model made
/// after `torch.manual_seed(seed)`. Fails with `unsupported` for other models than AE and
/// CFD_dense_AE.
Result<Model> make_model(const Config& config, std::size_t columns);

}  // namespace baler
