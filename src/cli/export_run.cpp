#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <system_error>

#include "cli/cli.hpp"
#include "formats/csv.hpp"
#include "formats/influx.hpp"
#include "formats/json.hpp"
#include "store/find_runs.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

namespace fs = std::filesystem;
using Write = std::function<void(std::ostream&)>;

Result<Write> writer_of(std::string_view format, std::string_view what, const model::Run& run) {
  if (format == "csv" && what == "processes") {
    return [&run](std::ostream& out) { formats::write_processes_csv(out, run); };
  }
  if (format == "csv") return [&run](std::ostream& out) { formats::write_intervals_csv(out, run); };
  if (what == "processes") {
    return fail(Category::usage,
                fmt::format("exporting processes: {} has no form for them alone", format),
                "Use --format csv, or leave --what out");
  }
  if (format == "json") return [&run](std::ostream& out) { formats::write_json(out, run); };
  return [&run](std::ostream& out) { formats::write_influx(out, run); };
}

Result<void> write_stream(std::ostream& out, std::string_view name, const Write& write) {
  errno = 0;
  write(out);
  out.flush();
  if (out) return {};
  return std::unexpected{system_error(errno == 0 ? EIO : errno, fmt::format("writing {}", name))};
}

Result<void> write_opened(const fs::path& opened, const fs::path& name, const Write& write) {
  errno = 0;
  std::ofstream out{opened, std::ios::binary};
  if (!out) {
    return std::unexpected{
        system_error(errno == 0 ? EIO : errno, fmt::format("writing {}", name.string()))};
  }
  return write_stream(out, name.string(), write);
}

/// Writes a new file in full or not at all. An existing one stays what it was until the new one is
/// complete, and is only replaced with `force`; a device or pipe is written into.
Result<void> write_file(const fs::path& path, const fs::path& run_file, bool force,
                        const Write& write) {
  std::error_code ignored;
  if (fs::equivalent(path, run_file, ignored)) {
    return fail(Category::usage, fmt::format("writing {}: it is the run itself", path.string()),
                "Choose another name");
  }
  const bool exists = fs::exists(path, ignored);
  if (exists && fs::is_directory(path, ignored)) {
    return fail(Category::usage, fmt::format("writing {}: it is a directory", path.string()),
                "Choose the name of a file");
  }
  if (exists && !fs::is_regular_file(path, ignored)) {
    return write_opened(path, path, write);
  }
  if (exists && !force) {
    return fail(Category::usage, fmt::format("writing {}: it exists already", path.string()),
                "Choose another name, or replace it with --force");
  }
  const fs::path part = fmt::format("{}.part.{}", path.string(), ::getpid());
  auto written = write_opened(part, path, write);
  // link(2) fails where the name has been taken meanwhile; rename(2) replaces.
  if (written &&
      (force ? ::rename(part.c_str(), path.c_str()) : ::link(part.c_str(), path.c_str())) != 0) {
    const bool cannot_link = !force && (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS);
    if (!cannot_link || ::rename(part.c_str(), path.c_str()) != 0) {
      written = std::unexpected{system_error(errno, fmt::format("writing {}", path.string()))};
    }
  }
  fs::remove(part, ignored);
  return written;
}

}  // namespace

int export_run(Arguments arguments) {
  std::string format;
  std::string what;
  std::string output = "-";
  std::string file;
  bool force = false;
  CLI::App app{"Writes a run for other programs.", "calo export"};
  app.add_option("--format", format, "csv, json or influx (InfluxDB line protocol)")
      ->required()
      ->check(CLI::IsMember({"csv", "json", "influx"}));
  app.add_option("--what", what,
                 "intervals (default) or processes, for csv; influx has intervals, json everything")
      ->check(CLI::IsMember({"intervals", "processes"}));
  app.add_option("-o,--output", output, "a file instead of standard output");
  app.add_flag("--force", force, "replace the output file if it exists");
  app.add_option("FILE", file, "a run file, or 'last': the newest one in this directory")
      ->required();
  app.footer(
      "Examples:\n"
      "  calo export --format csv last > run.csv\n"
      "  calo export --format csv --what processes -o processes.csv sim.calo\n"
      "  calo export --format json sim.calo | jq .end.totals\n"
      "  calo export --format influx sim.calo | influx write --bucket energy\n");
  if (const auto status = parse(app, arguments)) return *status;

  const auto path = store::resolve(file);
  if (!path) return report(path.error());
  const auto run = store::read_run(*path);
  if (!run) return report(run.error());
  const auto write = writer_of(format, what, *run);
  if (!write) return report(write.error(), exit_usage);
  const auto written = output == "-" ? write_stream(std::cout, "standard output", *write)
                                     : write_file(output, *path, force, *write);
  if (!written) {
    return report(written.error(),
                  written.error().category == Category::usage ? exit_usage : exit_failed);
  }
  return exit_ok;
}

}  // namespace calo::cli
