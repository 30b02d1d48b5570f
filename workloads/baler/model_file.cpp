#include "model_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "base/try.hpp"
#include "npz/zip.hpp"
#include "pickle.hpp"

namespace baler {
namespace {

using calo::Category;
using calo::fail;

std::unexpected<calo::Error> no_model(std::string_view name, std::string_view reason) {
  return fail(Category::malformed, fmt::format("reading the model {}: {}", name, reason),
              "Train again, or save it with torch.save(model.state_dict(), file).");
}

/// The parameters of a layer: weights (outputs, inputs), then bias (outputs).
std::array<PickledTensor, 2> tensors_of(const Layer& layer) {
  return {PickledTensor{.name = fmt::format("{}.weight", layer.name),
                        .storage = {},
                        .sizes = {layer.outputs, layer.inputs},
                        .strides = {layer.inputs, 1}},
          PickledTensor{.name = fmt::format("{}.bias", layer.name),
                        .storage = {},
                        .sizes = {layer.outputs},
                        .strides = {1}}};
}

class StateFile {
 public:
  static Result<StateFile> open(npz::ZipReader zip) {
    const auto& members = zip.members();
    const auto pickle = std::ranges::find_if(members, [](const auto& member) {
      return member.name.ends_with("/data.pkl") || member.name == "data.pkl";
    });
    if (pickle == members.end()) return no_model(zip.name(), "it has no member data.pkl");
    constexpr std::size_t largest_pickle = 1 << 20;
    if (pickle->size > largest_pickle) return no_model(zip.name(), "its data.pkl is too large");
    const std::string root = pickle->name.substr(0, pickle->name.size() - 8);
    CALO_TRY(const auto bytes, zip.read(static_cast<std::size_t>(pickle - members.begin())));
    CALO_TRY(auto tensors, read_pickled_tensors(bytes, pickle->name + " in " + zip.name()));
    StateFile file{std::move(zip), root, std::move(tensors)};
    CALO_TRY_DO(file.check_byte_order());
    return file;
  }

  [[nodiscard]] const std::string& name() const { return zip_.name(); }

  [[nodiscard]] const PickledTensor* find(std::string_view tensor) const {
    const auto found = std::ranges::find(tensors_, tensor, &PickledTensor::name);
    return found == tensors_.end() ? nullptr : &*found;
  }
  [[nodiscard]] std::size_t tensors() const { return tensors_.size(); }

  /// The member that holds a tensor's storage; its size is what the tensor says.
  [[nodiscard]] Result<std::size_t> locate(const PickledTensor& tensor) const {
    const auto index = member("data/" + tensor.storage);
    if (!index) {
      return no_model(name(), fmt::format("the storage of {} is missing", shown(tensor)));
    }
    const std::size_t element = tensor.is_double ? sizeof(double) : sizeof(float);
    const std::size_t size = zip_.members()[*index].size;
    if (size % element != 0 || size / element != tensor.storage_elements) {
      return no_model(name(), fmt::format("the storage of {} has {} bytes for {} elements",
                                          shown(tensor), size, tensor.storage_elements));
    }
    return *index;
  }

  /// Copies the elements of a tensor, in C order, to `target`.
  template <class Real>
  Result<void> copy(const PickledTensor& tensor, std::span<Real> target) {
    CALO_TRY(const auto* storage, load(tensor));
    if (tensor.strides.size() != tensor.sizes.size()) {
      return no_model(name(), fmt::format("{} has no stride for each size", shown(tensor)));
    }
    std::uint64_t last = tensor.offset;
    for (std::size_t axis = 0; axis < tensor.sizes.size(); ++axis) {
      std::uint64_t reach = 0;
      if (__builtin_mul_overflow(tensor.sizes[axis] - 1, tensor.strides[axis], &reach) ||
          __builtin_add_overflow(last, reach, &last)) {
        return no_model(name(), fmt::format("{} reaches beyond its storage", shown(tensor)));
      }
    }
    if (last >= tensor.storage_elements) {
      return no_model(name(), fmt::format("{} reaches beyond its storage", shown(tensor)));
    }
    const std::uint64_t row_stride = tensor.sizes.size() == 2 ? tensor.strides[0] : 0;
    const std::uint64_t stride = tensor.strides.back();
    const std::size_t columns = tensor.sizes.back();
    for (std::size_t row = 0; row < target.size() / columns; ++row) {
      std::uint64_t at = tensor.offset + row * row_stride;
      for (Real& value : target.subspan(row * columns, columns)) {
        std::memcpy(&value, storage->data() + at * sizeof(Real), sizeof(Real));
        at += stride;
      }
    }
    if (std::ranges::all_of(target, [](Real value) { return std::isfinite(value); })) return {};
    return no_model(name(), fmt::format("{} holds values that are not finite", shown(tensor)));
  }

 private:
  StateFile(npz::ZipReader zip, std::string root, std::vector<PickledTensor> tensors)
      : zip_{std::move(zip)}, root_{std::move(root)}, tensors_{std::move(tensors)} {}

  static std::string shown(const PickledTensor& tensor) {
    return calo::text::printable(tensor.name, 40);
  }

  [[nodiscard]] std::optional<std::size_t> member(std::string_view relative) const {
    const auto found = std::ranges::find(zip_.members(), root_ + std::string{relative},
                                         &npz::ZipReader::Member::name);
    if (found == zip_.members().end()) return std::nullopt;
    return static_cast<std::size_t>(found - zip_.members().begin());
  }

  /// PyTorch 2.1 and later say the byte order; earlier ones wrote the machine's.
  Result<void> check_byte_order() const {
    const auto index = member("byteorder");
    if (!index) return {};
    CALO_TRY(const auto bytes, zip_.read(*index));
    const std::string_view order{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    if (order == "little") return {};
    return fail(Category::unsupported,
                fmt::format("reading the model {}: its byte order is '{}'", name(),
                            calo::text::printable(order, 20)),
                "Save it on a little-endian machine.");
  }

  /// The bytes of a tensor's storage; the last one read is kept, since tensors may share it.
  Result<const std::vector<std::byte>*> load(const PickledTensor& tensor) {
    CALO_TRY(const std::size_t index, locate(tensor));
    if (loaded_ != index) {
      CALO_TRY(storage_, zip_.read(index));
      loaded_ = index;
    }
    return &storage_;
  }

  npz::ZipReader zip_;
  std::string root_;
  std::vector<PickledTensor> tensors_;
  std::optional<std::size_t> loaded_;  ///< member
  std::vector<std::byte> storage_;
};
/// The layers that the shapes of the first and the fourth weight tell.
Result<Architecture> architecture_of(const StateFile& file) {
  const PickledTensor* first = file.find("en1.weight");
  const PickledTensor* latent = file.find("en4.weight");
  if (first == nullptr || latent == nullptr || first->sizes.size() != 2 ||
      latent->sizes.size() != 2 || file.tensors() != 16) {
    return fail(Category::unsupported,
                fmt::format("reading the model {}: it is neither AE nor CFD_dense_AE", file.name()),
                "Other models are read by the Python program only.");
  }
  constexpr std::uint64_t most = std::uint64_t{1} << 21;
  const std::uint64_t columns = first->sizes[1];
  const std::uint64_t size = latent->sizes[0];
  if (columns == 0 || columns > most || size == 0 || size > most) {
    return no_model(file.name(), "its shapes make no sense");
  }
  const Architecture architecture{columns, size};
  for (const Layer& layer : architecture.layers()) {
    for (const PickledTensor& wanted : tensors_of(layer)) {
      const PickledTensor* tensor = file.find(wanted.name);
      if (tensor == nullptr || tensor->sizes != wanted.sizes ||
          tensor->is_double != first->is_double) {
        return fail(Category::unsupported,
                    fmt::format("reading the model {}: {} is missing or has another shape",
                                file.name(), wanted.name),
                    "Only AE and CFD_dense_AE are read here.");
      }
      // What the layers hold, the file must hold: no memory is taken for an empty promise.
      CALO_TRY(const std::size_t storage, file.locate(*tensor));
      static_cast<void>(storage);
      const bool is_weight = wanted.sizes.size() == 2;
      if (tensor->storage_elements < layer.outputs * (is_weight ? layer.inputs : 1)) {
        return no_model(file.name(), "a storage is smaller than its tensor");
      }
    }
  }
  return architecture;
}

template <class Real>
Result<Model> read_network(StateFile& file, const Architecture& architecture) {
  Network<Real> network{architecture, {}};
  network.parameters.resize(architecture.parameters());
  const std::span<Real> parameters{network.parameters};
  for (const Layer& layer : architecture.layers()) {
    const auto [weight, bias] = tensors_of(layer);
    CALO_TRY_DO(file.copy(*file.find(weight.name),
                          parameters.subspan(layer.offset, layer.inputs * layer.outputs)));
    CALO_TRY_DO(
        file.copy(*file.find(bias.name), parameters.subspan(layer.bias_offset(), layer.outputs)));
  }
  return network;
}

Result<Model> read_model(Result<npz::ZipReader> zip) {
  if (!zip) return std::unexpected{std::move(zip).error().within("reading the model")};
  CALO_TRY(StateFile file, StateFile::open(*std::move(zip)));
  CALO_TRY(const Architecture architecture, architecture_of(file));
  if (file.find("en1.weight")->is_double) return read_network<double>(file, architecture);
  return read_network<float>(file, architecture);
}

}  // namespace

Result<void> save_model(const std::string& path, const Model& model) {
  const auto parameters = std::visit(
      [](const auto& network) { return std::as_bytes(std::span{network.parameters}); }, model);
  const bool is_double = std::holds_alternative<Network<double>>(model);
  const std::size_t element = is_double ? sizeof(double) : sizeof(float);

  // torch.save names the folder inside after the file.
  const std::size_t begin = path.find_last_of('/') + 1;
  const std::string root = path.substr(begin, path.find('.', begin) - begin);
  std::vector<PickledTensor> tensors;
  std::vector<npz::ZipEntry> entries(1);
  for (const Layer& layer : architecture(model).layers()) {
    std::size_t offset = layer.offset;
    for (PickledTensor& tensor : tensors_of(layer)) {
      tensor.storage = fmt::format("{}", tensors.size());
      tensor.is_double = is_double;
      tensor.storage_elements = layer.outputs * (tensor.sizes.size() == 2 ? layer.inputs : 1);
      entries.push_back(
          {.name = fmt::format("{}/data/{}", root, tensor.storage),
           .head = {},
           .body = parameters.subspan(offset * element, tensor.storage_elements * element)});
      offset += tensor.storage_elements;
      tensors.push_back(std::move(tensor));
    }
  }
  const std::string pickle = pickle_tensors(tensors);
  entries[0] = {.name = root + "/data.pkl", .head = {}, .body = std::as_bytes(std::span{pickle})};
  constexpr std::string_view version = "3\n";
  entries.push_back(
      {.name = root + "/version", .head = {}, .body = std::as_bytes(std::span{version})});
  constexpr std::size_t alignment = 64;  // as PyTorch, which may map the file
  return npz::write_zip(path, entries, alignment);
}

Result<Model> load_model(const std::string& path) {
  return read_model(npz::ZipReader::open(path));
}

Result<Model> parse_model(std::span<const std::byte> file, std::string_view name) {
  return read_model(npz::ZipReader::over(file, name));
}

}  // namespace baler
