#include "energy_table.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

using nlohmann::json;

constexpr std::string_view header =
    "time_utc,mode,duration_s,energy_j,energy_low90_j,energy_high90_j,energy_kwh,power_w,kind,"
    "carbon_g,carbon_low90_g,carbon_high90_g,peak_memory_bytes";
constexpr std::size_t fields_of_row = 13;

std::string field(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}
template <class Q>
std::string field(const std::optional<Q>& quantity) {
  return quantity ? field(std::optional{quantity->value()}) : "";
}

template <class Q>
std::optional<Q> quantity(const json& run, const char* pointer) {
  const json::json_pointer path{pointer};
  if (!run.contains(path) || !run.at(path).is_number()) return std::nullopt;
  return Q::of(run.at(path).get<double>());
}

std::string word(const json& run, const char* pointer) {
  const json::json_pointer path{pointer};
  return run.contains(path) && run.at(path).is_string() ? run.at(path).get<std::string>() : "";
}

template <class Q>
std::optional<Q> quantity(std::string_view field) {
  const auto number = calo::text::to_double(field);
  return number ? std::optional{Q::of(*number)} : std::nullopt;
}

std::string line_of(const ProfileRow& row) {
  std::optional<double> kwh;
  if (row.energy.value) kwh = calo::in_kwh(*row.energy.value);
  const std::array<std::string, fields_of_row> fields{calo::text::csv_quoted(row.time_utc),
                                                      calo::text::csv_quoted(row.mode),
                                                      field(row.duration),
                                                      field(row.energy.value),
                                                      field(row.energy.low),
                                                      field(row.energy.high),
                                                      field(kwh),
                                                      field(row.power()),
                                                      calo::text::csv_quoted(row.kind),
                                                      field(row.carbon.value),
                                                      field(row.carbon.low),
                                                      field(row.carbon.high),
                                                      field(row.peak_memory)};
  return fmt::format("{}\n", fmt::join(fields, ","));
}

std::optional<ProfileRow> row_of(std::string_view line) {
  const auto fields = calo::text::csv_fields(line);
  if (fields.size() != fields_of_row || fields[1].empty()) return std::nullopt;
  ProfileRow row;
  row.time_utc = fields[0];
  row.mode = fields[1];
  row.duration = quantity<calo::Seconds>(fields[2]);
  row.energy = {quantity<calo::Joules>(fields[3]), quantity<calo::Joules>(fields[4]),
                quantity<calo::Joules>(fields[5])};
  row.kind = fields[8];
  row.carbon = {quantity<calo::Grams>(fields[9]), quantity<calo::Grams>(fields[10]),
                quantity<calo::Grams>(fields[11])};
  row.peak_memory = quantity<calo::Bytes>(fields[12]);
  return row;
}

calo::Result<void> check_header(std::string_view text, const std::filesystem::path& path) {
  if (text.substr(0, text.find('\n')) == header) return {};
  return calo::fail(
      calo::Category::malformed,
      "reading " + path.string() + ": its first line is not that of an energy profile",
      "Rename the file; a new one will be made");
}

}  // namespace

std::optional<calo::Watts> ProfileRow::power() const {
  if (!energy.value || !duration || duration->value() <= 0) return std::nullopt;
  return *energy.value / *duration;
}

calo::Result<ProfileRow> row_from(std::string_view run_json, std::string_view mode) {
  const json run = json::parse(run_json, nullptr, false);
  if (!run.is_object() || !word(run, "/schema").starts_with("calo.run/")) {
    return calo::fail(calo::Category::malformed, "reading what calo says of a run: not its JSON",
                      "Use the calo that belongs to this baler");
  }
  ProfileRow row;
  row.time_utc = word(run, "/started_utc");
  row.mode = mode;
  row.duration = quantity<calo::Seconds>(run, "/program_wall_s");
  row.energy = {quantity<calo::Joules>(run, "/energy/attributed/value_j"),
                quantity<calo::Joules>(run, "/energy/attributed/low90_j"),
                quantity<calo::Joules>(run, "/energy/attributed/high90_j")};
  row.kind = word(run, "/energy/attributed/kind");
  row.carbon = {quantity<calo::Grams>(run, "/carbon/value_g"),
                quantity<calo::Grams>(run, "/carbon/low90_g"),
                quantity<calo::Grams>(run, "/carbon/high90_g")};
  row.peak_memory = quantity<calo::Bytes>(run, "/memory/peak_rss_bytes");
  return row;
}

calo::Result<void> append(const std::filesystem::path& path, const ProfileRow& row) {
  const std::string attempted = "writing " + path.string();
  const calo::os::FileDescriptor file{
      ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)};
  if (!file) return std::unexpected{calo::system_error(errno, attempted)};
  CALO_TRY(const auto begin, calo::os::read_again(file, path.string(), header.size() + 1));
  std::string text;
  if (begin.empty()) {
    text = fmt::format("{}\n", header);
  } else {
    CALO_TRY_DO(check_header(begin, path));
  }
  text += line_of(row);
  // One write: another program that appends at the same time does not come in between.
  const ssize_t written = ::write(file.get(), text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) return {};
  return std::unexpected{calo::system_error(written < 0 ? errno : ENOSPC, attempted)};
}

calo::Result<ProfileTable> read_table(const std::filesystem::path& path) {
  CALO_TRY(const auto text, calo::os::read_text(path));
  CALO_TRY_DO(check_header(text, path));
  ProfileTable table;
  bool is_first = true;
  for (const std::string_view line : calo::text::lines(text)) {
    if (std::exchange(is_first, false) || line.empty()) continue;
    if (auto row = row_of(line)) {
      table.rows.push_back(*std::move(row));
    } else {
      ++table.unreadable;
    }
  }
  return table;
}

}  // namespace baler
