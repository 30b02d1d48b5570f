// Runs a command with the agent in it and says what the recorder would get to know:
//
//   drain AGENT PERIOD_US [--stacks] [--json FILE] -- COMMAND...
//
// Standard streams and the exit status are the command's own; the summary goes to FILE, or to
// descriptor 2 if there is none.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ring/session.hpp"

namespace {

using calo::ring::CpuTime;
using calo::ring::Image;
namespace ring = calo::ring;

struct Thread {
  std::string name;
  std::uint64_t samples = 0;
  CpuTime sampled{};
  CpuTime unsampled{};
  CpuTime cpu{};  // as the thread itself said at its end
  bool has_ended = false;
};

struct ImageSummary {
  Image image;
  std::map<std::int32_t, Thread> threads;
  std::map<std::uint64_t, std::pair<std::uint64_t, std::string>> modules;  // start -> end, path
  std::map<std::string, std::uint64_t> outermost;  // module of it -> samples
  std::map<std::uint64_t, std::string> python_names;
  std::map<std::string, std::uint64_t> python_self;
  std::uint64_t ends[5] = {};
  std::uint64_t frames = 0, python_frames = 0, code_outside_modules = 0;
  ring::Counts counts;
  bool has_ended = false;
};

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::string module_of(const ImageSummary& summary, std::uint64_t pc) {
  auto after = summary.modules.upper_bound(pc);
  if (after == summary.modules.begin()) return "?";
  --after;
  return pc < after->second.first ? after->second.second : "?";
}

void take(ImageSummary& summary, const ring::Event& event, bool shows_stacks) {
  std::visit(
      Overloaded{
          [](const ring::ImageBegan&) {},
          [&](const ring::ModuleSeen& m) {
            summary.modules[m.start] = {m.end, std::string{m.path}};
            if (shows_stacks) {
              std::fprintf(stderr, "module %lx-%lx bias %lx id %zu %.*s\n", m.start, m.end, m.bias,
                           m.build_id.size(), static_cast<int>(m.path.size()), m.path.data());
            }
          },
          [&](const ring::ThreadNamed& t) { summary.threads[t.tid].name = t.name; },
          [&](const ring::Sample& s) {
            Thread& thread = summary.threads[s.tid];
            ++thread.samples;
            thread.sampled += s.cpu;
            thread.unsampled += s.unsampled;
            ++summary.ends[static_cast<int>(s.end)];
            summary.frames += s.native.size();
            summary.python_frames += s.python.size();
            for (const auto& frame : s.native) {
              if (module_of(summary, frame.pc) == "?") ++summary.code_outside_modules;
            }
            if (!s.native.empty()) ++summary.outermost[module_of(summary, s.native.back().pc)];
            if (!s.python.empty()) ++summary.python_self[summary.python_names[s.python[0].code]];
            if (!shows_stacks) return;
            std::fprintf(stderr, "sample tid %d cpu %.3f ms end %d\n", s.tid,
                         static_cast<double>(s.cpu.count()) * 1e-6, static_cast<int>(s.end));
            for (const auto& frame : s.native) {
              const auto after = summary.modules.upper_bound(frame.pc);
              const std::uint64_t start =
                  after == summary.modules.begin() ? 0 : std::prev(after)->first;
              std::fprintf(stderr, "  %lx %s+%lx%s\n", frame.pc,
                           module_of(summary, frame.pc).c_str(), frame.pc - start,
                           frame.interrupted ? " !" : "");
            }
            for (const auto& frame : s.python) {
              std::fprintf(stderr, "  py %s +%ld%s\n", summary.python_names[frame.code].c_str(),
                           static_cast<std::int64_t>(frame.offset), frame.entry ? " entry" : "");
            }
          },
          [&](const ring::ThreadEnded& t) {
            Thread& thread = summary.threads[t.tid];
            thread.cpu = t.cpu;
            thread.unsampled += t.unsampled;
            thread.has_ended = true;
          },
          [&](const ring::PythonCodeSeen& c) { summary.python_names[c.code] = c.name; },
          [](const ring::PythonRuntimeSeen&) {},
          [&](const ring::ImageEnded& e) {
            summary.counts = e.counts;
            summary.has_ended = true;
          }},
      event);
}

double seconds(CpuTime time) {
  return static_cast<double>(time.count()) * 1e-9;
}

nlohmann::json described(const ImageSummary& s) {
  nlohmann::json threads = nlohmann::json::array();
  for (const auto& [tid, t] : s.threads) {
    threads.push_back({{"tid", tid},
                       {"name", t.name},
                       {"samples", t.samples},
                       {"sampled_s", seconds(t.sampled)},
                       {"unsampled_s", seconds(t.unsampled)},
                       {"cpu_s", seconds(t.cpu)},
                       {"has_ended", t.has_ended}});
  }
  return {{"pid", s.image.pid},
          {"parent", s.image.parent},
          {"forked", s.image.forked},
          {"executable", s.image.executable},
          {"has_main", s.image.main.has_value()},
          {"has_exit", s.image.exit.has_value()},
          {"has_ended", s.has_ended},
          {"samples", s.counts.samples},
          {"dropped", s.counts.dropped},
          {"truncated", s.counts.truncated},
          {"damaged", s.counts.damaged},
          {"unseen_threads", s.counts.unseen_threads},
          {"unsampled_s", seconds(s.counts.unsampled)},
          {"handler_s", seconds(s.counts.handler)},
          {"frames", s.frames},
          {"python_frames", s.python_frames},
          {"code_outside_modules", s.code_outside_modules},
          {"ends", std::vector<std::uint64_t>(s.ends, s.ends + 5)},
          {"outermost", s.outermost},
          {"python_self", s.python_self},
          {"modules", s.modules.size()},
          {"threads", threads}};
}

}  // namespace

int main(int argc, char** argv) {
  bool shows_stacks = false;
  const char* file = nullptr;
  int at = 3;
  for (; at < argc && std::strcmp(argv[at], "--") != 0; ++at) {
    if (std::strcmp(argv[at], "--stacks") == 0) shows_stacks = true;
    if (std::strcmp(argv[at], "--json") == 0 && at + 1 < argc) file = argv[++at];
  }
  if (argc < 5 || at + 1 >= argc) {
    std::fputs("usage: drain AGENT PERIOD_US [--stacks] [--json FILE] -- COMMAND...\n", stderr);
    return 125;
  }
  auto session = ring::Session::create({.period = std::chrono::microseconds{std::atol(argv[2])}});
  if (!session) {
    std::fprintf(stderr, "drain: %s\n", session.error().text().c_str());
    return 125;
  }
  const auto additions = session->environment(argv[1]);
  if (!additions) {
    std::fprintf(stderr, "drain: %s\n", additions.error().text().c_str());
    return 125;
  }
  const pid_t child = fork();
  if (child == 0) {
    for (const std::string& addition : *additions) {
      const std::size_t equals = addition.find('=');
      setenv(addition.substr(0, equals).c_str(), addition.substr(equals + 1).c_str(), 1);
    }
    execvp(argv[at + 1], argv + at + 1);
    _exit(127);
  }
  std::map<std::int64_t, ImageSummary> images;
  const ring::Sink sink = [&](const Image& image, const ring::Event& event) {
    ImageSummary& summary = images[image.id];
    summary.image = image;
    take(summary, event, shows_stacks);
  };
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    session->drain(sink);
    usleep(50'000);
  }
  session->drain(sink);
  session->finish(sink);

  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto to_s = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  nlohmann::json all = nlohmann::json::array();
  for (const auto& [id, summary] : images) all.push_back(described(summary));
  const nlohmann::json result{{"cpu_s", to_s(used.ru_utime) + to_s(used.ru_stime)},
                              {"unreadable", session->unreadable()},
                              {"images", all}};
  std::FILE* to = file != nullptr ? std::fopen(file, "w") : stderr;
  if (to == nullptr) {
    std::perror(file);
    return 125;
  }
  std::fprintf(to, "%s\n", result.dump(1).c_str());
  if (file != nullptr) std::fclose(to);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
