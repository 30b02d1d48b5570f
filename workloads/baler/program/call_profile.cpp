#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/try.hpp"
#include "calo_program.hpp"
#include "modes.hpp"
#include "say.hpp"
#include "under_calo.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

/// Writes the stacks of a run in one of calo's formats.
calo::Result<void> exported(const fs::path& calo, const fs::path& run_file, std::string_view format,
                            const fs::path& target) {
  CALO_TRY_DO(output_of({calo.string(), "export", "--format", std::string{format}, "--force", "-o",
                         target.string(), run_file.string()}));
  return {};
}

}  // namespace

calo::Result<Status> run_call_profile(const Options& options, const Project& project) {
  CALO_TRY(const auto calo_path, find_calo());
  CALO_TRY(const auto measured, run_under_calo(options, project, "--cProfile"));
  if (!measured) return Status::interrupted;
  const std::string mode{name(options.mode)};
  CALO_TRY(const auto table, output_of({calo_path.string(), "show", "--functions", "--top", "15",
                                        measured->string()}));
  const auto target = [&](std::string_view ending) {
    return project.profiling() / fmt::format("{}_{}", mode, ending);
  };
  CALO_TRY_DO(exported(calo_path, *measured, "prof", target("calls.prof")));
  CALO_TRY_DO(exported(calo_path, *measured, "speedscope", target("calls.speedscope.json")));
  CALO_TRY_DO(exported(calo_path, *measured, "dot", target("callgraph.dot")));
  say(table);
  for (const std::string_view picture : {"svg", "pdf"}) {
    const auto drawn =
        exported(calo_path, *measured, picture, target(fmt::format("callgraph.{}", picture)));
    if (!drawn) return std::unexpected{drawn.error()};
  }
  say(fmt::format("{}\n{}, and .pdf, .dot, calls.prof, calls.speedscope.json beside it\n",
                  measured->string(), target("callgraph.svg").string()));
  return Status::done;
}

}  // namespace baler
