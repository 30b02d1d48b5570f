#include "compression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/try.hpp"
#include "blas.hpp"
#include "coding.hpp"
#include "passes.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

/// How far another processor's kernels, or another number of threads, may move an output, relative
/// to the largest of its row: sums of 2500 products in eight layers differ by some ten roundings.
template <class Real>
constexpr double rounding_slack = 100 * static_cast<double>(std::numeric_limits<Real>::epsilon());

/// Decides for each cell, in order, whether decompression keeps the bound, and what it needs to.
class Corrector {
 public:
  Corrector(const Restorer& restorer, const Normalisation& normalisation, std::size_t cells,
            double bound_percent)
      : restorer_{restorer}, normalisation_{normalisation} {
    corrections_.bound_percent = bound_percent;
    corrections_.is_small.resize(bytes_for_bits(cells));
    corrections_.is_exact.resize(bytes_for_bits(cells));
  }

  /// `slack`: what an output may differ by on another machine.
  void visit(std::size_t cell, std::size_t column, double decoded, double original, double slack) {
    if (keeps_bound(decoded, original, column, slack)) return;
    const std::uint16_t delta = npz::to_half(decoded - normalisation_.apply(original, column));
    if (keeps_bound(decoded - npz::from_half(delta), original, column, slack)) {
      set_bit(corrections_.is_small, cell);
      corrections_.small.push_back(delta);
    } else {
      set_bit(corrections_.is_exact, cell);
      corrections_.exact.push_back(original);
    }
  }

  Corrections take() { return std::move(corrections_); }

 private:
  [[nodiscard]] bool keeps_bound(double decoded, double original, std::size_t column,
                                 double slack) const {
    const double bound = corrections_.bound_percent / 100 * std::abs(original);
    // Restoring rises with its argument, so the ends stand for all between.
    return std::abs(restorer_.restored(decoded - slack, column) - original) <= bound &&
           std::abs(restorer_.restored(decoded + slack, column) - original) <= bound;
  }

  const Restorer& restorer_;
  const Normalisation& normalisation_;
  Corrections corrections_;
};

/// Calls `visit(first row, decoded values)` for batches of rows.
template <class Real>
void decode_batches(const Network<Real>& network, const std::vector<Real>& latent, const Blas& blas,
                    auto&& visit) {
  const Architecture& architecture = network.architecture;
  const std::size_t rows = latent.size() / architecture.latent();
  const std::size_t batch = coding_batch(rows, architecture);
  ForwardPass<Real> pass{architecture, batch, blas};
  for (std::size_t row = 0; row < rows; row += batch) {
    visit(row, pass.decode(network, latent.data() + row * architecture.latent(),
                           std::min(batch, rows - row)));
  }
}

template <class Real>
std::vector<Real> encode(const Network<Real>& network, const Dataset& dataset,
                         const Normalisation& normalisation, const Blas& blas) {
  const std::size_t columns = dataset.columns;
  const std::size_t batch = coding_batch(dataset.rows, network.architecture);
  ForwardPass<Real> pass{network.architecture, batch, blas};
  std::vector<Real> inputs(batch * columns);
  std::vector<Real> latent;
  latent.reserve(dataset.rows * network.architecture.latent());
  for (std::size_t row = 0; row < dataset.rows; row += batch) {
    const std::size_t count = std::min(batch, dataset.rows - row);
    for (std::size_t i = 0; i < count * columns; ++i) {
      inputs[i] =
          static_cast<Real>(normalisation.apply(dataset.values[row * columns + i], i % columns));
    }
    const auto encoded = pass.encode(network, inputs.data(), count);
    latent.insert(latent.end(), encoded.begin(), encoded.end());
  }
  return latent;
}

template <class Real>
Corrections find_corrections(const Network<Real>& network, const std::vector<Real>& latent,
                             const Dataset& dataset, const Compressed& compressed,
                             std::vector<ColumnType> types, double bound, const Blas& blas) {
  const Restorer restorer{compressed.normalisation, std::move(types)};
  Corrector corrector{restorer, compressed.normalisation, dataset.values.size(), bound};
  const std::size_t columns = dataset.columns;
  decode_batches(network, latent, blas, [&](std::size_t first, std::span<const Real> decoded) {
    for (std::size_t row = 0; row < decoded.size() / columns; ++row) {
      const auto values = decoded.subspan(row * columns, columns);
      double largest = 0;
      for (const Real value : values) {
        largest = std::max(largest, std::abs(static_cast<double>(value)));
      }
      for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t cell = (first + row) * columns + column;
        corrector.visit(cell, column, static_cast<double>(values[column]), dataset.values[cell],
                        largest * rounding_slack<Real>);
      }
    }
  });
  return corrector.take();
}

/// Decodes into `values`, which has one element for each cell.
template <class Real, class Output>
void restore(const Network<Real>& network, const std::vector<Real>& latent,
             const Compressed& compressed, std::vector<ColumnType> types, const Blas& blas,
             std::vector<Output>& values) {
  const Restorer restorer{compressed.normalisation, std::move(types)};
  const std::size_t columns = network.architecture.columns();
  const auto& corrections = compressed.corrections;
  std::size_t small = 0;
  std::size_t exact = 0;
  decode_batches(network, latent, blas, [&](std::size_t first, std::span<const Real> decoded) {
    std::size_t cell = first * columns;
    for (std::size_t i = 0; i < decoded.size(); ++i, ++cell) {
      auto value = static_cast<double>(decoded[i]);
      if (corrections && bit(corrections->is_small, cell)) {
        value -= npz::from_half(corrections->small[small++]);
      }
      value = restorer.restored(value, i % columns);
      if (corrections && bit(corrections->is_exact, cell)) value = corrections->exact[exact++];
      values[cell] = static_cast<Output>(value);
    }
  });
}

template <class Real>
std::vector<Real> latent_values(const npz::Array& array) {
  std::vector<Real> values(npz::elements(array.shape));
  const std::vector<double> numbers = array.doubles().value_or(std::vector<double>{});
  std::ranges::transform(numbers, values.begin(), [](double v) { return static_cast<Real>(v); });
  return values;
}

}  // namespace

Result<Compressed> compress(const Config& config, const Dataset& dataset, const Model& model) {
  const double bound = config.error_bounded_requirement;
  if (config.save_error_bounded_deltas && !(bound > 0)) {
    return fail(Category::usage, "compressing: error_bounded_requirement must be above zero",
                "Set it to the largest relative error in per cent.");
  }
  if (config.compress_to_latent_space) {
    return fail(Category::unsupported,
                "compressing: compress_to_latent_space belongs to models of the Python program",
                "Set it to False.");
  }
  if (architecture(model).columns() != dataset.columns) {
    return fail(Category::usage,
                fmt::format("compressing: the model has {} inputs, the data have {} columns",
                            architecture(model).columns(), dataset.columns),
                "Train a model for these data first.");
  }
  CALO_TRY(const Blas blas, Blas::open());
  CALO_TRY(auto types, parse_types(config.type_list, dataset.columns));
  Compressed compressed{.latent = {},
                        .names = dataset.names,
                        .normalisation = find_normalisation(config, dataset),
                        .shape = dataset.shape,
                        .types = config.type_list,
                        .corrections = std::nullopt,
                        .model = fingerprint(model)};
  const auto run = [&]<class Real>(const Network<Real>& network) {
    const auto latent = encode(network, dataset, compressed.normalisation, blas);
    if (config.save_error_bounded_deltas) {
      compressed.corrections =
          find_corrections(network, latent, dataset, compressed, std::move(types), bound, blas);
    }
    compressed.latent = npz::Array::of(latent, {dataset.rows, network.architecture.latent()});
    return std::ranges::all_of(latent, [](Real value) { return std::isfinite(value); });
  };
  if (!std::visit(run, model)) {
    return fail(Category::malformed, "compressing: the model encodes these data as not-a-number",
                "Train a model for these data first.");
  }
  return compressed;
}

Result<Decompressed> decompress(const Config& config, const Compressed& compressed,
                                const Model& model) {
  const Architecture& architecture = baler::architecture(model);
  if (compressed.latent.shape.size() != 2 || compressed.latent.shape[1] != architecture.latent() ||
      npz::elements(compressed.shape) != compressed.latent.shape[0] * architecture.columns()) {
    return fail(Category::usage,
                fmt::format("decompressing: data of shape {}, compressed to {}, do not fit the "
                            "model ({} columns, {} latent numbers)",
                            npz::text(compressed.shape), npz::text(compressed.latent.shape),
                            architecture.columns(), architecture.latent()),
                "Use the model that compressed them.");
  }
  CALO_TRY(const Blas blas, Blas::open());
  const auto& type_names = compressed.types.empty() ? config.type_list : compressed.types;
  CALO_TRY(auto types, parse_types(type_names, architecture.columns()));
  const std::size_t cells = npz::elements(compressed.shape);
  const bool is_single = std::holds_alternative<Network<float>>(model) &&
                         compressed.normalisation.is_empty() && !compressed.corrections;
  Decompressed result{.values = {}, .names = compressed.names};
  const auto run = [&]<class Real>(const Network<Real>& network) {
    const auto latent = latent_values<Real>(compressed.latent);
    const auto restore_as = [&]<class Output>(std::vector<Output> values) {
      restore(network, latent, compressed, std::move(types), blas, values);
      result.values = npz::Array::of(values, compressed.shape);
    };
    if (is_single) {
      restore_as(std::vector<float>(cells));
    } else {
      restore_as(std::vector<double>(cells));
    }
  };
  std::visit(run, model);
  return result;
}

double ratio_per_cell(const Compressed& compressed) {
  return static_cast<double>(npz::elements(compressed.shape)) /
         static_cast<double>(npz::elements(compressed.latent.shape));
}

}  // namespace baler
