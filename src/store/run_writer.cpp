#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/try.hpp"
#include "os/file.hpp"
#include "store/columns.hpp"
#include "store/interval_table.hpp"
#include "store/profile_table.hpp"
#include "store/rows.hpp"
#include "store/run_file.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/witness_table.hpp"

namespace calo::store {

namespace {

constexpr int patience_ms = 100;          // a reader holds the file only while it reads
constexpr int patience_at_end_ms = 5000;  // the last commit is worth waiting for

Result<void> insert_header(Database& database, const model::RunHeader& header) {
  const std::int64_t started = header.started_utc.count();
  std::optional<std::string> unit_name;
  std::optional<double> unit_count;
  if (header.units) {
    unit_name = header.units->name;
    unit_count = header.units->count;
  }
  CALO_TRY_DO(insert_row(database, "run", [&](auto& visit) {
    run_columns(visit, header, started, unit_name, unit_count);
  }));
  CALO_TRY_DO(insert_row(database, "machine",
                         [&](auto& visit) { machine_columns(visit, header.machine); }));
  CALO_TRY_DO(
      insert_row(database, "carbon", [&](auto& visit) { carbon_columns(visit, header.carbon); }));
  const auto text = [](auto& visit, std::int64_t position, const std::string& value) {
    text_columns(visit, position, value);
  };
  CALO_TRY_DO(insert_rows(database, "argument", header.command, text));
  CALO_TRY_DO(insert_rows(database, "note", header.method_notes, text));
  CALO_TRY_DO(insert_rows(database, "tag", header.tags,
                          [](auto& visit, std::int64_t position, const auto& tag) {
                            tag_columns(visit, position, tag.first, tag.second);
                          }));
  return insert_rows(database, "domain", header.domains,
                     [](auto& visit, std::int64_t id, const model::Domain& domain) {
                       domain_columns(visit, id, domain);
                     });
}

/// Creates an empty file that was not there before.
Result<void> create_empty(const std::filesystem::path& path) {
  const os::FileDescriptor file{
      ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0644)};
  if (file) return {};
  const int why = errno;
  const std::string attempted = "creating the run file " + path.string();
  if (why == EEXIST) {
    return fail(Category::usage, attempted + ": it exists already",
                "Choose another name, or move that file away: runs are never overwritten");
  }
  return std::unexpected{
      system_error(why, attempted, "Choose a directory that exists and that you may write to")};
}

bool is_locking_failure(int code) {
  return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_PERM ||
         code == SQLITE_IOERR_LOCK || code == SQLITE_IOERR_RDLOCK || code == SQLITE_IOERR_UNLOCK ||
         code == SQLITE_IOERR_CHECKRESERVEDLOCK;
}

}  // namespace

struct RunWriter::Impl {
  std::filesystem::path path;
  std::size_t domains = 0;
  std::size_t most_intervals = 0;

  Database database;
  // Statements must be gone before their connection: members are destroyed from the last to the
  // first.
  std::optional<IntervalTable> intervals;
  Statement process, forget_process, total, end, forget_end, phase, forget_phases, phase_span,
      warning, forget_warnings, begin, commit;

  // What is stored, as of the last successful commit.
  std::int64_t next_id = 0;
  std::size_t stored = 0;
  std::size_t spans_stored = 0;
  std::optional<Seconds> first_begin;
  Seconds last_end{};
  std::vector<model::Warning> warnings;

  Result<void> open(const model::RunHeader& header, Database::Locking locking);
  Result<void> prepare();
  Result<void> write_end(const model::RunEnd& new_end);
  Result<void> write(std::span<const model::Interval> new_intervals,
                     std::span<const model::ProcessRecord> processes, const model::RunEnd& new_end);
  void roll_back();
  void finish_statements();
};

Result<void> RunWriter::Impl::open(const model::RunHeader& header, Database::Locking locking) {
  CALO_TRY(database, Database::open(path, Database::Access::write, locking));
  database.set_patience(locking == Database::Locking::system ? patience_ms : 0);
  // Without fsync a crash of calo loses nothing, only one of the machine does; with it each commit
  // would wait for the disk. The journal is deleted after each commit, so that a run is one file at
  // all times.
  CALO_TRY_DO(
      database.execute("PRAGMA page_size = 4096; PRAGMA synchronous = OFF; PRAGMA journal_mode = "
                       "DELETE; PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY"));
  CALO_TRY_DO(database.execute("BEGIN IMMEDIATE"));
  CALO_TRY_DO(database.execute(schema_sql()));
  CALO_TRY_DO(insert_header(database, header));
  CALO_TRY_DO(prepare());
  model::RunEnd nothing_yet;
  nothing_yet.totals.resize(domains);
  nothing_yet.states.resize(domains);
  CALO_TRY_DO(write_end(nothing_yet));
  return commit.run();
}

Result<void> RunWriter::Impl::prepare() {
  CALO_TRY(intervals, IntervalTable::open(database, domains));
  const std::int64_t number = 0;
  ColumnNames process_names, total_names, end_names, phase_names, span_names, warning_names;
  phase_columns(phase_names, number, model::Phase{});
  phase_span_columns(span_names, number, model::PhaseSpan{});
  process_columns(process_names, model::ProcessRecord{});
  domain_total_columns(total_names, number, model::EnergyShares{}, model::DomainState{});
  run_end_columns(end_names, model::RunEnd{});
  warning_columns(warning_names, number, model::Warning{});
  CALO_TRY(process, database.prepare(process_names.insert_into("process", true)));
  CALO_TRY(forget_process, database.prepare("DELETE FROM process WHERE id = ?"));
  CALO_TRY(total, database.prepare(total_names.insert_into("domain_total", true)));
  CALO_TRY(end, database.prepare(end_names.insert_into("run_end")));
  CALO_TRY(forget_end, database.prepare("DELETE FROM run_end"));
  CALO_TRY(phase, database.prepare(phase_names.insert_into("phase")));
  CALO_TRY(forget_phases, database.prepare("DELETE FROM phase"));
  CALO_TRY(phase_span, database.prepare(span_names.insert_into("phase_span")));
  CALO_TRY(warning, database.prepare(warning_names.insert_into("warning")));
  CALO_TRY(forget_warnings, database.prepare("DELETE FROM warning"));
  CALO_TRY(begin, database.prepare("BEGIN IMMEDIATE"));
  CALO_TRY(commit, database.prepare("COMMIT"));
  return {};
}

Result<void> RunWriter::Impl::write_end(const model::RunEnd& new_end) {
  if (new_end.totals.size() != domains || new_end.states.size() != domains) {
    return fail(Category::internal,
                fmt::format("{} totals and {} states for {} domains", new_end.totals.size(),
                            new_end.states.size(), domains));
  }
  CALO_TRY_DO(forget_end.run());
  Binder bind{end};
  run_end_columns(bind, new_end);
  CALO_TRY_DO(bind.run());
  for (std::size_t i = 0; i < domains; ++i) {
    Binder bind_total{total};
    domain_total_columns(bind_total, i, new_end.totals[i], new_end.states[i]);
    CALO_TRY_DO(bind_total.run());
  }
  CALO_TRY_DO(forget_phases.run());
  for (std::size_t i = 0; i < new_end.phases.size(); ++i) {
    Binder bind_phase{phase};
    phase_columns(bind_phase, i, new_end.phases[i]);
    CALO_TRY_DO(bind_phase.run());
  }
  for (std::size_t i = spans_stored; i < new_end.phase_spans.size(); ++i) {
    Binder bind_span{phase_span};
    phase_span_columns(bind_span, i, new_end.phase_spans[i]);
    CALO_TRY_DO(bind_span.run());
  }
  if (new_end.warnings == warnings) return {};
  CALO_TRY_DO(forget_warnings.run());
  std::int64_t position = 0;
  for (const model::Warning& text : new_end.warnings) {
    Binder bind_warning{warning};
    warning_columns(bind_warning, position++, text);
    CALO_TRY_DO(bind_warning.run());
  }
  return {};
}

Result<void> RunWriter::Impl::write(std::span<const model::Interval> new_intervals,
                                    std::span<const model::ProcessRecord> processes,
                                    const model::RunEnd& new_end) {
  std::int64_t id = next_id;
  std::size_t count = stored + new_intervals.size();
  for (const model::Interval& interval : new_intervals) {
    CALO_TRY_DO(intervals->insert(id++, interval));
  }
  std::optional<Seconds> begin_of_all = first_begin;
  Seconds end_of_all = last_end;
  if (!new_intervals.empty()) {
    if (!begin_of_all) begin_of_all = new_intervals.front().begin;
    end_of_all = new_intervals.back().end;
  }
  if (count > most_intervals && begin_of_all) {
    // No two neighbours that are left fit into `longest`, so at most three quarters of
    // `most_intervals` are left.
    const Seconds longest =
        8.0 / 3.0 * (end_of_all - *begin_of_all) / static_cast<double>(most_intervals);
    CALO_TRY(count, intervals->join(database, longest));
  }
  for (const model::ProcessRecord& record : processes) {
    if (record.count == 0) {  // it has gone into the record of a group
      forget_process.bind(0, record.id);
      CALO_TRY_DO(forget_process.run());
      continue;
    }
    Binder bind{process};
    process_columns(bind, record);
    CALO_TRY_DO(bind.run());
  }
  CALO_TRY_DO(write_end(new_end));
  CALO_TRY_DO(commit.run());
  next_id = id;
  stored = count;
  first_begin = begin_of_all;
  last_end = end_of_all;
  spans_stored = std::max(spans_stored, new_end.phase_spans.size());
  warnings = new_end.warnings;
  return {};
}

void RunWriter::Impl::roll_back() {
  // SQLite may have rolled back by itself (sqlite.org/lang_transaction.html, "Response To Errors").
  if (!database.in_transaction()) return;
  // A failure to roll back leaves the journal, and the next to open the file rolls back.
  const auto ignored = database.execute("ROLLBACK");
  static_cast<void>(ignored);
}

void RunWriter::Impl::finish_statements() {
  intervals.reset();
  for (Statement* statement :
       {&process, &forget_process, &total, &end, &forget_end, &phase, &forget_phases, &phase_span,
        &warning, &forget_warnings, &begin, &commit}) {
    *statement = Statement{};
  }
}

RunWriter::RunWriter(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
RunWriter::RunWriter(RunWriter&&) noexcept = default;
RunWriter& RunWriter::operator=(RunWriter&&) noexcept = default;
RunWriter::~RunWriter() = default;

Result<RunWriter> RunWriter::create(const std::filesystem::path& path,
                                    const model::RunHeader& header, std::size_t most_intervals) {
  CALO_TRY_DO(create_empty(path));
  Result<void> opened;
  // Nobody else knows the new file, so that a failure to lock it means that its file system cannot
  // lock.
  for (const auto locking : {Database::Locking::system, Database::Locking::none}) {
    auto impl = std::make_unique<Impl>();
    impl->path = path;
    impl->domains = header.domains.size();
    impl->most_intervals = std::max<std::size_t>(most_intervals, 4);
    opened = impl->open(header, locking);
    if (opened) return RunWriter{std::move(impl)};
    if (impl->database.in_transaction()) impl->roll_back();
    if (!is_locking_failure(impl->database.last_code())) break;
  }
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  std::filesystem::remove(path.string() + "-journal", ignored);
  return std::unexpected{
      std::move(opened).error().within("creating the run file " + path.string())};
}

Result<void> RunWriter::commit(std::span<const model::Interval> intervals,
                               std::span<const model::ProcessRecord> processes,
                               const model::RunEnd& end) {
  const std::string attempted = "writing the run file " + impl_->path.string();
  if (!impl_->intervals) return fail(Category::internal, attempted + ": it is closed already");
  if (end.complete) impl_->database.set_patience(patience_at_end_ms);
  auto written = impl_->begin.run();
  if (written) written = impl_->write(intervals, processes, end);
  if (written) return {};
  impl_->roll_back();
  return std::unexpected{std::move(written).error().within(attempted)};
}

Result<void> RunWriter::store(const model::Profile& profile) {
  const std::string attempted = "writing stacks into the run file " + impl_->path.string();
  if (!impl_->intervals) return fail(Category::internal, attempted + ": it is closed already");
  auto written = impl_->begin.run();
  if (written) written = replace_profile(impl_->database, profile);
  if (written) written = impl_->commit.run();
  if (written) return {};
  impl_->roll_back();
  return std::unexpected{std::move(written).error().within(attempted)};
}

Result<void> RunWriter::store(std::span<const model::Witness> witnesses) {
  const std::string attempted = "writing witnesses into the run file " + impl_->path.string();
  if (!impl_->intervals) return fail(Category::internal, attempted + ": it is closed already");
  auto written = impl_->begin.run();
  if (written) written = replace_witnesses(impl_->database, witnesses);
  if (written) written = impl_->commit.run();
  if (written) return {};
  impl_->roll_back();
  return std::unexpected{std::move(written).error().within(attempted)};
}

Result<void> RunWriter::close() {
  impl_->finish_statements();
  if (auto closed = impl_->database.close(); !closed) {
    return std::unexpected{
        std::move(closed).error().within("closing the run file " + impl_->path.string())};
  }
  return {};
}

Result<void> replace_carbon(const std::filesystem::path& path, const model::CarbonContext& context,
                            std::span<const model::Warning> warnings) {
  const auto replace = [&]() -> Result<void> {
    const auto locking = locks_work(path) ? Database::Locking::system : Database::Locking::none;
    CALO_TRY(auto database, Database::open(path, Database::Access::write, locking));
    database.set_patience(patience_ms);
    CALO_TRY_DO(database.execute("BEGIN IMMEDIATE; DELETE FROM carbon; DELETE FROM warning"));
    CALO_TRY_DO(
        insert_row(database, "carbon", [&](auto& visit) { carbon_columns(visit, context); }));
    const std::vector<model::Warning> all(warnings.begin(), warnings.end());
    CALO_TRY_DO(insert_rows(database, "warning", all,
                            [](auto& visit, std::int64_t position, const model::Warning& text) {
                              warning_columns(visit, position, text);
                            }));
    CALO_TRY_DO(database.execute("COMMIT"));
    return database.close();
  };
  if (auto done = replace(); !done) {
    return std::unexpected{
        std::move(done).error().within("storing the carbon intensity in " + path.string())};
  }
  return {};
}

}  // namespace calo::store
