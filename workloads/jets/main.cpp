// jets -o FILE.npz --rows N --seed S
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "base/try.hpp"
#include "generator.hpp"
#include "npz/npz.hpp"

namespace {

/// 8 GB of numbers; compressing programs need a multiple of it.
constexpr std::int64_t most_rows = 40'000'000;

struct Options {
  std::string output;
  std::int64_t rows = 20000;
  std::uint64_t seed = 1;
};

calo::Result<void> run(const Options& options) {
  CALO_TRY_DO(npz::check_writable(options.output));
  const auto rows = static_cast<std::size_t>(options.rows);
  const auto data =
      npz::Array::of(jets::generate(rows, options.seed), {rows, jets::columns.size()});
  const std::vector<std::string> names{jets::columns.begin(), jets::columns.end()};
  const auto name_array = npz::Array::of(names);
  const std::array<npz::Entry, 2> entries{npz::entry("data", data),
                                          npz::entry("names", name_array)};
  return npz::write(options.output, entries);
}

int parse_and_run(int count, char** arguments) {
  CLI::App app{"Makes a table of particle jets: 24 correlated columns, float64, with their names.",
               "jets"};
  app.footer(
      "Example:\n  jets -o jets.npz --rows 20000 --seed 1\n\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage.");
  app.set_version_flag("--version", "jets " JETS_VERSION);
  Options options;
  app.add_option("-o,--output", options.output, "The .npz to write, with data and names")
      ->type_name("FILE")
      ->required();
  app.add_option("--rows", options.rows, "Jets (20000)")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, most_rows));
  app.add_option("--seed", options.seed, "The same seed gives the same file everywhere (1)")
      ->type_name("S");
  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "jets: {}. See jets --help.\n", error.what());
    return 2;
  }
  const auto done = run(options);
  if (done) return 0;
  fmt::print(stderr, "jets: {}\n", done.error().text());
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return parse_and_run(count, arguments);
  } catch (const std::bad_alloc&) {
    std::fputs("jets: there is not enough memory for so many rows. Ask for fewer.\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "jets: unexpected: %s\n", error.what());
  }
  return 1;
}
