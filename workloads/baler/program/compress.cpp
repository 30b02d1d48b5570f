#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/text.hpp"
#include "base/try.hpp"
#include "calo_hooks.hpp"
#include "compression.hpp"
#include "dataset.hpp"
#include "modes.hpp"
#include "outputs.hpp"
#include "say.hpp"

namespace baler {

calo::Result<Status> run_compress(const Job& job) {
  const auto start = std::chrono::steady_clock::now();
  CALO_TRY_DO(job.project.make_output_directories());
  const std::string output = job.project.compressed().string();
  CALO_TRY_DO(npz::check_writable(output));
  say("Compressing...\n");

  calo_phase_begin("load");
  CALO_TRY(const auto model, load_trained_model(job.project));
  CALO_TRY(const auto dataset, load(job.config));
  calo_phase_end("load");

  calo_phase_begin("encode");
  CALO_TRY(const auto compressed, compress(job.config, dataset, model));
  calo_phase_end("encode");

  calo_phase_begin("save");
  CALO_TRY_DO(save(output, compressed, job.config));
  calo_phase_end("save");

  if (compressed.corrections) {
    const auto& corrections = *compressed.corrections;
    say(fmt::format("Total Deltas Found - {} ({} of them kept exactly), bound {} %\n",
                    corrections.small.size() + corrections.exact.size(), corrections.exact.size(),
                    corrections.bound_percent));
  }
  std::error_code ignored;
  const auto size = [&](const std::filesystem::path& path) {
    return static_cast<double>(std::filesystem::file_size(path, ignored));
  };
  const double before = size(job.config.input_path);
  const double after = size(output);
  say(fmt::format("{} to {}: ratio {} of the files, {} cells per latent number\n",
                  calo::text::bytes(before), calo::text::bytes(after),
                  calo::text::significant(before / after),
                  calo::text::significant(ratio_per_cell(compressed))));
  say(fmt::format("Compression took {}. The result is {}\n", time_since(start), output));
  return Status::done;
}

}  // namespace baler
