#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "base/try.hpp"
#include "coding.hpp"
#include "compression.hpp"
#include "npz/npz.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

std::unexpected<calo::Error> damaged(const std::string& path, std::string_view reason) {
  return fail(Category::malformed, fmt::format("reading {}: {}", path, reason),
              "Compress again with the model at hand.");
}

npz::Packing packing(const Config& config) {
  return config.extra_compression ? npz::Packing::deflated : npz::Packing::stored;
}

npz::Array names_array(const std::vector<std::string>& names) {
  // Frames have no names: an empty float64 array, as np.array([]) gives it.
  return names.empty() ? npz::Array::of(std::span<const double>{}, {0}) : npz::Array::of(names);
}

npz::Array shape_array(const npz::Shape& shape) {
  std::vector<std::int64_t> sizes;
  for (const std::size_t size : shape) sizes.push_back(static_cast<std::int64_t>(size));
  return npz::Array::of(sizes, {sizes.size()});
}

/// A shape whose product is `cells`; empty if there is no such thing.
npz::Shape checked_shape(const std::vector<std::int64_t>& sizes, std::size_t cells) {
  npz::Shape shape;
  std::size_t product = 1;
  for (const std::int64_t size : sizes) {
    if (size <= 0 || __builtin_mul_overflow(product, static_cast<std::size_t>(size), &product)) {
      return {};
    }
    shape.push_back(static_cast<std::size_t>(size));
  }
  return product == cells ? shape : npz::Shape{};
}

/// Corrections whose masks and values agree.
Result<std::optional<Corrections>> read_corrections(const npz::Archive& archive,
                                                    const std::string& path, std::size_t cells) {
  const npz::Array* bound = archive.find("bound_percent");
  if (bound == nullptr) return std::nullopt;
  const npz::Array* is_small = archive.find("is_small");
  const npz::Array* small = archive.find("small");
  const npz::Array* is_exact = archive.find("is_exact");
  const npz::Array* exact = archive.find("exact");
  const auto count = [](const std::vector<std::uint8_t>& bits) {
    return std::transform_reduce(bits.begin(), bits.end(), std::size_t{0}, std::plus<>{},
                                 [](std::uint8_t byte) -> std::size_t {
                                   return static_cast<std::size_t>(std::popcount(byte));
                                 });
  };
  const auto bits = [](const npz::Array* array) {
    std::vector<std::uint8_t> bytes;
    if (array != nullptr && array->type == npz::Type::u1) {
      for (const std::byte each : array->bytes)
        bytes.push_back(std::to_integer<std::uint8_t>(each));
    }
    return bytes;
  };
  Corrections corrections;
  corrections.is_small = bits(is_small);
  corrections.is_exact = bits(is_exact);
  const bool is_complete = small != nullptr && small->type == npz::Type::f2 && exact != nullptr &&
                           exact->type == npz::Type::f8 && bound->type == npz::Type::f8 &&
                           npz::elements(bound->shape) == 1 &&
                           corrections.is_small.size() == bytes_for_bits(cells) &&
                           corrections.is_exact.size() == bytes_for_bits(cells) &&
                           count(corrections.is_small) == npz::elements(small->shape) &&
                           count(corrections.is_exact) == npz::elements(exact->shape);
  if (!is_complete) return damaged(path, "its corrections are incomplete");
  for (std::size_t i = 0; i < small->bytes.size(); i += 2) {
    corrections.small.push_back(
        static_cast<std::uint16_t>(std::to_integer<unsigned>(small->bytes[i]) |
                                   std::to_integer<unsigned>(small->bytes[i + 1]) << 8));
  }
  CALO_TRY(corrections.exact, exact->doubles());
  CALO_TRY(const auto bounds, bound->doubles());
  corrections.bound_percent = bounds[0];
  return corrections;
}

/// The shape of the original, from the file itself or, for a file of the Python program, from the
/// normalisation features or from the input file.
Result<npz::Shape> original_shape(const npz::Archive& archive, const std::string& path,
                                  const Config& config, std::size_t rows, std::size_t columns) {
  const std::size_t cells = rows * columns;
  if (const npz::Array* kept = archive.find("shape"); kept != nullptr) {
    CALO_TRY(const auto sizes, kept->integers());
    npz::Shape shape = checked_shape(sizes, cells);
    if (shape.empty()) return damaged(path, "its shape does not fit its data");
    return shape;
  }
  if (config.data_dimension == 1) return npz::Shape{rows, columns};
  const npz::Array* features = archive.find("normalization_features");
  if (features != nullptr && features->shape.size() == 3 &&
      features->shape[1] * features->shape[2] == columns) {
    return npz::Shape{rows, features->shape[1], features->shape[2]};
  }
  const auto input = npz::read(config.input_path);
  const npz::Array* original = input ? input->find("data") : nullptr;
  if (original != nullptr && npz::elements(original->shape) == cells) return original->shape;
  return fail(Category::malformed,
              fmt::format("reading {}: it was written by the Python program, which does not keep "
                          "the shape of frames, and input_path '{}' does not tell it either",
                          path, config.input_path),
              "Put the original file there, or compress again with this program.");
}

}  // namespace

Result<void> save(const std::string& path, const Compressed& compressed, const Config& config) {
  const npz::Array names = names_array(compressed.names);
  const npz::Array features = to_array(compressed.normalisation, compressed.shape);
  const npz::Array shape = shape_array(compressed.shape);
  std::vector<npz::Entry> entries{npz::entry("data", compressed.latent, packing(config)),
                                  npz::entry("names", names, packing(config)),
                                  npz::entry("normalization_features", features, packing(config)),
                                  npz::entry("shape", shape, packing(config))};
  const npz::Array types = npz::Array::of(compressed.types);
  if (!compressed.types.empty()) entries.push_back(npz::entry("types", types, packing(config)));
  const std::int64_t fingerprint_of_model =
      compressed.model ? std::bit_cast<std::int64_t>(*compressed.model) : 0;
  const npz::Array model = npz::Array::of(std::span{&fingerprint_of_model, 1}, {1});
  if (compressed.model) entries.push_back(npz::entry("model", model, packing(config)));
  std::vector<npz::Array> corrections;
  if (const auto& each = compressed.corrections) {
    corrections = {npz::Array::of(std::span{&each->bound_percent, 1}, {1}),
                   npz::Array::of(each->is_small, {each->is_small.size()}),
                   npz::Array::of_halves(each->small, {each->small.size()}),
                   npz::Array::of(each->is_exact, {each->is_exact.size()}),
                   npz::Array::of(each->exact, {each->exact.size()})};
    constexpr std::array names_of_corrections{"bound_percent", "is_small", "small", "is_exact",
                                              "exact"};
    for (std::size_t i = 0; i < corrections.size(); ++i) {
      // Masks are mostly empty: always deflated.
      entries.push_back(
          npz::entry(names_of_corrections[i], corrections[i], npz::Packing::deflated));
    }
  }
  return npz::write(path, entries);
}

Result<Compressed> load_compressed(const std::string& path, const Config& config,
                                   const Model& model) {
  CALO_TRY(const npz::Archive archive, npz::read(path));
  const npz::Array* latent = archive.find("data");
  if (latent == nullptr || latent->shape.size() != 2 || npz::elements(latent->shape) == 0) {
    return damaged(path, "it has no compressed data");
  }
  const std::size_t columns = architecture(model).columns();
  Compressed compressed{.latent = *latent,
                        .names = {},
                        .normalisation = {},
                        .shape = {},
                        .types = {},
                        .corrections = std::nullopt,
                        .model = std::nullopt};
  CALO_TRY(const auto numbers, latent->doubles());
  if (!std::ranges::all_of(numbers, [](double value) { return std::isfinite(value); })) {
    return damaged(path, "its data are not all finite");
  }
  std::size_t cells = 0;
  if (__builtin_mul_overflow(latent->shape[0], columns, &cells)) {
    return damaged(path, "it is impossibly large");
  }
  if (const npz::Array* names = archive.find("names"); names != nullptr) {
    CALO_TRY(compressed.names, names->strings());
  }
  if (const npz::Array* types = archive.find("types"); types != nullptr) {
    CALO_TRY(compressed.types, types->strings());
  }
  if (const npz::Array* kept = archive.find("model"); kept != nullptr) {
    CALO_TRY(const auto numbers_of_model, kept->integers());
    if (numbers_of_model.size() == 1)
      compressed.model = std::bit_cast<std::uint64_t>(numbers_of_model.front());
  }
  if (const npz::Array* features = archive.find("normalization_features"); features != nullptr) {
    CALO_TRY(compressed.normalisation, normalisation_from(*features, columns));
  }
  CALO_TRY(compressed.shape, original_shape(archive, path, config, latent->shape[0], columns));
  CALO_TRY(compressed.corrections, read_corrections(archive, path, cells));
  return compressed;
}

Result<void> save(const std::string& path, const Decompressed& decompressed, const Config& config) {
  const npz::Array names = names_array(decompressed.names);
  const std::vector<npz::Entry> entries{npz::entry("data", decompressed.values, packing(config)),
                                        npz::entry("names", names, packing(config))};
  return npz::write(path, entries);
}

}  // namespace baler
