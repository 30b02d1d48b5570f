#include "meters/ipmi.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "base/expect.hpp"
#include "base/text.hpp"

namespace calo::meters {

namespace {

using namespace std::chrono_literals;

model::Domain power_domain() {
  model::Domain domain;
  domain.meter = "ipmi";
  domain.name = domain.scope = "node";
  domain.source = "ipmitool dcmi power reading";
  domain.component = model::Component::node;
  domain.kind = Kind::integrated;
  domain.u_rel = 0.05;  // an engineering default: management controllers state no accuracy
  domain.update_step = Seconds::of(1.0);
  return domain;
}

}  // namespace

std::optional<Watts> power_in_dcmi_reading(std::string_view output) {
  std::optional<Watts> power;
  for (const std::string_view line : text::lines(output)) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = text::trimmed(line.substr(0, colon));
    const auto words = text::words(line.substr(colon + 1));
    if (words.empty()) continue;
    if (key == "Instantaneous power reading" && words.size() >= 2 && words[1] == "Watts") {
      if (const auto watts = text::to_double(words[0])) power = believable(Watts::of(*watts));
    }
    if (key == "Power reading state is" && words[0] == "deactivated") return std::nullopt;
  }
  return power;
}

Ipmi::Ipmi(std::filesystem::path program)
    : DomainMeter{"ipmi", {power_domain()}}, program_{std::move(program)} {}

Ipmi::~Ipmi() {
  end_program();
}

void Ipmi::end_program() {
  if (!child_) return;
  ::syscall(SYS_pidfd_send_signal, child_.get(), SIGKILL, nullptr, 0);
  siginfo_t status{};
  while (::waitid(P_PIDFD, static_cast<id_t>(child_.get()), &status, WEXITED) < 0 &&
         errno == EINTR) {
  }
  child_ = os::FileDescriptor{};
  output_ = os::FileDescriptor{};
}

void Ipmi::start(os::Instant now) {
  started_ = now;
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    ++failures_;
    return;
  }
  os::FileDescriptor reading{ends[0]};
  const os::FileDescriptor writing{ends[1]};
  ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);  // ours alone: the program may block on its end
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string path = program_.string();
  std::array<std::string, 3> words = {"dcmi", "power", "reading"};
  std::array<char*, 5> arguments = {path.data(), words[0].data(), words[1].data(), words[2].data(),
                                    nullptr};
  pid_t child = -1;
  const int error =
      ::posix_spawn(&child, path.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  child_ =
      os::FileDescriptor{error == 0 ? static_cast<int>(::syscall(SYS_pidfd_open, child, 0)) : -1};
  if (!child_) {
    ++failures_;
    return;
  }
  output_ = std::move(reading);
  printed_.clear();
}

void Ipmi::collect(os::Instant now) {
  constexpr std::size_t most_bytes = 65536;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t size = ::read(output_.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN && now - started_.value_or(now) < 10s) return;  // still at work
    if (size <= 0 || printed_.size() > most_bytes) break;
    printed_.append(buffer.data(), static_cast<std::size_t>(size));
  }
  // It has closed its output, printed nonsense without end, or takes too long.
  end_program();
  if (const auto power = power_in_dcmi_reading(printed_)) {
    power_ = power;
    power_at_ = now;
  } else {
    ++failures_;
  }
}

void Ipmi::read(os::Instant now, std::span<model::Increment> increments) {
  CALO_EXPECT(increments.size() == 1, "one increment per domain");
  if (child_) collect(now);
  if (!child_ && (!started_ || now - *started_ >= 1s)) start(now);
  if (power_ && now - power_at_ > 5s) power_.reset();
  increments[0] = integrator_.advance(now, power_);
  remember(0, now, increments[0]);
}

std::vector<model::Warning> Ipmi::warnings() const {
  std::vector<model::Warning> warnings = DomainMeter::warnings();
  if (failures_ > 0) {
    warnings.push_back(
        {"ipmi-failed",
         fmt::format("`ipmitool dcmi power reading` gave no power {}. Run it by hand to see why.",
                     failures_ == 1 ? "once" : fmt::format("{} times", failures_))});
  }
  return warnings;
}

Probe probe_ipmi(const os::SystemRoot& root, bool asked_for) {
  Probe probe;
  model::Finding& finding = probe.finding;
  finding.meter = "ipmi";
  finding.title = "Management controller (IPMI DCMI)";
  std::filesystem::path program;
  for (const std::string_view directory :
       {"usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin"}) {
    const std::filesystem::path candidate = root.path() / directory / "ipmitool";
    if (program.empty() && ::access(candidate.c_str(), X_OK) == 0) program = candidate;
  }
  if (program.empty()) {
    finding.detail = "no ipmitool in /usr/bin, /usr/sbin, /usr/local";
    finding.why_not = "the program ipmitool is not installed";
    finding.remedy =
        "On a server with a management controller: sudo apt install ipmitool && sudo modprobe "
        "ipmi_devintf ipmi_si";
    return probe;
  }
  finding.found = true;
  finding.detail = "ipmitool; about one value a second, for totals of minutes";
  if (root.is_real() && ::access("/dev/ipmi0", R_OK | W_OK) != 0) {
    const bool is_there = errno != ENOENT;
    finding.why_not =
        is_there ? "/dev/ipmi0 may not be opened"
                 : "there is no /dev/ipmi0: no management controller, or its driver is not loaded";
    finding.remedy = is_there ? "sudo chgrp $(id -gn) /dev/ipmi0 && sudo chmod g+rw /dev/ipmi0"
                              : "sudo modprobe ipmi_devintf && sudo modprobe ipmi_si";
    return probe;
  }
  finding.readable = true;
  if (!asked_for) {
    finding.detail += "; starts a program, so it is read only if the meter \"ipmi\" is asked for";
    return probe;
  }
  probe.meter = std::make_unique<Ipmi>(program);
  return probe;
}

}  // namespace calo::meters
