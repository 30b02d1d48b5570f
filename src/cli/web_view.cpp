#include "cli/web_view.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "live/metrics.hpp"
#include "measure/run_name.hpp"
#include "os/file.hpp"
#include "report/html_page.hpp"
#include "store/run_file.hpp"

namespace calo::cli {

namespace {

struct Saved {
  std::filesystem::path run, report;
};

/// Writes the run and its report beside it, into the current directory.
Result<Saved> write(const model::Run& run) {
  Saved saved;
  CALO_TRY(auto file, measure::new_run_file(saved.run, run.header));
  saved.report = saved.run;
  saved.report.replace_extension(".html");
  CALO_TRY_DO(file.commit(run.intervals, run.processes, run.end));
  CALO_TRY_DO(file.close());
  CALO_TRY(const model::Run stored, store::read_run(saved.run));
  const analysis::Analysis analysis{stored, nullptr, {}};
  const report::ReportInput input{analysis, saved.run.filename().string(), {}, true, {}};
  CALO_TRY(const std::string html, report::html_report(input));
  CALO_TRY_DO(os::write_file(saved.report, html));
  return saved;
}

}  // namespace

void add_web_options(CLI::App& app, WebSettings& settings) {
  app.add_flag("--web", settings.wanted, "Show it in a browser, on this machine only");
  app.add_option("--web-port", settings.port, "Port of --web (default: one that is free)")
      ->check(CLI::Range(0, 65535));
  app.add_option("--serve", settings.serve,
                 "Like --web, but on a socket that only you may use: unix:PATH. For machines that "
                 "many share; says the ssh -L for it")
      ->excludes("--web-port");
  app.add_option("--price", settings.price, "Price of a kWh, for --web: '0.25 EUR'");
}

Result<std::unique_ptr<WebView>> WebView::start(const WebSettings& settings,
                                                const model::RunHeader& header, bool can_record) {
  std::optional<report::Price> price;
  if (!settings.price.empty()) {
    price = report::price_from(settings.price);
    if (!price) {
      return fail(Category::usage,
                  fmt::format("--price {}: no price", text::printable(settings.price)),
                  "Say for example --price '0.25 EUR'");
    }
  }
  constexpr std::string_view scheme = "unix:";
  const bool on_socket = !settings.serve.empty();
  if (on_socket &&
      (!settings.serve.starts_with(scheme) || settings.serve.size() == scheme.size())) {
    return fail(Category::usage,
                fmt::format("--serve {}: not known", text::printable(settings.serve)),
                "Say --serve unix:PATH, or --web for a port of this machine");
  }
  std::string socket;
  if (on_socket) {
    std::error_code failed;
    const auto path = std::filesystem::absolute(settings.serve.substr(scheme.size()), failed);
    socket = failed ? settings.serve.substr(scheme.size()) : path.string();
  }
  std::string page{report::dashboard_page()};
  CALO_TRY(auto dashboard, on_socket
                               ? live::Dashboard::start_at(std::move(page), socket)
                               : live::Dashboard::start(std::move(page),
                                                        static_cast<std::uint16_t>(settings.port)));
  std::unique_ptr<WebView> view{new WebView{std::move(dashboard), header}};
  view->socket_ = std::move(socket);
  view->state_.can_record = can_record;
  view->state_.price = std::move(price);
  return view;
}

std::string WebView::invitation() const {
  if (socket_.empty())
    return fmt::format("open {} in a browser on this machine", dashboard_->url());
  return fmt::format("on your machine say: ssh -L 8080:{} {}, then open {}", socket_,
                     live::host_name(), dashboard_->url());
}

void WebView::show(const live::Reading& reading, const std::vector<model::DomainState>& states) {
  if (recording_) recording_->enter(reading, states);
  if (const auto wish = dashboard_->take_wish(); wish && state_.can_record) {
    if (*wish && !recording_) {
      recording_.emplace(header_, states, reading);
      state_.message = "recording";
    } else if (!*wish) {
      end();
    }
  }
  state_.is_recording = recording_.has_value();
  dashboard_->put(report::dashboard_event(reading, header_, state_));
}

void WebView::end() {
  if (!recording_) return;
  if (recording_->has_begun()) save();
  recording_.reset();
}

void WebView::save() {
  const auto saved = write(recording_->finish());
  state_.message =
      saved ? fmt::format("recorded in {} and {}", saved->run.string(), saved->report.string())
            : saved.error().text();
  news_ = state_.message;
}

}  // namespace calo::cli
