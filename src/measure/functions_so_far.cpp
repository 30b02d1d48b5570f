#include "measure/functions_so_far.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include "attribution/call_tree.hpp"
#include "sampling/resolve.hpp"
#include "symbols/demangle.hpp"

namespace calo::measure {

namespace {

constexpr std::size_t most_functions = 15;

std::vector<live::FunctionSoFar> hottest(const model::Profile& profile) {
  attribution::Cost whole;
  for (const model::StackUse& use : profile.uses) whole += attribution::Cost::of(use);
  std::vector<live::FunctionSoFar> result;
  for (const attribution::PlaceCost& place :
       attribution::by_function(attribution::call_tree(profile))) {
    if (place.self.samples == 0) continue;
    const model::Function& function = profile.functions[static_cast<std::size_t>(place.function)];
    std::string file = function.file;
    if (file.empty() && function.module)
      file = profile.modules[static_cast<std::size_t>(*function.module)].path;
    result.push_back({symbols::shortened(function.name), file.substr(file.rfind('/') + 1),
                      place.self.cpu, place.self.dynamic,
                      Joules::of(attribution::sampling_sigma(place.self, whole)),
                      whole.cpu > Seconds{} ? place.self.cpu / whole.cpu : 0.0});
    if (result.size() == most_functions) break;
  }
  return result;
}

}  // namespace

FunctionsSoFar::FunctionsSoFar() {
  // Signals are for the thread that records.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::jthread{[this](const std::stop_token& stop) { work(stop); }};
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void FunctionsSoFar::put(model::Profile profile) {
  {
    const std::scoped_lock lock{mutex_};
    next_ = std::move(profile);
  }
  came_.notify_one();
}

std::vector<live::FunctionSoFar> FunctionsSoFar::latest() const {
  const std::scoped_lock lock{mutex_};
  return latest_;
}

void FunctionsSoFar::work(const std::stop_token& stop) {
  for (;;) {
    std::optional<model::Profile> profile;
    {
      std::unique_lock lock{mutex_};
      if (!came_.wait(lock, stop, [&] { return next_.has_value(); })) return;
      profile = std::exchange(next_, std::nullopt);
    }
    sampling::resolve(*profile, sampling::settings_from_environment());
    auto functions = hottest(*profile);
    const std::scoped_lock lock{mutex_};
    latest_ = std::move(functions);
  }
}

}  // namespace calo::measure
