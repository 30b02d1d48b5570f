#include <fmt/format.h>

#include <chrono>
#include <string>

#include "base/try.hpp"
#include "calo_hooks.hpp"
#include "compression.hpp"
#include "model.hpp"
#include "modes.hpp"
#include "outputs.hpp"
#include "say.hpp"

namespace baler {
namespace {

/// A compressed file can only be decoded by the model that encoded it.
void warn_of_another_model(const Compressed& compressed, const Model& model) {
  if (!compressed.model || *compressed.model == fingerprint(model)) return;
  complain(
      "baler: warning: the data were compressed with another model than the one at hand, so the "
      "result is wrong: use --mode compress again.\n");
}

}  // namespace

calo::Result<Status> run_decompress(const Job& job) {
  const auto start = std::chrono::steady_clock::now();
  CALO_TRY_DO(job.project.make_output_directories());
  const std::string output = job.project.decompressed().string();
  CALO_TRY_DO(npz::check_writable(output));
  say("Decompressing...\n");

  calo_phase_begin("load");
  CALO_TRY(const auto model, load_trained_model(job.project));
  CALO_TRY_DO(expect_made(job.project.compressed(), "the compressed file", "compress"));
  CALO_TRY(const auto compressed,
           load_compressed(job.project.compressed().string(), job.config, model));
  warn_of_another_model(compressed, model);
  calo_phase_end("load");

  calo_phase_begin("decode");
  CALO_TRY(const auto decompressed, decompress(job.config, compressed, model));
  calo_phase_end("decode");

  calo_phase_begin("save");
  CALO_TRY_DO(save(output, decompressed, job.config));
  calo_phase_end("save");

  say(fmt::format("Decompression took {}. The result is {} {}\n", time_since(start),
                  npz::text(decompressed.values.shape), output));
  return Status::done;
}

}  // namespace baler
