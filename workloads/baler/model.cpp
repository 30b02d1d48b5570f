#include "model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

#include "base/expect.hpp"
#include "base/text.hpp"
#include "base/try.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

/// PyTorch's generator for uniform numbers on the CPU (aten/src/ATen/core/DistributionsHelper.h and
/// TransformationHelper.h of 1.13): MT19937, 24 bits for a float and 53 of two draws for a double.
class TorchUniform {
 public:
  explicit TorchUniform(std::uint64_t seed) : engine_{static_cast<std::uint32_t>(seed)} {}

  void fill(std::span<float> values, double bound) {
    fill_with(values, bound,
              [this] { return static_cast<float>(engine_() & 0xFFFFFF) * 0x1p-24F; });
  }
  void fill(std::span<double> values, double bound) {
    fill_with(values, bound, [this] {
      const std::uint64_t high = engine_();
      const std::uint64_t bits = (high << 32 | engine_()) & ((std::uint64_t{1} << 53) - 1);
      return static_cast<double>(bits) * 0x1p-53;
    });
  }

 private:
  template <class Real>
  static void fill_with(std::span<Real> values, double bound, auto&& unit) {
    const auto low = static_cast<Real>(-bound);
    const Real width = static_cast<Real>(bound) - low;
    // One rounding, as where PyTorch's code is compiled for processors with FMA.
    for (Real& value : values) value = std::fma(unit(), width, low);
  }
  std::mt19937 engine_;
};

/// torch.nn.Linear: kaiming_uniform with a = sqrt(5) for the weights, which is 1 / sqrt(inputs) but
/// for rounding; the bias likewise.
template <class Real>
Network<Real> initialised(const Architecture& architecture, std::uint64_t seed) {
  TorchUniform uniform{seed};
  Network<Real> network{architecture, std::vector<Real>(architecture.parameters())};
  const std::span<Real> parameters{network.parameters};
  const double slope = std::sqrt(5.0);
  for (const Layer& layer : architecture.layers()) {
    const double root = std::sqrt(static_cast<double>(layer.inputs));
    const double weight_bound = std::sqrt(3.0) * (std::sqrt(2.0 / (1 + slope * slope)) / root);
    uniform.fill(parameters.subspan(layer.offset, layer.inputs * layer.outputs), weight_bound);
    uniform.fill(parameters.subspan(layer.bias_offset(), layer.outputs), 1 / root);
  }
  return network;
}

/// More would not fit the 32-bit sizes of BLAS, nor most machines.
constexpr std::size_t most_parameters = std::size_t{1} << 31;

}  // namespace

Architecture::Architecture(std::size_t columns, std::size_t latent)
    : columns_{columns}, latent_{latent} {
  CALO_EXPECT(columns > 0 && latent > 0, "a model has inputs and a latent space");
  const std::array<std::size_t, 9> widths{columns, 200, 100, 50, latent, 50, 100, 200, columns};
  constexpr std::array<std::string_view, 8> names{"en1", "en2", "en3", "en4",
                                                  "de1", "de2", "de3", "de4"};
  std::size_t offset = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const bool is_linear = i + 1 == layers_of_encoder || i + 1 == layers_.size();
    layers_[i] = {.name = names[i],
                  .inputs = widths[i],
                  .outputs = widths[i + 1],
                  .is_activated = !is_linear,
                  .offset = offset};
    offset = layers_[i].end();
  }
}

const Architecture& architecture(const Model& model) {
  return std::visit([](const auto& network) -> const Architecture& { return network.architecture; },
                    model);
}

std::size_t parameter_count(const Model& model) {
  return architecture(model).parameters();
}

std::size_t latent_size(const Model& model) {
  return architecture(model).latent();
}

std::uint64_t fingerprint(const Model& model) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](const void* bytes, std::size_t size) {
    const auto* const first = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < size; ++i) hash = (hash ^ first[i]) * 0x100000001b3;
  };
  for (const std::uint64_t size : {architecture(model).columns(), architecture(model).latent()})
    add(&size, sizeof size);
  std::visit(
      [&](const auto& network) {
        add(network.parameters.data(),
            network.parameters.size() * sizeof(network.parameters.front()));
      },
      model);
  return hash;
}

std::string_view model_name(const Model& model) {
  return std::holds_alternative<Network<float>>(model) ? "CFD_dense_AE" : "AE";
}

Result<std::size_t> latent_size(const Config& config, std::size_t columns) {
  const double size = std::ceil(static_cast<double>(columns) / config.compression_ratio);
  if (!(config.compression_ratio > 0) || !(size <= static_cast<double>(most_parameters))) {
    return fail(Category::usage,
                fmt::format("making a model: compression_ratio {} gives no latent space",
                            config.compression_ratio),
                "Set it to a number above 1.");
  }
  return std::max<std::size_t>(1, static_cast<std::size_t>(size));
}

Result<Model> make_model(const Config& config, std::size_t columns) {
  const bool is_double = config.model_name == "AE";
  if (!is_double && config.model_name != "CFD_dense_AE") {
    return fail(Category::unsupported,
                fmt::format("making a model: '{}' is a model of the Python program only",
                            calo::text::printable(config.model_name, 40)),
                "Set model_name to AE (tables) or CFD_dense_AE (frames).");
  }
  CALO_TRY(const std::size_t latent, latent_size(config, columns));
  // Each column has 401 parameters of its own, each latent number 101.
  if (columns > most_parameters / 1024 || latent > most_parameters / 1024) {
    return fail(Category::exhausted,
                fmt::format("making a model for {} columns with {} latent numbers: too large",
                            columns, latent),
                "Cut the frames into blocks (convert_to_blocks) or raise compression_ratio.");
  }
  const Architecture architecture{columns, latent};
  if (is_double) return initialised<double>(architecture, config.seed);
  return initialised<float>(architecture, config.seed);
}

}  // namespace baler
