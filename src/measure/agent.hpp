#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "model/profile.hpp"
#include "ring/session.hpp"
#include "sampling/trace.hpp"

namespace calo::measure {

/// Where samples of a program will arrive, and what it must find in its environment for that.
struct StackSource {
  ring::Session session;
  std::vector<std::string> environment;  ///< "NAME=value"
  std::optional<sampling::PythonTrace> trace;
};

/// libcalo-agent.so: CALO_AGENT, or where calo is installed. Fails with `not_found`.
Result<std::filesystem::path> find_agent();

/// Where the workers of OpenMP teams stand in the call tree.
enum class Teams : std::uint8_t {
  joined,  ///< below the function that opened their region (attribution/teams.hpp)
  apart,   ///< below the runtime's function that starts them
};

/// The stacks of a recorded run with their functions looked up. Fails with `not_found`, and what to
/// do, where it holds no sample.
Result<model::Profile> stacks_of(const std::filesystem::path& run);
/// The same; empty if none were taken.
Result<std::optional<model::Profile>> read_stacks(const std::filesystem::path& run,
                                                  Teams teams = Teams::joined);

/// Who takes stacks.
enum class Sampler : std::uint8_t {
  automatic,  ///< the kernel's events from outside, and the agent where there is an interpreter
  outside,
  inside,
};

/// Whether and how stacks are taken.
struct Stacks {
  bool taken = true;
  Sampler by = Sampler::automatic;
  std::chrono::nanoseconds period{5'025'126};  ///< CPU time of a thread between two: 199 Hz
  bool traced = false;                         ///< count every call of Python functions, too
};

/// Sets up the taking of stacks inside a program that is about to be started.
Result<StackSource> open_stacks(const Stacks& wanted);

}  // namespace calo::measure
