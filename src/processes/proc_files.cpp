#include "processes/proc_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <csignal>

#include "base/text.hpp"

namespace calo::processes {

namespace {

/// The number behind "key:" at the start of a line, in the unit of the line ("kB" or none).
std::optional<double> value_of(std::string_view text, std::string_view key) {
  for (const std::string_view line : text::lines(text)) {
    if (!line.starts_with(key)) continue;
    const auto fields = text::words(line.substr(key.size()));
    if (fields.empty()) return std::nullopt;
    const auto number = text::to_double(fields[0]);
    if (!number) return std::nullopt;
    return fields.size() > 1 && fields[1] == "kB" ? *number * 1024.0 : *number;
  }
  return std::nullopt;
}

/// Hexadecimal, signal 1 is the lowest bit; empty if there is none.
std::uint64_t signal_set(std::string_view text, std::string_view key) {
  std::uint64_t set = 0;
  for (const std::string_view line : text::lines(text)) {
    if (!line.starts_with(key)) continue;
    const auto fields = text::words(line);
    if (fields.size() > 1)
      std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), set, 16);
    break;
  }
  return set;
}

}  // namespace

double ticks_per_second() {
  static const double ticks = static_cast<double>(std::max(1L, ::sysconf(_SC_CLK_TCK)));
  return ticks;
}

std::optional<ProcessStat> parse_process_stat(std::string_view text) {
  // The name stands in brackets and may itself hold brackets and spaces: the last ')' ends it.
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return std::nullopt;
  ProcessStat stat;
  const auto pid = text::to_i64(text.substr(0, open));
  const auto fields = text::words(text.substr(close + 1));
  constexpr std::size_t needed = 22;  // up to rss, field 24 of proc(5)
  if (!pid || fields.size() < needed || fields[0].size() != 1) return std::nullopt;
  std::array<std::int64_t, needed> number{};
  for (std::size_t i = 1; i < needed; ++i) {
    const auto value = text::to_i64(fields[i]);
    // Unsigned fields beyond the signed range (limits, addresses) are not among those used here.
    number.at(i) = value.value_or(0);
  }
  const double tick = 1.0 / ticks_per_second();
  const auto time = [&](std::size_t i) {
    return Seconds::of(static_cast<double>(std::max<std::int64_t>(0, number.at(i))) * tick);
  };
  stat.pid = *pid;
  stat.name = text.substr(open + 1, close - open - 1);
  stat.state = fields[0][0];
  stat.parent = number[1];
  stat.session = number[3];
  stat.minor_faults = number[7];
  stat.children_minor_faults = number[8];
  stat.major_faults = number[9];
  stat.children_major_faults = number[10];
  stat.user = time(11);
  stat.system = time(12);
  stat.children_user = time(13);
  stat.children_system = time(14);
  stat.threads = number[17];
  stat.start_ticks = static_cast<std::uint64_t>(std::max<std::int64_t>(0, number[19]));
  stat.rss_pages = number[21];
  return stat;
}

std::optional<ProcessIo> parse_process_io(std::string_view text) {
  const auto read_chars = value_of(text, "rchar:");
  const auto written_chars = value_of(text, "wchar:");
  const auto read_disk = value_of(text, "read_bytes:");
  const auto written_disk = value_of(text, "write_bytes:");
  if (!read_chars || !written_chars || !read_disk || !written_disk) return std::nullopt;
  const double cancelled = value_of(text, "cancelled_write_bytes:").value_or(0.0);
  return ProcessIo{Bytes::of(*read_chars), Bytes::of(*written_chars), Bytes::of(*read_disk),
                   Bytes::of(std::max(0.0, *written_disk - cancelled))};
}

ProcessStatus parse_process_status(std::string_view text) {
  constexpr std::uint64_t child_signal = std::uint64_t{1} << (SIGCHLD - 1);
  return {Bytes::of(value_of(text, "VmSwap:").value_or(0.0)),
          Bytes::of(value_of(text, "VmHWM:").value_or(0.0)),
          (signal_set(text, "SigIgn:") & child_signal) != 0};
}

std::optional<Bytes> parse_pss(std::string_view smaps_rollup) {
  const auto pss = value_of(smaps_rollup, "Pss:");
  if (!pss) return std::nullopt;
  return Bytes::of(*pss);
}

std::optional<MachineStat> parse_machine_stat(std::string_view text) {
  std::optional<MachineStat> stat;
  int cpus = 0;
  std::int64_t switches = 0;
  const double tick = 1.0 / ticks_per_second();
  for (const std::string_view line : text::lines(text)) {
    if (line.starts_with("cpu ")) {
      const auto fields = text::words(line);
      if (fields.size() < 5) return std::nullopt;
      const auto ticks = [&](std::size_t i) -> double {
        return i < fields.size() ? static_cast<double>(text::to_u64(fields[i]).value_or(0)) : 0.0;
      };
      stat.emplace();
      stat->busy = Seconds::of(tick * (ticks(1) + ticks(2) + ticks(3) + ticks(6) + ticks(7)));
      stat->idle = Seconds::of(tick * (ticks(4) + ticks(5)));
      stat->steal = Seconds::of(tick * ticks(8));
    } else if (line.starts_with("cpu")) {
      ++cpus;
    } else if (line.starts_with("ctxt ")) {
      switches = text::to_i64(line.substr(5)).value_or(0);
      break;
    }
  }
  if (stat) {
    stat->cpus = cpus;
    stat->context_switches = switches;
  }
  return stat;
}

std::string whole_name(std::string_view name, std::string_view cmdline,
                       std::string_view executable) {
  constexpr int most_words = 8;
  const auto last_part = [](std::string_view path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  };
  for (int i = 0; i < most_words && !cmdline.empty(); ++i) {
    const std::size_t end = std::min(cmdline.find('\0'), cmdline.size());
    const std::string_view word = last_part(cmdline.substr(0, end));
    if (word.starts_with(name)) return std::string{word};
    cmdline.remove_prefix(std::min(end + 1, cmdline.size()));
  }
  constexpr std::string_view deleted = " (deleted)";
  if (executable.ends_with(deleted)) executable.remove_suffix(deleted.size());
  if (last_part(executable).starts_with(name)) return std::string{last_part(executable)};
  return std::string{name};
}

}  // namespace calo::processes
