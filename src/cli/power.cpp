#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "cli/cli.hpp"
#include "os/file.hpp"
#include "power_model/batch.hpp"
#include "power_model/machine_power.hpp"
#include "report/power_table.hpp"

namespace calo::cli {

namespace {

struct Options {
  power_model::System system;
  std::optional<int> vcpus;
  std::string profile;
  bool json = false;
};

Result<std::string> whole_input(const std::string& path) {
  return os::read_text(path == "-" ? "/dev/stdin" : path);
}

int predict_batch(const std::string& path) {
  const auto text = whole_input(path);
  if (!text) return report(text.error());
  const auto lines = text::lines(*text);
  if (lines.empty()) {
    return report(Error{Category::malformed, "reading " + path + ": the table is empty",
                        "Give a header and rows"});
  }
  const auto batch = power_model::Batch::from_header(lines.front());
  if (!batch) return report(batch.error());
  int status = exit_ok;
  std::string out = batch->header() + '\n';
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (text::trimmed(lines[i]).empty()) continue;
    auto row = batch->row(lines[i], i + 1);
    if (!row) {
      status = report(row.error());
      row = batch->empty_row(lines[i]);
    }
    out += *row + '\n';
    constexpr std::size_t enough = std::size_t{1} << 16U;
    if (out.size() < enough) continue;
    if (const auto written = write_out(out); !written) return report(written.error());
    out.clear();
  }
  if (const auto written = write_out(out); !written) return report(written.error());
  return status;
}

}  // namespace

int power(Arguments arguments) {
  CLI::App app{
      "Watts of a machine by load, from published measurements of servers: what 'calo run' uses "
      "where no energy "
      "counter is readable.",
      "calo power"};
  Options options;
  double memory_gb = 0.0;
  double tdp_w = 0.0;
  std::string batch;
  power_model::System& system = options.system;
  app.add_option("--cpu", system.cpu, "CPU model, in any spelling; without it: this machine");
  app.add_option("--sockets", system.sockets, "CPUs of the machine")->check(CLI::Range(1, 1024));
  auto* memory =
      app.add_option("--memory", memory_gb, "installed memory in GB")->check(CLI::Range(0.01, 1e7));
  app.add_option("--vcpus", options.vcpus, "a virtual machine with this many CPUs on such a host")
      ->check(CLI::Range(1, 100000));
  auto* tdp = app.add_option("--tdp", tdp_w, "thermal design power of one CPU in W")
                  ->check(CLI::Range(0.5, 5000.0));
  app.add_option("--cores", system.cores, "cores of the whole machine")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--threads", system.threads, "logical CPUs of the whole machine")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--year", system.launch_year, "launch year of the CPU")
      ->check(CLI::Range(1990, 2100));
  app.add_option("--generation", system.generation,
                 "generation code, see 'calo data cpu-generations'");
  app.add_option("--power-profile", options.profile, "show this profile (from 'calo calibrate')");
  app.add_option("--batch", batch,
                 "predict every row of a table (- for standard input), CSV to standard output");
  app.add_flag("--json", options.json, "print one JSON object");
  if (const auto status = parse(app, arguments)) return *status;
  if (!batch.empty()) return predict_batch(batch);
  if (memory->count() > 0) system.memory = power_model::gigabytes(memory_gb);
  if (tdp->count() > 0) system.tdp = Watts::of(tdp_w);

  const auto shown = options.profile.empty() ? power_model::power_of(options.system, options.vcpus)
                                             : power_model::power_of_profile(options.profile);
  if (!shown) return report_failure(shown.error());
  const auto written = write_out(options.json ? report::power_json(shown->title, shown->curve)
                                              : report::power_table(shown->title, shown->curve));
  if (!written) return report(written.error());
  return exit_ok;
}

}  // namespace calo::cli
