#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/code.hpp"
#include "base/error.hpp"
#include "base/quantity.hpp"
#include "model/interpreter_frames.hpp"
#include "model/profile.hpp"
#include "model/run.hpp"

namespace calo::formats {

// What the export formats of profiles have in common: which cost is written, and the stacks as
// people read them.

/// An index of the model, which is not -1, as one of a vector.
constexpr std::size_t at(std::int32_t index) {
  return static_cast<std::size_t>(index);
}
/// The place of a function in a vector that begins with function -1, which nobody knows.
constexpr std::size_t slot_of(std::int32_t function) {
  return static_cast<std::size_t>(std::int64_t{function} + 1);
}

/// The cost that weighs a stack. All formats but Firefox's obey it; those with room for several
/// costs put it first.
using analysis::Measure;

struct ProfileOptions {
  Measure by = Measure::cpu;  ///< from measure_of()
  /// Leave the frames of the Python interpreter out of stacks that have Python frames: what they
  /// cost is that of the Python line they run.
  bool fold_interpreter = true;
  bool tell_threads_apart = false;  ///< in collapsed stacks and speedscope
  /// How much of the static shares the program pays (analysis::CodeCosts::paid): a stack costs
  /// its dynamic energy and so much of its static share, as everywhere else.
  double paid = 0.0;
  bool exact_if_traced = true;  ///< in pstats: what the interpreter counted, where it did
};

/// The cost to write: the one asked for; if none was, energy where any is known, else CPU time.
/// Fails with `usage` where the profile has nothing of what was asked for.
Result<Measure> measure_of(const model::Run& run, const model::Profile& profile,
                           std::optional<Measure> asked);

/// Unit of integer weights: "µJ", "µs", "µg CO2e".
std::string_view micro_unit(Measure measure);

/// A function, or a line of it, called in the context `parent`.
struct Frame {
  std::int32_t parent = -1;    ///< index, -1 root
  std::int32_t function = -1;  ///< index into Profile::functions; -1 nobody knows
  std::int32_t line = 0;       ///< 0 unknown, or lines are not told apart
};

/// The stacks of a profile with one frame per function: inlined functions have frames of their own,
/// equal frames of one context are one.
struct Stacks {
  std::vector<Frame> frames;            ///< parents come first
  std::vector<std::int32_t> innermost;  ///< for each of Profile::stacks its last frame; -1 unused
  /// A stack from its root to `frame`, as indices of frames.
  [[nodiscard]] std::vector<std::int32_t> path(std::int32_t frame) const;
};

enum class Lines : bool { merged, told_apart };
/// The contexts of attribution::call_tree in which something was used.
Stacks stacks_of(const model::Profile& profile, bool fold_interpreter, Lines lines);

/// What a stack used by itself.
struct StackCost {
  std::int32_t thread = -1;  ///< index into Profile::threads; -1: all threads
  std::int32_t stack = 0;
  std::int64_t samples = 0;
  Seconds cpu{};
  Joules energy{};
};

/// The uses of a profile summed per thread (or over all threads) and stack. `stack_of` gives each
/// of Profile::stacks its number in the result, 0 or more. Ordered by thread, then stack.
std::vector<StackCost> costs_by_stack(const model::Profile& profile,
                                      std::span<const std::int32_t> stack_of,
                                      const ProfileOptions& options);

/// Carbon of an energy: PUE * intensity, grams per joule (docs/methods/carbon.md).
GramsPerJoule carbon_factor(const model::Run& run);

/// One cost of each stack in whole millionths of its unit (µJ, µs, µg), rounded so that they add up
/// to the rounded sum.
std::vector<std::int64_t> micro_weights(std::span<const StackCost> costs, Measure measure,
                                        const model::Run& run);

/// The name of a function for one line of text: valid UTF-8 without control characters.
std::string shown_name(const model::Profile& profile, std::int32_t function);
/// The file a function is in, or what is known instead: its module, or "".
std::string shown_file(const model::Profile& profile, std::int32_t function);
/// A name is written again for each stack it is in, so that one of megabytes, which no compiler
/// makes, would make gigabytes of an export.
inline constexpr std::size_t longest_line = std::size_t{1} << 14;
/// A foreign text on one line, ended by "..." past `longest_line` bytes.
std::string one_line(std::string_view text);
/// "name (pid 12, tid 34)".
std::string shown_thread(const model::Run& run, const model::Profile& profile, std::int32_t thread);
/// The kernel's number of the process a thread is in; 0 unknown.
std::int64_t pid_of(const model::Run& run, const model::SampledThread& thread);

}  // namespace calo::formats
