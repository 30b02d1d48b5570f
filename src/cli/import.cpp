#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "base/try.hpp"
#include "carbon/context.hpp"
#include "cli/cli.hpp"
#include "cli/settings.hpp"
#include "formats/powermetrics.hpp"
#include "measure/run_name.hpp"
#include "report/summary.hpp"

namespace calo::cli {

namespace {

struct ImportSettings {
  std::string program;  ///< that wrote the file
  std::string file;
  RunSettings run;  ///< name, tags, output, place
};

Result<model::Run> read(const ImportSettings& settings) {
  CALO_TRY(auto run, formats::read_powermetrics(settings.file));
  model::RunHeader& header = run.header;
  header.calo_version = CALO_VERSION;
  if (!settings.run.name.empty()) header.name = settings.run.name;
  CALO_TRY(header.tags, parse_tags(settings.run.tags));
  CALO_TRY(carbon::Stated on_command_line, stated_on_command_line(settings.run));
  CALO_TRY(const carbon::Stated stated, carbon::all_stated(std::move(on_command_line)));
  CALO_TRY(header.carbon, carbon::context(stated));
  return run;
}

Result<void> write(const model::Run& run, std::filesystem::path& path) {
  CALO_TRY(auto file, measure::new_run_file(path, run.header));
  auto written = file.commit(run.intervals, run.processes, run.end);
  if (written) written = file.close();
  if (!written) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
  return written;
}

}  // namespace

int import_run(Arguments arguments) {
  ImportSettings settings;
  CLI::App app{"Makes a run of what another program recorded.", "calo import"};
  app.add_option("PROGRAM", settings.program, "that recorded it: powermetrics (of macOS)")
      ->required()
      ->check(CLI::IsMember({"powermetrics"}));
  app.add_option("FILE", settings.file, "its output, text or plist; - for standard input")
      ->required();
  app.add_option("-o,--output", settings.run.output,
                 "Run file to write; must not exist (default: NAME-DATE-TIME.calo here)");
  app.add_option("--name", settings.run.name, "Name of the run (default: the program's)");
  app.add_option("--tag", settings.run.tags, "A label KEY=VALUE; may be given more than once")
      ->expected(1)
      ->take_all();
  app.add_option("--country", settings.run.country,
                 "Where the electricity came from: FR, FRA or France");
  app.add_option("--region", settings.run.region,
                 "... or a part of a country: US-CA; or a cloud region: gcp:europe-west1");
  app.add_option("--intensity", settings.run.intensity,
                 "Carbon intensity in g CO2e/kWh: 56, or '56 +- 5'");
  app.add_option("--pue", settings.run.pue, "Power usage effectiveness (default 1)");
  app.add_flag("-q,--quiet", settings.run.quiet, "Say nothing unless something fails");
  app.footer(
      "Examples:\n"
      "  calo import powermetrics mac.txt -o mac.calo\n"
      "  ssh mac sudo powermetrics -i 1000 -n 60 | calo import powermetrics - -o mac.calo\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto run = read(settings);
  if (!run) {
    return report_failure(run.error());
  }
  std::filesystem::path path = settings.run.output;
  if (const auto written = write(*run, path); !written) return report(written.error());
  if (!settings.run.quiet) {
    report::SummaryOptions options;
    options.file = path.string();
    options.colours = colours_wanted(STDERR_FILENO);
    tell(report::summary({*run, nullptr, {}}, options));
  }
  return exit_ok;
}

}  // namespace calo::cli
