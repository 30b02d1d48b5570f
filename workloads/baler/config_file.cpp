#include "config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/text.hpp"
#include "base/try.hpp"
#include "config_parameters.hpp"
#include "config_syntax.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

/// Far more than any config; a larger file is something else.
constexpr std::size_t largest_config = std::size_t{1} << 20;

template <class Range>
auto find_name(const Range& range, std::string_view name) {
  return std::ranges::find_if(range, [&](const auto& known) { return known.name == name; });
}

/// What to say of a name that is no parameter.
void remark_on_unknown(const Assignment& assignment, std::string_view file, ReadConfig& read) {
  const std::string place = fmt::format("{}:{}", file, assignment.line);
  const auto ineffective = ineffective_parameters();
  if (const auto found = find_name(ineffective, assignment.name); found != ineffective.end()) {
    read.notes.push_back(
        fmt::format("{}: {} has no effect: {}", place, assignment.name, found->reason));
    return;
  }
  const auto nearest = nearest_parameter(assignment.name);
  read.warnings.push_back(fmt::format("{}: {} is not known and has no effect{}", place,
                                      calo::text::printable(assignment.name, 60),
                                      nearest ? fmt::format(". Did you mean {}?", *nearest) : ""));
}

}  // namespace

calo::Result<ReadConfig> parse_config(std::string_view text, std::string_view file) {
  CALO_TRY(const auto assignments, parse_assignments(text, file));
  ReadConfig read;
  std::map<std::string_view, int> line_of;
  for (const Assignment& assignment : assignments) {
    const auto [before, is_new] = line_of.try_emplace(assignment.name, assignment.line);
    if (!is_new) {
      read.warnings.push_back(
          fmt::format("{}:{}: {} was set on line {} already; this one counts", file,
                      assignment.line, calo::text::printable(assignment.name, 60), before->second));
    }
    const auto known = find_name(parameters(), assignment.name);
    if (known == parameters().end()) {
      if (is_new) remark_on_unknown(assignment, file, read);
      continue;
    }
    if (const auto complaint = known->set(read.config, assignment.value)) {
      return calo::fail(calo::Category::malformed,
                        fmt::format("reading {}:{}: {} {}", file, assignment.line, assignment.name,
                                    calo::text::printable(*complaint, 200)),
                        "Correct this line");
    }
  }
  if (read.config.input_path.empty()) {
    return calo::fail(calo::Category::malformed,
                      fmt::format("reading {}: input_path is not set", file),
                      "Add `c.input_path = \"workspaces/.../data.npz\"` to set_config");
  }
  for (const Parameter& parameter : parameters()) {
    if (!line_of.contains(parameter.name) && !parameter.meaning.empty()) {
      read.notes.push_back(fmt::format("{}: {} is not set: {}", file, parameter.name,
                                       python_text(parameter.get(read.config))));
    }
  }
  return read;
}

calo::Result<ReadConfig> read_config(const std::filesystem::path& path) {
  CALO_TRY(const auto text, calo::os::read_text(path, largest_config));
  return parse_config(text, path.string());
}

std::string new_config_text(std::string_view input_path) {
  Config config;
  config.input_path = input_path;
  std::string out =
      "# Settings of this project. `baler --help` and the guide explain the modes.\n\n\n"
      "def set_config(c):\n";
  for (const Parameter& parameter : parameters()) {
    if (parameter.meaning.empty()) continue;
    out += fmt::format("    c.{} = {}  # {}\n", parameter.name, python_text(parameter.get(config)),
                       parameter.meaning);
  }
  out += "\n    # The Python Baler asks for these names; they change nothing.\n";
  for (const std::string_view line : {"l1 = True", "reg_param = 0.001", "RHO = 0.05",
                                      "mse_avg = False", "mse_sum = True", "emd = False"}) {
    out += fmt::format("    c.{}\n", line);
  }
  return out;
}

}  // namespace baler
