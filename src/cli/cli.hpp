#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace CLI {
class App;
}

namespace calo::cli {

/// Exit statuses of calo's own commands. `calo run` passes the program's status through and, like
/// env(1) and timeout(1), uses 125 for its own failure; 126 and 127 are measure::run's.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_run_failed = 125;

using Arguments = std::span<const std::string>;

/// Parses `arguments` (without the program and command names) into what the options of `app` are
/// bound to. Empty if the command shall go on; else the exit status to return at once: 0 after
/// printing help, `usage_status` after one clear line on standard error.
std::optional<int> parse(CLI::App& app, Arguments arguments, int usage_status = exit_usage);

/// "calo: what. Remedy." on standard error; returns `status`.
int report(const Error& error, int status = exit_failed);

/// The same with the status that the error asks for: 2 for wrong usage, else 1.
int report_failure(const Error& error);

/// A line "calo: text" on standard error, made printable.
void say(std::string_view text);

/// Standard output and standard error. A full disk or a reader that has gone does not end the
/// command; main reports what standard output has lost.
void put(std::string_view text);
void tell(std::string_view text);
/// The same for long outputs, which are better ended at once.
Result<void> write_out(std::string_view text);

/// True if the stream is a terminal that wants colours (NO_COLOR unset, TERM not dumb).
bool colours_wanted(int fd);

// The commands, one per file <name>.cpp. They never throw.
int run(Arguments arguments);
int show(Arguments arguments);
int list(Arguments arguments);
int report_run(Arguments arguments);
int plot(Arguments arguments);
int repeat(Arguments arguments);
int compare(Arguments arguments);
int check(Arguments arguments);
int export_run(Arguments arguments);
int import_run(Arguments arguments);
int monitor(Arguments arguments);
int push(Arguments arguments);
int doctor(Arguments arguments);
int idle(Arguments arguments);
int power(Arguments arguments);
int calibrate(Arguments arguments);
int data(Arguments arguments);

}  // namespace calo::cli
