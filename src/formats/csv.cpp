#include "formats/csv.hpp"

#include <fmt/format.h>

#include <iterator>
#include <ostream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "formats/export.hpp"
#include "model/whole_machine.hpp"

namespace calo::formats {

namespace {

/// One line under construction.
class Line {
 public:
  void text(std::string_view value) {
    separate();
    line_ += text::csv_quoted(value);
  }
  void number(double value) {
    separate();
    fmt::format_to(std::back_inserter(line_), "{}", value);
  }
  void number(std::int64_t value) {
    separate();
    fmt::format_to(std::back_inserter(line_), "{}", value);
  }
  void number(int value) { number(std::int64_t{value}); }
  template <Dimension d>
  void number(Quantity<d> value) {
    number(value.value());
  }
  template <class T>
  void number(const std::optional<T>& value) {
    if (value) {
      number(*value);
    } else {
      missing();
    }
  }
  void missing() { separate(); }
  void end(std::ostream& out) {
    line_ += '\n';
    out.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    line_.clear();
    first_ = true;
  }

 private:
  void separate() {
    if (!first_) line_ += ',';
    first_ = false;
  }
  std::string line_;
  bool first_ = true;
};

/// "total.package-0"; with the meter where two domains would have one label, then with their
/// number.
std::vector<std::string> labels(const std::vector<model::Domain>& domains) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const auto is_shared = [&](const auto& key) {
      for (std::size_t k = 0; k < domains.size(); ++k) {
        if (k != i && key(domains[k]) == key(domains[i])) return true;
      }
      return false;
    };
    const auto short_name = [](const model::Domain& domain) {
      return fmt::format("{}.{}", model::name(domain.role), domain.name);
    };
    const auto long_name = [](const model::Domain& domain) {
      return fmt::format("{}.{}/{}", model::name(domain.role), domain.meter, domain.name);
    };
    result.push_back(!is_shared(short_name)  ? short_name(domains[i])
                     : !is_shared(long_name) ? long_name(domains[i])
                                             : fmt::format("{}#{}", long_name(domains[i]), i));
  }
  return result;
}

}  // namespace

void write_intervals_csv(std::ostream& out, const model::Run& run) {
  Line line;
  for (const char* name : {"begin_utc",
                           "begin_s",
                           "end_s",
                           "tree_user_s",
                           "tree_system_s",
                           "own_s",
                           "others_s",
                           "steal_s",
                           "processes",
                           "threads",
                           "rss_bytes",
                           "pss_bytes",
                           "swap_bytes",
                           "minor_faults",
                           "major_faults",
                           "context_switches",
                           "read_chars_bytes",
                           "written_chars_bytes",
                           "read_disk_bytes",
                           "written_disk_bytes",
                           "frequency_hz",
                           "temperature_celsius"}) {
    line.text(name);
  }
  for (const std::string& label : labels(run.header.domains)) {
    for (const auto& [name, value] : known_shares({}, true)) {
      line.text(fmt::format("{}.{}", label, name));
    }
    line.text(label + ".outcome");
  }
  line.end(out);

  for (const model::Interval& interval : run.intervals) {
    line.text(iso_utc(instant_ns(run.header.started_utc, interval.begin)));
    line.number(interval.begin);
    line.number(interval.end);
    line.number(model::counted_or_told(run.end, interval.tree_user));
    line.number(model::counted(run.end, interval.tree_system));
    line.number(model::counted(run.end, interval.own));
    line.number(model::counted(run.end, interval.others));
    line.number(model::counted(run.end, interval.steal));
    line.number(model::counted_or_told(run.end, interval.processes));
    line.number(model::counted(run.end, interval.threads));
    line.number(model::counted_or_told(run.end, interval.rss));
    line.number(interval.pss);
    line.number(interval.swap);
    line.number(model::counted(run.end, interval.minor_faults));
    line.number(model::counted(run.end, interval.major_faults));
    line.number(interval.context_switches);
    line.number(interval.read_chars);
    line.number(interval.written_chars);
    line.number(interval.read_disk);
    line.number(interval.written_disk);
    line.number(interval.frequency_hz);
    line.number(interval.temperature_celsius);
    for (std::size_t i = 0; i < interval.energy.size(); ++i) {
      const bool unread = is_unread(interval.energy[i], interval.outcomes[i]);
      for (const auto& [name, value] :
           known_shares(interval.energy[i], run.end.states[i].idle_known)) {
        if (unread) {
          line.missing();
        } else {
          line.number(value);
        }
      }
      line.text(name(interval.outcomes[i]));
    }
    line.end(out);
  }
}

void write_processes_csv(std::ostream& out, const model::Run& run) {
  Line line;
  for (const char* name :
       {"id", "parent", "pid", "count", "name", "begin_s", "end_s", "user_s", "system_s",
        "peak_rss_bytes", "threads_peak", "minor_faults", "major_faults", "read_disk_bytes",
        "written_disk_bytes", "wait_status", "dynamic_j", "static_j"}) {
    line.text(name);
  }
  line.end(out);
  for (const model::ProcessRecord& process : run.processes) {
    line.number(process.id);
    line.number(process.parent < 0 ? std::nullopt : std::optional{process.parent});
    line.number(process.pid);
    line.number(process.count);
    line.text(process.name);
    line.number(process.begin);
    line.number(process.end);
    line.number(model::counted_or_told(run.end, process.user));
    line.number(model::counted(run.end, process.system));
    line.number(model::counted_or_told(run.end, process.peak_rss));
    line.number(model::counted(run.end, process.threads_peak));
    line.number(model::counted(run.end, process.minor_faults));
    line.number(model::counted(run.end, process.major_faults));
    line.number(process.read_disk);
    line.number(process.written_disk);
    line.number(process.wait_status);
    line.number(process.dynamic);
    line.number(process.static_share);
    line.end(out);
  }
}

}  // namespace calo::formats
