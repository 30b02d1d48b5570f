#pragma once

#include <string>

namespace calo::model {

/// What was found of one source of measurement, for `calo doctor` and for a run's record.
struct Finding {
  std::string meter;      ///< "rapl-powercap"
  std::string title;      ///< "RAPL through powercap"
  bool found = false;     ///< the kernel or the machine offers it
  bool readable = false;  ///< and we may read it
  bool used = false;      ///< and a run started now would use it
  std::string detail;     ///< what is there: "2 packages, 2 dram", or where we looked
  std::string why_not;    ///< empty if readable
  std::string remedy;     ///< the exact command or step; empty if there is none
};

/// Something a reader of the numbers must know.
struct Warning {
  std::string code;  ///< stable word for machines: "counter-reset", "no-meter", "other-load"
  std::string text;  ///< one sentence for people
  friend bool operator==(const Warning&, const Warning&) = default;
};

}  // namespace calo::model
