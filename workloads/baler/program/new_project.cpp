#include <fmt/format.h>

#include "base/try.hpp"
#include "modes.hpp"
#include "say.hpp"

namespace baler {

calo::Result<Status> run_new_project(const Project& project) {
  CALO_TRY(const bool is_new, project.create());
  if (!is_new) {
    say(fmt::format("The project {} already exists. Nothing was changed.\n",
                    project.directory().string()));
    return Status::done;
  }
  say(fmt::format("Created {}\nPut the data at {}, or set input_path in {}.\n",
                  project.directory().string(), project.input().string(),
                  project.config().string()));
  return Status::done;
}

}  // namespace baler
