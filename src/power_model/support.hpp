#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace calo::power_model {

inline constexpr std::size_t load_levels = 11;  ///< idle, 10 %, 20 % ... 100 %
using PerLevel = std::array<double, load_levels>;

/// The inputs of the model as it measures distances between systems.
struct Features {
  std::string_view generation;
  double ln_tdp = 0.0;    ///< W of one socket
  double ln_cores = 0.0;  ///< of one socket
  double year = 0.0;
  double ln_memory = 0.0;  ///< GB of one socket, the node's clipped to 4 .. 4096
  double ln_sockets = 0.0;
  double amd = 0.0;  ///< 1 or 0
  double ln_base_mhz = 0.0;
  double smt = 0.0;  ///< 1 or 0
};

/// One measured server: wall power against what the parametric model says, and per socket and watt
/// of TDP.
struct SupportRow {
  Features features;
  double rows_of_model = 1.0;  ///< rows with the same CPU model
  PerLevel residual{};         ///< ln(measured / parametric), clipped to +-0.6
  PerLevel ln_per_tdp{};       ///< ln(W / (sockets * TDP))
};

/// The measured servers (data/power/support.csv), read once from the embedded text: about a
/// millisecond and 250 kB.
/// The text must outlive the table.
class SupportTable {
 public:
  explicit SupportTable(std::string_view csv);
  [[nodiscard]] const std::vector<SupportRow>& rows() const { return rows_; }
  [[nodiscard]] bool has_generation(std::string_view code) const;

 private:
  std::vector<SupportRow> rows_;
};

const SupportTable& support_table();

}  // namespace calo::power_model
