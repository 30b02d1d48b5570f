#include "cli/new_run_file.hpp"

#include "cli/settings.hpp"

namespace calo::cli {

Result<store::RunWriter> new_run_file(std::filesystem::path& path, const model::RunHeader& header) {
  if (!path.empty()) return store::RunWriter::create(path, header);
  constexpr int most_tries = 1000;
  for (int left = most_tries;; --left) {
    path = default_output(header.name);
    auto file = store::RunWriter::create(path, header);
    if (file || file.error().category != Category::usage || left == 0) return file;
  }
}

}  // namespace calo::cli
