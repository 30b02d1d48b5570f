#include <unistd.h>

#include <CLI/CLI.hpp>
#include <utility>

#include "base/try.hpp"
#include "carbon/context.hpp"
#include "cli/cli.hpp"
#include "measure/sources.hpp"
#include "processes/task_events.hpp"
#include "report/examination.hpp"

namespace calo::cli {

namespace {

/// How processes would be followed: by the kernel's events, or by scanning.
model::Finding process_events() {
  model::Finding finding;
  finding.meter = "process-events";
  finding.title = "Exact count of short-lived processes";
  finding.found = true;
  const auto events = processes::TaskEvents::follow(::getpid());
  finding.readable = finding.used = events.has_value();
  if (events) {
    finding.detail = "births and ends of processes from the kernel (perf events)";
  } else {
    finding.why_not = events.error().what +
                      "; short-lived processes are still paid for, but not counted one by one";
    finding.remedy = events.error().remedy;
  }
  return finding;
}

Result<model::CarbonContext> carbon_context() {
  CALO_TRY(const carbon::Stated stated, carbon::all_stated({}));
  return carbon::context(stated);
}

}  // namespace

int doctor(Arguments arguments) {
  bool as_json = false;
  CLI::App app{"Says what can be measured here, why not the rest, and the exact remedy.",
               "calo doctor"};
  app.add_flag("--json", as_json, "Print the findings as one JSON object");
  if (const auto status = parse(app, arguments)) return *status;

  auto found = measure::find_sources(os::SystemRoot::from_environment(), {});
  if (!found) return report(found.error());
  const auto domains = found->sources.domains();
  const report::Examination examination{std::move(found->machine),
                                        std::move(found->findings),
                                        process_events(),
                                        {domains.begin(), domains.end()},
                                        found->sources.is_modelled(),
                                        std::move(found->notes),
                                        std::move(found->model_notes),
                                        carbon_context()};
  put(as_json ? report::examination_json(examination)
              : report::examination_text(examination, colours_wanted(STDOUT_FILENO)));
  return exit_ok;
}

}  // namespace calo::cli
