#include "measure/one_run.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "attribution/books.hpp"
#include "base/try.hpp"
#include "carbon/context.hpp"
#include "carbon/series.hpp"
#include "live/metrics.hpp"
#include "measure/place.hpp"
#include "measure/run_name.hpp"
#include "measure/weigh_carbon.hpp"
#include "observer/observer.hpp"
#include "os/clock.hpp"
#include "os/launch.hpp"
#include "processes/marks.hpp"
#include "recorder/recorder.hpp"
#include "store/run_file.hpp"

namespace calo::measure {

Result<void> check(const Request& request) {
  if (request.command.empty())
    return fail(Category::usage, "measuring: no command is given", "Name the program to run");
  const Stacks& stacks = request.stacks;
  if (stacks.traced && !stacks.taken)
    return fail(Category::usage, "--trace needs what --no-stacks leaves out: say one of them");
  if (stacks.traced && stacks.by == Sampler::outside)
    return fail(Category::usage,
                "--trace needs what --sampler outside leaves out: say one of them");
  return {};
}

namespace {

/// What the program is followed by. It is opened before the program is forked, but for the
/// observer, which needs its process, and lasts as long as the recording.
struct Equipment {
  explicit Equipment(const Stacks& wanted) {
    if (marks) environment.push_back(marks->environment());
    if (!wanted.taken || wanted.by == Sampler::outside) return;
    stacks.emplace(open_stacks(wanted));
    if (!*stacks) return;
    const auto& more = (*stacks)->environment;
    environment.insert(environment.end(), more.begin(), more.end());
  }

  Result<processes::MarkSocket> marks = processes::MarkSocket::open();  ///< else without phases
  std::optional<Result<StackSource>> stacks;
  std::optional<Result<observer::Observer>> observer;
  std::vector<std::string> environment;  ///< of the program, beside ours
};

using Tag = std::pair<std::string, std::string>;

struct Prepared {
  model::RunHeader header;
  recorder::EnergySources sources;
  recorder::RecordOptions options;
  /// Read before the run: the file may be gone after it.
  std::optional<carbon::IntensitySeries> series;
};

/// Everything that can be refused is refused here, before the program starts.
Result<Prepared> prepare(const Request& request, const Listener& listener,
                         const os::SystemRoot& root) {
  model::RunHeader header;
  header.command = request.command;
  header.name = request.name.empty() ? default_name(request.command) : request.name;
  header.calo_version = CALO_VERSION;
  header.interval = request.interval;
  header.units = request.units;
  header.tags = request.tags;
  // What the user says comes first.
  for (auto& tag : this_place().tags()) {
    if (std::ranges::find(header.tags, tag.first, &Tag::first) == header.tags.end())
      header.tags.push_back(std::move(tag));
  }
  CALO_TRY(const carbon::Stated stated, carbon::all_stated(request.stated));
  CALO_TRY(header.carbon, carbon::context(stated));
  std::optional<carbon::IntensitySeries> series;
  if (stated.series) {
    CALO_TRY(series, carbon::IntensitySeries::read(*stated.series));
    header.carbon.series = stated.series->string();
  }

  CALO_TRY(FoundSources found, find_sources(root, request.sources));
  header.machine = std::move(found.machine);
  header.method_notes = std::move(found.notes);
  for (const model::Warning& warning : stated.warnings) {
    header.method_notes.push_back(warning.text);
    if (warning.code == carbon::config_unread && listener.remark) listener.remark(warning.text);
  }
  header.domains.assign(found.sources.domains().begin(), found.sources.domains().end());
  header.started_utc = os::utc_now();

  recorder::RecordOptions options;
  options.interval = header.interval;
  options.adopts_orphans = request.adopts_orphans;
  if (!request.adopts_orphans) {
    header.method_notes.emplace_back(
        "Orphans went to init (--leave-orphans): what a process used after its parent had ended is "
        "known up to the last reading before its own end.");
  }
  return Prepared{std::move(header), std::move(found.sources), std::move(options),
                  std::move(series)};
}

void warn(const Listener& listener, const std::string& text) {
  if (listener.warn) listener.warn(text);
}

/// Hands the observer to the recorder, or says why there is none; true: it takes stacks.
bool use_observer(Prepared& prepared, Equipment& equipment, const Listener& listener) {
  auto& observer = equipment.observer;
  if (!observer) return false;
  std::vector<std::string>& notes = prepared.header.method_notes;
  if (*observer) {
    prepared.options.observer = &**observer;
    notes.emplace_back(
        "Stacks were sampled by events of the kernel's task clock at random amounts of CPU time.");
    if (!(*observer)->sees_kernel()) {
      notes.emplace_back(
          "What the kernel did for the program was not sampled (kernel.perf_event_paranoid): that "
          "time is unsampled.");
    }
    return true;
  }
  const std::string why = observer->error().text();
  if (equipment.stacks && *equipment.stacks) {
    notes.push_back("Stacks were sampled inside the program. From outside it was not possible: " +
                    why);
  } else {
    notes.push_back("No stacks were taken: " + why);
    warn(listener, fmt::format("no stacks are taken: {}", why));
  }
  return false;
}

/// Hands the sources of stacks to the recorder, or says in the run why there is none.
void use_stacks(Prepared& prepared, Equipment& equipment, const Listener& listener) {
  std::vector<std::string>& notes = prepared.header.method_notes;
  auto& stacks = equipment.stacks;
  if (!stacks && !equipment.observer) {
    notes.emplace_back("No stacks were taken: --no-stacks.");
    return;
  }
  const bool has_observer = use_observer(prepared, equipment, listener);
  if (!stacks) return;
  if (!*stacks) {
    const std::string why = stacks->error().text();
    notes.push_back((has_observer ? "No Python frames were taken: " : "No stacks were taken: ") +
                    why);
    warn(listener,
         fmt::format("no {} are taken: {}", has_observer ? "Python frames" : "stacks", why));
    return;
  }
  if (has_observer) {
    if (const auto said = (*stacks)->session.say_outside(); !said) {
      notes.push_back("All programs were sampled inside, where that is possible: " +
                      said.error().text());
    }
  }
  prepared.options.session = &(*stacks)->session;
  if ((*stacks)->trace) {
    prepared.options.trace = &*(*stacks)->trace;
    notes.emplace_back(
        "Python calls were traced exactly: the program was slower than it is, and its energy "
        "higher.");
  }
}

/// Who hears of intervals: the outlets, where there are any, and the listener.
void listen(recorder::RecordOptions& options, const Listener& listener, live::Outlets* outlets,
            live::RunFrames& frames) {
  options.on_stacks = listener.on_stacks;
  options.on_resolving = listener.on_resolving;
  options.on_waiting = listener.on_waiting;
  if (outlets == nullptr && !listener.on_interval) return;
  options.on_interval = [&, outlets](const model::Interval& interval, const std::string& phase,
                                     std::span<const model::DomainState> states) {
    if (outlets != nullptr) outlets->put(frames.enter(interval, phase));
    if (listener.on_interval) listener.on_interval(interval, states);
  };
}

int status_of(const Error& error) {
  if (error.category == Category::not_found) return status_not_found;
  return error.category == Category::permission ? status_not_executable : status_not_measured;
}

/// What is known when the recording is over, from it and its file.
Measured measured(recorder::Recording recording, std::filesystem::path file) {
  Measured result{{std::move(recording.header), {}, {}, std::move(recording.end), {}},
                  std::move(recording.profile),
                  std::move(recording.witnesses),
                  std::move(file)};
  if (!result.run.end.phases.empty()) {
    if (auto stored = store::read_run(result.file))
      result.run.intervals = std::move(stored->intervals);
  }
  return result;
}

}  // namespace

std::expected<Measured, Failure> run(const Request& request, const Listener& listener) {
  // Signals keep their meaning until everything is there that might be waited for: who sends one
  // before the program has begun ends calo.
  sigset_t mask;
  ::sigprocmask(SIG_BLOCK, nullptr, &mask);
  CALO_TRY_DO(check(request));
  Equipment equipment{request.stacks};
  CALO_TRY(auto launch, os::Launch::prepare(request.command, mask, equipment.environment));
  const auto root = os::SystemRoot::from_environment();
  CALO_TRY(auto prepared, prepare(request, listener, root));
  recorder::block_signals();  // before there are other threads
  if (equipment.marks) prepared.options.marks = &*equipment.marks;
  if (request.stacks.taken && request.stacks.by != Sampler::inside)
    equipment.observer.emplace(observer::Observer::open(launch.pid(), request.stacks.period));
  use_stacks(prepared, equipment, listener);
  CALO_TRY(const auto outlets,
           live::Outlets::open(request.outlets, prepared.header,
                               [&](const std::string& text) { warn(listener, text); }));
  live::RunFrames frames{prepared.header};
  listen(prepared.options, listener, request.outlets.any() ? outlets.get() : nullptr, frames);
  if (listener.on_begin) CALO_TRY_DO(listener.on_begin(prepared.header));
  std::filesystem::path path = request.file;
  CALO_TRY(auto file, new_run_file(path, prepared.header));

  auto recording = recorder::record(std::move(launch), prepared.header, std::move(prepared.sources),
                                    std::move(file), root, prepared.options);
  if (!recording) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    const int status = status_of(recording.error());
    return std::unexpected{Failure{std::move(recording).error(), status}};
  }
  if (listener.on_end) listener.on_end();
  outlets->stop(live::patience_at_end);
  if (recording->storage_failure) {
    warn(listener,
         fmt::format("not all of the run could be stored: {}. {} holds it up to an earlier moment.",
                     recording->storage_failure->text(), path.string()));
  }
  if (prepared.series) {
    const auto weighed = weigh_carbon(*prepared.series, path, request.books, *recording);
    if (!weighed) warn(listener, weighed.error().text());
  }
  return measured(std::move(*recording), std::move(path));
}

int exit_status(const Measured& measured) {
  const auto& status = measured.run.end.wait_status;
  if (!status) return status_not_measured;
  return WIFSIGNALED(*status) ? 128 + WTERMSIG(*status) : WEXITSTATUS(*status);
}

}  // namespace calo::measure
