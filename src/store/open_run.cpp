#include "store/open_run.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/try.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"

namespace calo::store {

namespace {

constexpr std::uint32_t application_id = 0x43414C4F;  // "CALO"
constexpr int newest_version = 3;
constexpr int open_patience_ms = 2000;
struct Table {
  std::string_view name;
  int since;  ///< schema version that brought it
};
constexpr std::array<Table, 27> tables = {{{"run", 1},
                                           {"argument", 1},
                                           {"tag", 1},
                                           {"note", 1},
                                           {"machine", 1},
                                           {"carbon", 1},
                                           {"domain", 1},
                                           {"interval", 1},
                                           {"interval_energy", 1},
                                           {"process", 1},
                                           {"domain_total", 1},
                                           {"run_end", 1},
                                           {"warning", 1},
                                           {"phase", 2},
                                           {"phase_span", 2},
                                           {"profile", 2},
                                           {"module", 2},
                                           {"function", 2},
                                           {"location", 2},
                                           {"location_line", 2},
                                           {"stack", 2},
                                           {"thread", 2},
                                           {"bucket", 2},
                                           {"stack_use", 2},
                                           {"traced_function", 2},
                                           {"traced_call", 2},
                                           {"witness", 3}}};

std::unexpected<Error> not_a_run(std::string_view why) {
  return fail(Category::malformed, fmt::format("not a calo run file ({})", why));
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + size; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

/// Looks at the first 100 bytes (sqlite.org/fileformat2.html, "The Database Header") before SQLite
/// interprets anything: files of other applications are left alone. Gives the schema version.
Result<int> check_first_bytes(Database& database) {
  constexpr std::size_t header_size = 100;
  CALO_TRY(const std::string bytes, database.first_bytes(header_size));
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  if (bytes.empty()) {
    return fail(Category::malformed, "the file is empty: the run was cut off before it began");
  }
  if (!magic.starts_with(std::string_view{bytes}.substr(0, magic.size()))) {
    return not_a_run("it is not an SQLite database");
  }
  if (bytes.size() < header_size) {
    return damaged(fmt::format("truncated to {} bytes", bytes.size()));
  }
  if (big_endian(bytes, 68, 4) != application_id) {
    return not_a_run("it is an SQLite database of another application");
  }
  const std::uint32_t version = big_endian(bytes, 60, 4);
  if (version == 0 || version > 1'000'000) {
    return damaged(fmt::format("its schema version is {}", version));
  }
  if (std::cmp_greater(version, newest_version)) {
    return fail(Category::unsupported,
                fmt::format("written by a newer calo, schema {}; this one knows {}", version,
                            newest_version),
                "Update calo");
  }
  // Reading such a file would create two more beside it.
  if (bytes[18] == 2 || bytes[19] == 2) {
    return fail(Category::unsupported, "another program has switched it to a write-ahead log",
                "Switch it back: sqlite3 FILE 'PRAGMA journal_mode = DELETE'");
  }
  return static_cast<int>(version);
}

/// SQLite stores the text of each CREATE statement. Exactly ours means: no views, generated columns
/// or virtual tables behind the names that are read.
Result<void> check_tables(Database& database, int version) {
  CALO_TRY(auto schema, database.prepare("SELECT type, name, sql FROM sqlite_schema"));
  std::array<bool, tables.size()> seen{};
  std::size_t rows = 0;
  for (;;) {
    CALO_TRY(const bool is_row, schema.next());
    if (!is_row) break;
    if (++rows > 10'000) return damaged("it has too many tables");
    const auto table = std::ranges::find(tables, schema.text(1), &Table::name);
    if (schema.text(0) != "table" || table == tables.end()) continue;
    if (schema.text(2).empty() || !schema_sql().contains(schema.text(2))) {
      return damaged(fmt::format("table {} is not as calo makes it", table->name));
    }
    seen[static_cast<std::size_t>(table - tables.begin())] = true;
  }
  if (rows == 0) {
    return fail(Category::malformed, "it holds nothing: the run was cut off before it began");
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (!seen[i] && tables[i].since <= version)
      return damaged(fmt::format("table {} is missing", tables[i].name));
  }
  return {};
}

/// Adds that a damaged file is shorter than its own header says.
Error explained(Error error, Database& database) {
  if (error.category != Category::malformed) return error;
  const auto bytes = database.first_bytes(100);
  const auto size = database.file_size();
  if (!bytes || bytes->size() < 100 || !size) return error;
  const std::uint64_t page = std::max<std::uint64_t>(big_endian(*bytes, 16, 2), 512);
  const std::uint64_t promised = page * big_endian(*bytes, 28, 4);
  if (*size < promised) {
    error.what =
        fmt::format("truncated: {} bytes are left of {} (damaged: database file is too short)",
                    *size, promised);
  }
  return error;
}

struct Attempt {
  Result<OpenRun> run;
  int code = 0;  ///< of SQLite
};

Attempt attempt(const std::filesystem::path& path, Database::Access access,
                Database::Locking locking, int patience) {
  auto opened = Database::open(path, access, locking);
  if (!opened) return {std::unexpected{std::move(opened).error()}, 0};
  OpenRun run{.copy = nullptr, .database = *std::move(opened), .schema_version = 0};
  const auto version = check_first_bytes(run.database);
  if (!version) return {std::unexpected{version.error()}, 0};
  run.schema_version = *version;
  run.database.distrust_content();
  run.database.set_patience(patience);
  auto read = run.database.execute("BEGIN");
  if (read) read = check_tables(run.database, run.schema_version);
  if (!read) {
    const int code = run.database.last_code();
    return {std::unexpected{explained(std::move(read).error(), run.database)}, code};
  }
  return {std::move(run), 0};
}

/// Takes back a half-written commit in a copy, for a file or directory that cannot be written.
Result<OpenRun> recover_copy(const std::filesystem::path& path) {
  std::error_code failure;
  std::string pattern = (std::filesystem::temp_directory_path(failure) / "calo-XXXXXX").string();
  if (failure || ::mkdtemp(pattern.data()) == nullptr) {
    return std::unexpected{system_error(failure ? failure.value() : errno,
                                        "recovering its last commit in a temporary directory",
                                        "Copy it and its journal to where you may write")};
  }
  auto copy = std::make_unique<OpenRun::Copy>(pattern);
  const std::filesystem::path target = copy->directory / "run.calo";
  for (const std::string suffix : {"", "-journal"}) {
    std::filesystem::copy_file(path.string() + suffix, target.string() + suffix, failure);
    if (!failure) {
      // The permissions were copied too.
      std::filesystem::permissions(target.string() + suffix, std::filesystem::perms{0600}, failure);
    }
    if (failure) {
      return std::unexpected{system_error(failure.value(), "copying it to recover its last commit",
                                          "Copy it and its journal to where you may write")};
    }
  }
  Attempt recovered =
      attempt(target, Database::Access::write, Database::Locking::system, open_patience_ms);
  if (recovered.run) recovered.run->copy = std::move(copy);
  return std::move(recovered.run);
}

Result<OpenRun> recover(const std::filesystem::path& path, Database::Locking locking) {
  Attempt in_place = attempt(path, Database::Access::write, locking, open_patience_ms);
  if (in_place.run || in_place.run.error().category == Category::malformed) {
    return std::move(in_place.run);
  }
  return recover_copy(path);
}

}  // namespace

OpenRun::Copy::~Copy() {
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
}

Result<OpenRun> open_run(const std::filesystem::path& path) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (failure) {
    Error error = system_error(failure.value(), "");
    error.what.erase(0, 2);  // ": ", nothing to name here
    return std::unexpected{std::move(error)};
  }
  if (std::filesystem::is_directory(status)) return not_a_run("it is a directory");
  if (!std::filesystem::is_regular_file(status)) return not_a_run("it is not a regular file");

  auto locking = Database::Locking::system;
  Attempt tried = attempt(path, Database::Access::read, locking, 0);
  if (!tried.run && (tried.code & 0xFF) == SQLITE_BUSY) {
    if (!locks_work(path)) locking = Database::Locking::none;
    tried = attempt(path, Database::Access::read, locking, open_patience_ms);
  } else if (!tried.run && (tried.code == SQLITE_IOERR_LOCK || tried.code == SQLITE_IOERR_RDLOCK)) {
    locking = Database::Locking::none;
    tried = attempt(path, Database::Access::read, locking, open_patience_ms);
  }
  if (!tried.run && tried.code == SQLITE_READONLY_ROLLBACK) return recover(path, locking);
  return std::move(tried.run);
}

}  // namespace calo::store
