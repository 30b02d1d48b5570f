#include "formats/influx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <ostream>

#include "formats/export.hpp"
#include "model/whole_machine.hpp"

namespace calo::formats {

namespace {

/// ",key=value"; nothing for an empty value, which the protocol forbids.
std::string tag(std::string_view key, std::string_view value) {
  if (key.empty() || value.empty()) return "";
  return fmt::format(",{}={}", influx_escaped(key), influx_escaped(value));
}

/// The user's tags. A key that the protocol or calo uses gets "tag_" before it; of equal keys the
/// last one counts.
std::string tags_of(const model::RunHeader& header) {
  constexpr std::array<std::string_view, 10> taken = {
      "run", "domain", "meter", "scope", "role", "kind", "time", "_field", "_measurement", "_time"};
  std::vector<std::pair<std::string, std::string_view>> tags{{"run", header.name}};
  for (const auto& [key, value] : header.tags) {
    const bool is_taken = std::ranges::find(taken, key) != taken.end();
    const std::string name = is_taken || key.starts_with('_') ? "tag_" + key : key;
    const auto earlier = std::ranges::find(tags, name, [](const auto& pair) { return pair.first; });
    if (earlier != tags.end()) {
      earlier->second = value;
    } else {
      tags.emplace_back(name, value);
    }
  }
  std::string result;
  for (const auto& [key, value] : tags) result += tag(key, value);
  return result;
}

/// The fields of one line.
class Fields {
 public:
  void add(std::string_view name, double value) {
    if (std::isfinite(value)) put("{}={}", name, value);
  }
  void add(std::string_view name, std::int64_t value) { put("{}={}i", name, value); }
  template <Dimension d>
  void add(std::string_view name, Quantity<d> value) {
    add(name, value.value());
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) add(name, *value);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  template <class T>
  void put(fmt::format_string<std::string_view&, T&> format, std::string_view name, T value) {
    if (!text_.empty()) text_ += ',';
    fmt::format_to(std::back_inserter(text_), format, name, value);
  }
  std::string text_;
};

/// The reading after a gap brings the energy of the gap, too: no power follows from it.
bool is_known_alone(const std::vector<model::Interval>& intervals, std::size_t k,
                    std::size_t domain) {
  return intervals[k].outcomes[domain] == model::Outcome::good &&
         (k == 0 || intervals[k - 1].outcomes[domain] != model::Outcome::gap);
}

void write_line(std::ostream& out, std::string_view measurement, std::string_view tags,
                const Fields& fields, std::int64_t when_ns) {
  out << measurement << tags << ' ' << fields.text() << ' ' << when_ns << '\n';
}

}  // namespace

std::string influx_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == ',' || c == '=' || c == ' ') {
      result += '\\';
      result += c;
    } else if (code < 0x20 || code == 0x7F) {
      result += "\\ ";
    } else {
      result += c == '\\' ? '/' : c;
    }
  }
  return result;
}

void write_influx(std::ostream& out, const model::Run& run) {
  const std::string common = tags_of(run.header);
  std::vector<std::string> of_domain;
  of_domain.reserve(run.header.domains.size());
  for (const model::Domain& domain : run.header.domains) {
    of_domain.push_back(common + tag("domain", domain.name) + tag("meter", domain.meter) +
                        tag("scope", domain.scope) + tag("role", model::name(domain.role)) +
                        tag("kind", name(domain.kind)));
  }
  for (std::size_t k = 0; k < run.intervals.size(); ++k) {
    const model::Interval& interval = run.intervals[k];
    const auto when = instant_ns(run.header.started_utc, interval.end);
    if (!when) continue;
    const Seconds length = interval.end - interval.begin;
    for (std::size_t i = 0; i < interval.energy.size(); ++i) {
      if (is_unread(interval.energy[i], interval.outcomes[i])) continue;
      Fields fields;
      for (const auto& [share, value] :
           known_shares(interval.energy[i], run.end.states[i].idle_known)) {
        fields.add(share, value);
      }
      if (length > Seconds{} && is_known_alone(run.intervals, k, i)) {
        fields.add("gross_w", interval.energy[i].gross / length);
      }
      if (!fields.text().empty()) write_line(out, "calo_energy", of_domain[i], fields, *when);
    }
    Fields fields;
    fields.add("length_s", length);
    fields.add("tree_user_s", model::counted_or_told(run.end, interval.tree_user));
    fields.add("tree_system_s", model::counted(run.end, interval.tree_system));
    fields.add("own_s", model::counted(run.end, interval.own));
    fields.add("others_s", model::counted(run.end, interval.others));
    fields.add("steal_s", model::counted(run.end, interval.steal));
    fields.add("processes", model::counted_or_told(run.end, interval.processes));
    fields.add("threads", model::counted(run.end, interval.threads));
    fields.add("rss_bytes", model::counted_or_told(run.end, interval.rss));
    fields.add("pss_bytes", interval.pss);
    fields.add("swap_bytes", interval.swap);
    fields.add("minor_faults", model::counted(run.end, interval.minor_faults));
    fields.add("major_faults", model::counted(run.end, interval.major_faults));
    fields.add("context_switches", interval.context_switches);
    fields.add("read_chars_bytes", interval.read_chars);
    fields.add("written_chars_bytes", interval.written_chars);
    fields.add("read_disk_bytes", interval.read_disk);
    fields.add("written_disk_bytes", interval.written_disk);
    fields.add("frequency_hz", interval.frequency_hz);
    fields.add("temperature_celsius", interval.temperature_celsius);
    write_line(out, "calo_tree", common, fields, *when);
  }
}

}  // namespace calo::formats
