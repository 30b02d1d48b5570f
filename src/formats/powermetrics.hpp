#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/quantity.hpp"
#include "model/run.hpp"

/// Output of macOS's powermetrics(1): `-f text` of Intel Macs and of every generation of Apple
/// silicon, and `-f plist` (docs/formats/powermetrics.md).
namespace calo::formats {

/// One sample: what each domain spent in `elapsed`.
struct PowermetricsSample {
  std::optional<std::chrono::nanoseconds> ended_utc;  ///< since 1970; resolution 1 s
  Seconds elapsed{};                                  ///< > 0
  /// By domain, each once: "cpu", "gpu", "ane", "dram", "dcs", "package", "combined", "e-cluster",
  /// "p0-cluster", ...
  std::vector<std::pair<std::string, Joules>> energy;
  std::optional<Seconds> busy;  ///< CPU time in use, summed over the CPUs that were listed
  int cpus = 0;                 ///< that were listed
};

/// Reads powermetrics output piece by piece, as it comes out of a pipe.
///
/// What is malformed is counted and passed over. Memory is bounded: a line of more than 64 KiB, a
/// property list of more than 64 MiB is malformed.
class PowermetricsReader {
 public:
  void feed(std::string_view bytes);
  /// The input has ended: what is left is a sample, or malformed.
  void finish();
  /// Nothing has come for a while: a text sample that holds powers is complete, unless it stops
  /// within a line. Powers that come after all are malformed.
  void pause();

  /// The samples completed since the last call. A text sample is complete when the next one begins.
  [[nodiscard]] std::vector<PowermetricsSample> take() { return std::exchange(done_, {}); }

  [[nodiscard]] const std::string& machine() const { return machine_; }  ///< "MacBookPro18,2"
  [[nodiscard]] const std::string& system() const { return system_; }    ///< OS version
  [[nodiscard]] std::int64_t malformed() const { return malformed_; }    ///< lines, property lists
  [[nodiscard]] const std::string& first_malformed() const { return first_malformed_; }
  /// Powers that calo does not know, which are in no sum.
  [[nodiscard]] const std::set<std::string>& unknown() const { return unknown_; }

 private:
  void line(std::string_view line);
  void begin_sample(std::string_view header);
  void power_line(std::string_view line);
  void end_sample();
  void property_list(std::string_view document);
  void reject(std::string_view what);

  enum class Form { unknown, text, plist } form_ = Form::unknown;
  std::string buffer_;
  bool skipping_ = false;   ///< the rest of a line or a property list that is too long
  std::int64_t units_ = 0;  ///< lines or property lists so far, for messages
  std::optional<PowermetricsSample> sample_;
  std::vector<PowermetricsSample> done_;
  std::string machine_, system_;
  std::int64_t malformed_ = 0;
  std::string first_malformed_;
  std::set<std::string> unknown_;
};

/// The name of the domain that "CPU Power", "P0-Cluster Power", "Combined Power (CPU + GPU + ANE)"
/// stand for; empty if calo does not know it.
std::string powermetrics_domain(std::string_view label);

/// The domains that occur in `samples`, with roles such that nothing is counted twice: package
/// contains everything else; without it, the parts are added and "combined", their sum, is not.
std::vector<model::Domain> powermetrics_domains(std::span<const PowermetricsSample> samples);

/// Adds the domains of `sample` that are not among `domains` yet. Those that are there keep their
/// roles, so that sums go on; one that comes late gets a role with which nothing is counted twice.
void add_powermetrics_domains(std::vector<model::Domain>& domains,
                              const PowermetricsSample& sample);

/// The samples as a run of the whole machine. Fails with `malformed` if there are none.
Result<model::Run> powermetrics_run(std::span<const PowermetricsSample> samples,
                                    const PowermetricsReader& reader);

/// The same of a file, or of standard input for "-", which are read to their end piece by piece:
/// only samples are kept.
Result<model::Run> read_powermetrics(const std::string& file);

}  // namespace calo::formats
