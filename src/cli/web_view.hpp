#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "live/dashboard.hpp"
#include "live/reading.hpp"
#include "live/recording.hpp"
#include "model/run.hpp"
#include "report/dashboard.hpp"

namespace CLI {
class App;
}

namespace calo::cli {

struct WebSettings {
  bool wanted = false;
  int port = 0;
  std::string serve;  ///< "unix:PATH"; empty: a port
  std::string price;

  [[nodiscard]] bool is_wanted() const { return wanted || !serve.empty(); }
};
void add_web_options(CLI::App& app, WebSettings& settings);

/// The dashboard of a command, with its record button.
class WebView {
 public:
  /// `header` must outlive this. `can_record`: a run can be recorded from the readings.
  static Result<std::unique_ptr<WebView>> start(const WebSettings& settings,
                                                const model::RunHeader& header, bool can_record);

  /// What is to be done to see it, one line.
  [[nodiscard]] std::string invitation() const;
  void show(const live::Reading& reading, const std::vector<model::DomainState>& states);
  /// What the next readings show of functions.
  void set_functions(std::vector<live::FunctionSoFar> functions) {
    state_.functions = std::move(functions);
  }
  /// Ends a recording that is going on.
  void end();
  /// "recorded in FILE and FILE", for the terminal; empty: nothing new.
  [[nodiscard]] std::string take_news() { return std::exchange(news_, {}); }

 private:
  WebView(std::unique_ptr<live::Dashboard> dashboard, const model::RunHeader& header)
      : dashboard_{std::move(dashboard)}, header_{header} {}
  void save();

  std::unique_ptr<live::Dashboard> dashboard_;
  const model::RunHeader& header_;
  std::string socket_;  ///< its path; empty: a port
  report::DashboardState state_;
  std::optional<live::Recording> recording_;
  std::string news_;
};

}  // namespace calo::cli
