#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "model/profile.hpp"
#include "model/run.hpp"
#include "store/run_file.hpp"

namespace calo::series {

/// A directory of run files that is gone after the test.
class RunFiles {
 public:
  RunFiles() : directory_{testing::TempDir() + "calo-series-" + unique()} {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~RunFiles() { std::filesystem::remove_all(directory_); }
  RunFiles(const RunFiles&) = delete;
  RunFiles& operator=(const RunFiles&) = delete;

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// A run of one second of a program with two functions, on a machine that idles at 10 W.
  struct Made {
    std::string name = "work";
    int block = 1;
    double dynamic_j = 20.0;  ///< of the program
    double roots = 0.5;       ///< share of the program's function "roots"; the rest is "parts"
    double others_s = 0.0;    ///< busy CPU time of others
    std::optional<double> hertz{};  ///< of the CPUs
    std::optional<double> celsius{};
    std::string program{};  ///< that has no debug information; empty: its source is known
    std::string library{};  ///< that "parts" is in
    bool stacks = true;
    bool debug_files = true;  ///< were read: sources and lines are known
    bool complete = true;
    std::vector<std::pair<std::string, double>> phases{};  ///< and their dynamic energy
    std::vector<model::Warning> warnings{};
  };
  std::filesystem::path add(const Made& made) {
    const auto path = directory_ / (made.name + "-" + std::to_string(++count_) + ".calo");
    auto file = store::RunWriter::create(path, header(made));
    if (!file) throw std::runtime_error{file.error().text()};
    const model::RunEnd end = end_of(made);
    check(file->commit(std::vector{interval(made)}, {}, end));
    if (made.stacks) check(file->store(profile(made)));
    check(file->close());
    return path;
  }

 private:
  static std::string unique() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    return std::string{test->test_suite_name()} + "-" + test->name();
  }
  static void check(const Result<void>& done) {
    if (!done) throw std::runtime_error{done.error().text()};
  }
  model::RunHeader header(const Made& made) const {
    model::RunHeader header;
    header.command = {"./" + made.name};
    header.name = made.name;
    header.started_utc = std::chrono::seconds{1'700'000'000 + count_};
    header.calo_version = "0.1.0";
    header.interval = Seconds::of(0.1);
    header.tags = {{"calo.block", std::to_string(made.block)}};
    header.machine.cpu_model = "a CPU";
    header.machine.threads = 2;
    header.carbon.intensity = grams_per_kwh(100.0);
    header.carbon.place = "FR";
    model::Domain domain;
    domain.meter = "rapl-powercap";
    domain.name = "package-0";
    domain.scope = "package";
    domain.u_rel = 0.03;
    header.domains = {domain};
    return header;
  }
  static model::EnergyShares shares(const Made& made) {
    model::EnergyShares shares;
    const double other = made.others_s * 10.0;
    shares.gross = Joules::of(10.0 + made.dynamic_j + other);
    shares.idle = Joules::of(10.0);
    shares.tree_dynamic = Joules::of(made.dynamic_j);
    shares.other_dynamic = Joules::of(other);
    shares.tree_static = Joules::of(10.0 / (1.0 + made.others_s));
    return shares;
  }
  static model::Interval interval(const Made& made) {
    model::Interval interval;
    interval.end = Seconds::of(1.0);
    interval.energy = {shares(made)};
    interval.outcomes = {model::Outcome::good};
    interval.tree_user = Seconds::of(1.0);
    interval.others = Seconds::of(made.others_s);
    interval.frequency_hz = made.hertz;
    interval.temperature_celsius = made.celsius;
    return interval;
  }
  static model::RunEnd end_of(const Made& made) {
    model::RunEnd end;
    end.complete = made.complete;
    end.wait_status = 0;
    end.wall = end.program_wall = Seconds::of(1.0);
    end.cpu_user = Seconds::of(1.0);
    end.others = Seconds::of(made.others_s);
    end.peak_rss = Bytes::of(1e6);
    end.totals = {shares(made)};
    model::DomainState state;
    state.idle_known = true;
    state.idle_power = Watts::of(10.0);
    state.idle_u = Watts::of(0.5);
    state.good = 1;
    end.states = {state};
    end.warnings = made.warnings;
    if (!made.phases.empty()) end.phases.emplace_back();
    for (const auto& [name, joules] : made.phases) {
      model::Phase phase;
      phase.parent = -1;
      phase.name = name;
      phase.times = 1;
      phase.dynamic = Joules::of(joules);
      end.phases.push_back(phase);
    }
    return end;
  }
  static model::Profile profile(const Made& made) {
    model::Profile profile;
    profile.period = Seconds::of(0.004);
    profile.resolved = true;
    profile.modules = {{made.program.empty() ? "/opt/program" : made.program, "aa", false},
                       {made.library, "bb", false}};
    for (const auto& [name, line] : {std::pair{"main", 1}, {"roots", 10}, {"parts", 20}}) {
      model::Function function;
      function.name = name;
      if (made.program.empty() && made.debug_files)
        function.file = "/opt/" + made.name + "/work.cpp";
      function.first_line = line;
      function.module = line == 20 && !made.library.empty() ? 1 : 0;
      profile.functions.push_back(function);
    }
    for (const auto& [function, line] : {std::pair{0, 3}, {1, 11}, {2, 21}}) {
      model::Location location;
      location.module = 0;
      location.address = static_cast<std::uint64_t>(4096 + 16 * function);
      location.lines = {{function, made.debug_files ? line : 0}};
      profile.locations.push_back(location);
    }
    profile.stacks = {{-1, 0}, {0, 1}, {0, 2}};
    profile.buckets = {{Seconds{}, Seconds::of(1.0)}};
    profile.threads = {{.process = 1, .tid = 7, .name = made.name}};
    for (const auto& [stack, share] : {std::pair{1, made.roots}, {2, 1.0 - made.roots}}) {
      model::StackUse use;
      use.stack = stack;
      use.samples = 100;
      use.cpu = Seconds::of(share);
      use.dynamic = Joules::of(share * made.dynamic_j);
      use.static_share = Joules::of(share * shares(made).tree_static.value());
      use.dynamic_squares = use.dynamic.value() * use.dynamic.value() / 100.0;
      profile.uses.push_back(use);
    }
    return profile;
  }

  std::filesystem::path directory_;
  int count_ = 0;
};

}  // namespace calo::series
