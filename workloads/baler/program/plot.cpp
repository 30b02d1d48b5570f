#include "plot.hpp"

#include <fmt/format.h>

#include "base/try.hpp"
#include "compression.hpp"
#include "figures/figure.hpp"
#include "modes.hpp"
#include "outputs.hpp"
#include "say.hpp"

namespace baler {
namespace {

calo::Result<Reconstruction> read_reconstruction(const Job& job) {
  CALO_TRY_DO(expect_made(job.project.decompressed(), "the decompressed file", "decompress"));
  CALO_TRY(auto original, read_data(job.config.input_path));
  CALO_TRY(const auto decompressed, read_data(job.project.decompressed()));
  CALO_TRY(const auto quality, compare(original.values, decompressed.values));
  Reconstruction result;
  CALO_TRY(result.original, original.values.doubles());
  CALO_TRY(result.decompressed, decompressed.values.doubles());
  result.shape = original.values.shape;
  result.names = std::move(original.names);
  result.quality = quality;
  result.unit = job.config.unit;
  return result;
}

}  // namespace

std::string Reconstruction::label(std::string_view quantity) const {
  return unit.empty() ? std::string{quantity} : fmt::format("{} ({})", quantity, unit);
}

calo::Result<void> draw(const calo::figures::Figure& figure, const std::filesystem::path& path) {
  CALO_TRY_DO(calo::figures::write(figure, path));
  say(fmt::format("{}\n", path.string()));
  return {};
}

calo::Result<Status> run_plot(const Job& job) {
  CALO_TRY_DO(job.project.make_output_directories());
  CALO_TRY_DO(expect_made(job.project.losses(), "the record of the losses", "train"));
  CALO_TRY_DO(draw_losses(job.project));
  CALO_TRY(const auto reconstruction, read_reconstruction(job));
  if (job.config.data_dimension == 2) {
    CALO_TRY_DO(draw_frames(job.project, reconstruction));
  } else {
    CALO_TRY_DO(draw_table(job.project, reconstruction));
  }
  return Status::done;
}

}  // namespace baler
