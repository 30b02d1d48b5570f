// Models that PyTorch saved: whatever the bytes, a model of sound shape or an error; nothing in the
// pickle is executed. The input is taken for a whole file, and for a bare pickle.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>

#include "base/expect.hpp"
#include "model_file.hpp"
#include "pickle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::span input{reinterpret_cast<const std::byte*>(bytes), size};
  if (const auto tensors = baler::read_pickled_tensors(input, "input")) {
    const std::string written = baler::pickle_tensors(*tensors);
    const auto back = baler::read_pickled_tensors(std::as_bytes(std::span{written}), "written");
    CALO_EXPECT(back && back->size() == tensors->size(), "a dictionary reads back as it was");
  }
  const auto model = baler::parse_model(input, "input");
  if (!model) {
    CALO_EXPECT(!model.error().what.empty(), "an error says what was tried");
    return 0;
  }
  std::visit(
      [](const auto& network) {
        CALO_EXPECT(network.parameters.size() == network.architecture.parameters(),
                    "a model has all its parameters");
        for (const auto value : network.parameters) {
          CALO_EXPECT(std::isfinite(value), "a parameter is a finite number");
        }
      },
      *model);
  return 0;
}
