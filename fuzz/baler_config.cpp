// A config from anywhere: whatever the bytes, it is read or refused with a line, and what is read
// has values in range and reads back as it was.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/expect.hpp"
#include "config_file.hpp"
#include "config_syntax.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};

  const auto assignments = baler::parse_assignments(input, "config.py");
  if (!assignments) {
    CALO_EXPECT(assignments.error().what.starts_with("reading config.py:"),
                "an error names the file and the line");
    return 0;
  }
  std::string again = "def set_config(c):\n";
  for (const baler::Assignment& assignment : *assignments) {
    CALO_EXPECT(assignment.line >= 1, "lines count from one");
    again += "  c." + assignment.name + " = " + baler::python_text(assignment.value) + "\n";
  }
  const auto twice = baler::parse_assignments(again, "again.py");
  CALO_EXPECT(twice && twice->size() == assignments->size(), "what was read is written as Python");
  for (std::size_t i = 0; i < twice->size(); ++i) {
    CALO_EXPECT((*twice)[i].value == (*assignments)[i].value, "and reads back as it was");
  }

  const auto read = baler::parse_config(input, "config.py");
  if (!read) return 0;
  const baler::Config& config = read->config;
  CALO_EXPECT(!config.input_path.empty(), "there is an input");
  CALO_EXPECT(config.epochs >= 1 && config.batch_size >= 1, "counts are above zero");
  CALO_EXPECT(config.compression_ratio > 0 && config.lr > 0, "ratio and rate are above zero");
  CALO_EXPECT(std::isfinite(config.min_delta), "numbers are finite");
  CALO_EXPECT(config.test_size >= 0 && config.test_size < 1, "the share is a share");
  return 0;
}
