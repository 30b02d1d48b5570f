#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/try.hpp"
#include "compression.hpp"
#include "model_file.hpp"
#include "modes.hpp"
#include "outputs.hpp"
#include "say.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// A file of the project, there or not.
struct File {
  const char* key;
  const char* made_by;  ///< the mode that makes it
  fs::path path;
  std::optional<double> bytes;
};

struct Facts {
  File input, compressed, decompressed, model, losses, normalization;
  std::optional<double> ratio;  ///< input / compressed
  std::optional<double>
      ratio_with_metadata;  ///< input / (compressed + what decompression needs beside)
  std::optional<double> cells_per_latent_number;
  std::optional<Quality> quality;
  std::string why_no_quality;
};

File file(const char* key, const char* made_by, fs::path path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  File found{key, made_by, std::move(path), {}};
  if (!error) found.bytes = static_cast<double>(bytes);
  return found;
}

calo::Result<Quality> quality_of(const Facts& facts) {
  CALO_TRY(const auto original, read_data(facts.input.path));
  CALO_TRY(const auto decompressed, read_data(facts.decompressed.path));
  return compare(original.values, decompressed.values);
}

Facts facts_of(const Job& job) {
  const Project& project = job.project;
  Facts facts{file("input", "", job.config.input_path),
              file("compressed", "compress", project.compressed()),
              file("decompressed", "decompress", project.decompressed()),
              file("model", "train", project.model()),
              file("losses", "train", project.losses()),
              file("normalization", "train", project.normalization()),
              {},
              {},
              {},
              {},
              {}};
  if (facts.input.bytes && facts.compressed.bytes) {
    facts.ratio = *facts.input.bytes / *facts.compressed.bytes;
    if (facts.model.bytes) {
      const double metadata = *facts.model.bytes + facts.losses.bytes.value_or(0) +
                              facts.normalization.bytes.value_or(0);
      facts.ratio_with_metadata = *facts.input.bytes / (*facts.compressed.bytes + metadata);
      const auto model = load_model(facts.model.path.string());
      const auto compressed =
          model ? load_compressed(facts.compressed.path.string(), job.config, *model)
                : std::unexpected{model.error()};
      if (compressed) facts.cells_per_latent_number = ratio_per_cell(*compressed);
    }
  }
  if (!facts.input.bytes || !facts.decompressed.bytes) {
    facts.why_no_quality = "the input and the decompressed file are needed for it";
  } else if (auto quality = quality_of(facts)) {
    facts.quality = *quality;
  } else {
    facts.why_no_quality = quality.error().text();
  }
  return facts;
}

// Text for a person.

void print_file(const File& file, const char* title) {
  if (file.bytes) {
    say(fmt::format("{:<16}{:>11}   {}\n", title, calo::text::bytes(*file.bytes),
                    file.path.string()));
  } else if (std::string_view{file.key} == "normalization") {
    say(fmt::format("{:<16}{:>11}   none (apply_normalization is off, or not trained yet)\n", title,
                    "-"));
  } else {
    const std::string remedy =
        *file.made_by == '\0' ? "" : fmt::format(": --mode {} makes it", file.made_by);
    say(fmt::format("{:<16}{:>11}   {} is not there{}\n", title, "-", file.path.string(), remedy));
  }
}

void print_quality(const Quality& quality) {
  using calo::text::significant;
  say(fmt::format("RMSE            {:>11}   {} of the range {}\n", significant(quality.rmse),
                  calo::text::percent(quality.rmse_of_range), significant(quality.range)));
  say(fmt::format("PSNR            {:>11}\n", std::isfinite(quality.psnr_db)
                                                  ? fmt::format("{:.1f} dB", quality.psnr_db)
                                                  : "exact"));
  say(fmt::format("largest error   {:>11}", significant(quality.max_absolute_error)));
  if (quality.max_relative_error) {
    say(fmt::format("   at most {} of the value where it is not zero",
                    calo::text::percent(*quality.max_relative_error)));
  }
  say("\n");
}

void print_text(const Facts& facts, const Project& project) {
  say(fmt::format("{}\n\n", project.directory().string()));
  print_file(facts.input, "input");
  print_file(facts.compressed, "compressed");
  print_file(facts.decompressed, "decompressed");
  print_file(facts.model, "model");
  print_file(facts.losses, "losses");
  print_file(facts.normalization, "normalization");
  say("\n");
  if (facts.ratio) {
    say(fmt::format("ratio           {:>11}   input / compressed: {} of the size\n",
                    calo::text::significant(*facts.ratio), calo::text::percent(1 / *facts.ratio)));
  }
  if (facts.ratio_with_metadata) {
    say(fmt::format(
        "with metadata   {:>11}   input / (compressed + model + losses + normalization)\n",
        calo::text::significant(*facts.ratio_with_metadata)));
  }
  if (facts.cells_per_latent_number) {
    say(fmt::format("cells / number  {:>11}   cells of the input per latent number\n",
                    calo::text::significant(*facts.cells_per_latent_number)));
  }
  if (facts.quality) {
    print_quality(*facts.quality);
  } else {
    say(fmt::format("No errors to show: {}\n", facts.why_no_quality));
  }
}

// JSON for a machine: missing is null.

ordered_json or_null(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json json_of(const Facts& facts, const Project& project) {
  ordered_json out;
  out["schema"] = "baler.info/1";
  out["project"] = project.directory().string();
  for (const File* file : {&facts.input, &facts.compressed, &facts.decompressed, &facts.model,
                           &facts.losses, &facts.normalization}) {
    out["files"][file->key] = {{"path", file->path.string()}, {"bytes", or_null(file->bytes)}};
  }
  out["ratio"] = or_null(facts.ratio);
  out["ratio_with_metadata"] = or_null(facts.ratio_with_metadata);
  out["cells_per_latent_number"] = or_null(facts.cells_per_latent_number);
  out["quality"] = nullptr;
  if (const auto& quality = facts.quality) {
    out["quality"] = {{"cells", quality->cells},
                      {"range", or_null(quality->range)},
                      {"rmse", or_null(quality->rmse)},
                      {"rmse_of_range", or_null(quality->rmse_of_range)},
                      {"psnr_db", or_null(quality->psnr_db)},
                      {"max_absolute_error", or_null(quality->max_absolute_error)},
                      {"max_relative_error", or_null(quality->max_relative_error)}};
  } else {
    out["reason"] = facts.why_no_quality;
  }
  return out;
}

}  // namespace

calo::Result<Status> run_info(const Job& job) {
  const Facts facts = facts_of(job);
  if (job.options.wants_json) {
    // Paths need not be UTF-8; JSON must be.
    say(fmt::format(
        "{}\n",
        json_of(facts, job.project).dump(2, ' ', false, ordered_json::error_handler_t::replace)));
  } else {
    print_text(facts, job.project);
  }
  return Status::done;
}

}  // namespace baler
