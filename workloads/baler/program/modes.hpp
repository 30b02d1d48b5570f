#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "config.hpp"
#include "options.hpp"
#include "project.hpp"

namespace baler {

/// Exit statuses.
enum class Status : std::uint8_t { done = 0, failed = 1, wrong_usage = 2, interrupted = 130 };

/// What every mode is given.
struct Job {
  Options options;
  Project project;
  Config config;
};

// One function for each mode. They print what they did on standard output and progress on standard
// error.
calo::Result<Status> run_new_project(const Project& project);
calo::Result<Status> run_train(const Job& job);
calo::Result<Status> run_compress(const Job& job);
calo::Result<Status> run_decompress(const Job& job);
calo::Result<Status> run_plot(const Job& job);
calo::Result<Status> run_info(const Job& job);

/// Runs the mode of the options under calo, `options.repeats` times, and keeps what was measured
/// under output/profiling/.
calo::Result<Status> run_energy_profile(const Options& options, const Project& project);

/// Runs the mode of the options under calo, prints its hottest functions, and keeps its call graph
/// and stacks under output/profiling/.
calo::Result<Status> run_call_profile(const Options& options, const Project& project);

}  // namespace baler
