#include "power_model/cpu_table.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "power_model/rows.hpp"
#include "power_model/tables.hpp"

namespace calo::power_model {

namespace {

constexpr std::array<std::string_view, 7> families = {"",         "xeon ",  "epyc ",  "core ",
                                                      "opteron ", "ryzen ", "ampere "};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

/// "96-core", "quad-core": how many cores, not which model.
bool counts_cores(std::string_view word) {
  if (!word.ends_with("-core")) return false;
  const std::string_view count = word.substr(0, word.size() - 5);
  constexpr std::array<std::string_view, 7> spelled = {"dual",  "triple", "quad",   "six",
                                                       "eight", "twelve", "sixteen"};
  return text::to_u64(count).has_value() || std::ranges::find(spelled, count) != spelled.end();
}

bool is_generation_ordinal(std::string_view word) {
  return word.size() >= 3 && word.front() >= '0' && word.front() <= '9' &&
         (word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") ||
          word.ends_with("rd"));
}

bool is_noise(std::string_view word) {
  constexpr std::array<std::string_view, 9> noise = {"cpu",          "processor",    "intel",
                                                     "amd",          "genuine",      "gen",
                                                     "genuineintel", "authenticamd", "nvidia"};
  return std::ranges::find(noise, word) != noise.end() || counts_cores(word) ||
         is_generation_ordinal(word);
}

bool same_without_spaces(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t k = 0;
  for (;;) {
    while (i < a.size() && a[i] == ' ') ++i;
    while (k < b.size() && b[k] == ' ') ++k;
    if (i == a.size() || k == b.size()) return i == a.size() && k == b.size();
    if (a[i++] != b[k++]) return false;
  }
}

std::optional<int> whole(std::string_view field) {
  const auto value = text::to_i64(field);
  if (!value) return std::nullopt;
  return static_cast<int>(*value);
}

CpuModel model_from(std::string_view line) {
  const auto fields = Rows<8>::fields(line);
  CpuModel cpu;
  cpu.key = fields[0];
  cpu.cores = whole(fields[1]);
  cpu.threads = whole(fields[2]);
  cpu.base_mhz = text::to_double(fields[3]);
  if (const auto watts = text::to_double(fields[4])) cpu.tdp = Watts::of(*watts);
  cpu.launch_year = whole(fields[5]);
  cpu.generation = fields[6];
  cpu.measured_systems = whole(fields[7]).value_or(0);
  return cpu;
}

}  // namespace

std::string normalised_cpu_name(std::string_view name) {
  std::string lower = text::lower_case(name.substr(0, 200));
  for (const std::string_view mark : {"(r)", "(tm)", "®", "™"}) replace_all(lower, mark, " ");
  for (const std::string_view end : {"@", " w/ ", " with ", " model b"})
    lower.resize(std::min(lower.size(), lower.find(end)));
  std::string key;
  for (const std::string_view word : text::words(lower)) {
    if (is_noise(word)) continue;
    if (!key.empty()) key += ' ';
    key += word;
  }
  if (key.starts_with("ampere ")) key.erase(0, 7);
  return key;
}

std::optional<CpuModel> find_cpu(std::string_view name) {
  const std::string key = normalised_cpu_name(name);
  if (key.empty()) return std::nullopt;
  std::array<std::string, families.size()> candidates;
  std::array<std::string_view, families.size()> found{};
  for (std::size_t i = 0; i < families.size(); ++i) candidates[i] = std::string{families[i]} + key;
  Rows<8> rows{cpus_csv()};
  for (std::string_view line = rows.next_line(); !line.empty(); line = rows.next_line()) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (line.front() == candidates[i].front() &&
          same_without_spaces(line.substr(0, line.find(',')), candidates[i])) {
        found[i] = line;
      }
    }
  }
  for (const std::string_view line : found) {
    if (!line.empty()) return model_from(line);
  }
  return std::nullopt;
}

}  // namespace calo::power_model
