#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace baler {

using calo::Result;

/// A tensor of a pickled state dictionary: a view of a storage in the same zip file.
struct PickledTensor {
  std::string name;     ///< its key: "en1.weight"
  std::string storage;  ///< the key of the storage: the member data/<storage>
  bool is_double = false;
  std::uint64_t storage_elements = 0;
  std::uint64_t offset = 0;  ///< elements
  std::vector<std::uint64_t> sizes;
  std::vector<std::uint64_t> strides;  ///< elements
};

/// Reads the `data.pkl` of torch.save(model.state_dict()): pickle protocol 2, of whose opcodes it
/// knows those that PyTorch writes for an OrderedDict of float32 and float64 tensors.
///
/// Nothing is executed: the only callables are OrderedDict, which gives an empty dictionary here,
/// and _rebuild_tensor_v2, which gives a PickledTensor; every other name is an error. Bounded in
/// depth and size, so that no input can exhaust the stack or memory.
/// Format: Lib/pickletools.py of Python 3.11, torch/_utils.py and torch/serialization.py of 1.13.
Result<std::vector<PickledTensor>> read_pickled_tensors(std::span<const std::byte> pickle,
                                                        std::string_view name);

/// Writes such a pickle. Requires: what `read_pickled_tensors` would accept.
std::string pickle_tensors(std::span<const PickledTensor> tensors);

}  // namespace baler
