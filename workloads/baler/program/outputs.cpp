#include "outputs.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "model_file.hpp"

namespace baler {

calo::Result<void> expect_made(const std::filesystem::path& path, std::string_view what,
                               std::string_view mode) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return {};
  return calo::fail(calo::Category::not_found,
                    fmt::format("{} {} is not there", what, path.string()),
                    fmt::format("Make it with --mode {}", mode));
}

calo::Result<Model> load_trained_model(const Project& project) {
  CALO_TRY_DO(expect_made(project.model(), "the model", "train"));
  return load_model(project.model().string());
}

calo::Result<NamedArray> read_data(const std::filesystem::path& path) {
  CALO_TRY(auto archive, npz::read(path.string()));
  NamedArray result;
  bool has_data = false;
  for (auto& member : archive.members) {
    if (member.name == "data") {
      result.values = std::move(member.array);
      has_data = true;
    } else if (member.name == "names") {
      CALO_TRY(result.names, member.array.strings());
    }
  }
  if (has_data) return result;
  return calo::fail(calo::Category::malformed,
                    "reading " + path.string() + ": it has no array named data",
                    "Write it with numpy.savez(file, data=..., names=...)");
}

std::string time_since(std::chrono::steady_clock::time_point start) {
  return calo::text::duration(calo::seconds(std::chrono::steady_clock::now() - start));
}

}  // namespace baler
