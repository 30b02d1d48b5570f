#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "model.hpp"

namespace baler {

/// Writes what `torch.save(model.state_dict(), path)` writes: a zip with a pickled OrderedDict and
/// the raw parameters. The file appears complete or not at all.
Result<void> save_model(const std::string& path, const Model& model);

/// Reads a state dictionary of AE or CFD_dense_AE that this program or PyTorch (1.6 and later)
/// saved. The pickle is interpreted by the few opcodes it needs; nothing in it is ever executed.
Result<Model> load_model(const std::string& path);

/// The same for a file in memory; `name` is for messages.
Result<Model> parse_model(std::span<const std::byte> file, std::string_view name);

}  // namespace baler
