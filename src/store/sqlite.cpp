#include "store/sqlite.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <optional>
#include <system_error>

#include "base/expect.hpp"
#include "os/file.hpp"

namespace calo::store {

namespace {

/// In bytes, a row's other values with it. Longer than any text calo writes.
constexpr int longest_value = static_cast<int>(longest_text) + (1 << 16);

Error io_failure(int error_number, const char* message) {
  if (error_number == 0) return {Category::io, message, {}};
  Error error = system_error(error_number, "");
  error.what.erase(0, 2);  // ": "
  if (error_number == EFBIG) error.category = Category::exhausted;
  error.what = fmt::format("{} ({})", message, error.what);
  return error;
}

}  // namespace

Error sqlite_error(sqlite3* connection, int error_number) {
  const int code = sqlite3_errcode(connection);
  const char* message = sqlite3_errmsg(connection);
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {Category::exhausted, "no space left for it", "Free some space on its file system"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
      // SQLite does not keep the number when COMMIT fails.
      const int kept = sqlite3_system_errno(connection);
      return io_failure(kept != 0 ? kept : error_number, message);
    }
    case SQLITE_NOTADB:
      return {Category::malformed, "not a calo run file", {}};
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
      return {Category::malformed, fmt::format("damaged: {}", message),
              "Take a copy that is whole, or measure again"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Category::io, "another program is using it", "Try again when that has finished"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Category::permission, message, {}};
    case SQLITE_NOMEM:
      return {Category::exhausted, message, {}};
    case SQLITE_TOOBIG:
      return {Category::malformed, "damaged: it holds a value of more than 1 MiB", {}};
    default:
      return {Category::internal, message, {}};
  }
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::bind_null(int parameter) {
  sqlite3_bind_null(statement_.get(), parameter + 1);
}
void Statement::bind(int parameter, double value) {
  sqlite3_bind_double(statement_.get(), parameter + 1, value);
}
void Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter + 1, value);
}
void Statement::bind(int parameter, std::string_view text) {
  // A null pointer would be bound as NULL.
  const char* bytes = text.data() == nullptr ? "" : text.data();
  std::size_t size = std::min(text.size(), longest_text);
  if (size < text.size()) {  // whole characters
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  }
  sqlite3_bind_text64(statement_.get(), parameter + 1, bytes, size, SQLITE_STATIC, SQLITE_UTF8);
}

Result<void> Statement::run() {
  errno = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_DONE || code == SQLITE_ROW) {
    sqlite3_reset(statement_.get());
    return {};
  }
  Error error = sqlite_error(sqlite3_db_handle(statement_.get()), errno);
  sqlite3_reset(statement_.get());
  return std::unexpected{std::move(error)};
}

Result<bool> Statement::next() {
  errno = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_.get());
    return false;
  }
  Error error = sqlite_error(sqlite3_db_handle(statement_.get()), errno);
  sqlite3_reset(statement_.get());
  return std::unexpected{std::move(error)};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

Statement::Type Statement::type(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_INTEGER:
      return Type::integer;
    case SQLITE_FLOAT:
      return Type::real;
    case SQLITE_TEXT:
      return Type::text;
    case SQLITE_BLOB:
      return Type::blob;
    default:
      return Type::null;
  }
}
double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}
std::string_view Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view{}
                          : std::string_view{bytes, static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

namespace {

// SQLite's longest path is 512 bytes (MAX_PATHNAME of os_unix.c), and it wants every directory on
// the way to be searchable. A path through a descriptor of the directory is short, and needs none.
constexpr std::string_view through_descriptor = "/proc/self/fd/";
constexpr const char* plain_system = "unix";
constexpr const char* plain_system_without_locks = "unix-none";
constexpr const char* system_as_named = "calo-as-named";
constexpr const char* system_as_named_without_locks = "calo-as-named-none";

/// SQLite would follow the link of the descriptor to the long path.
int path_as_named(sqlite3_vfs*, const char* name, int size, char* out) {
  const std::string_view path = name;
  if (path.size() + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  path.copy(out, path.size());
  out[path.size()] = '\0';
  return SQLITE_OK;
}

bool register_as_named(const char* plain, const char* name, sqlite3_vfs& made) {
  const sqlite3_vfs* const known = ::sqlite3_vfs_find(plain);
  if (known == nullptr) return false;
  made = *known;
  made.pNext = nullptr;
  made.zName = name;
  made.xFullPathname = path_as_named;
  return ::sqlite3_vfs_register(&made, 0) == SQLITE_OK;
}

bool has_system_as_named() {
  static sqlite3_vfs with_locks;
  static sqlite3_vfs without;
  static const bool done =
      register_as_named(plain_system, system_as_named, with_locks) &&
      register_as_named(plain_system_without_locks, system_as_named_without_locks, without);
  return done;
}

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, Access access, Locking locking) {
  // SQLite counts its memory under one lock for all connections: threads that read files side by
  // side would wait for each other. Refused, and of no harm, where somebody uses SQLite already.
  static const int uncounted = ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  const bool locks = locking != Locking::none;
  // An absolute path is never taken for a URI or for ":memory:".
  std::error_code failure;
  const std::filesystem::path absolute = std::filesystem::absolute(path, failure);
  std::optional<Error> error;
  if (failure) {
    error = system_error(failure.value(), "finding its directory");
  } else {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(absolute.c_str(), &connection, flags,
                                     locks ? nullptr : plain_system_without_locks);
    Database database{connection};
    if (connection == nullptr) return fail(Category::exhausted, "no memory to open it");
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longest_value);
    if (code == SQLITE_OK) return database;
    error = sqlite_error(connection);
    if ((code & 0xFF) != SQLITE_CANTOPEN) return std::unexpected{std::move(*error)};
  }
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
  os::FileDescriptor directory{::open(parent.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!directory || !path.has_filename() || !has_system_as_named())
    return std::unexpected{std::move(*error)};
  const std::string short_path = std::string{through_descriptor} + std::to_string(directory.get()) +
                                 "/" + path.filename().string();
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(short_path.c_str(), &connection, flags,
                                   locks ? system_as_named : system_as_named_without_locks);
  Database database{connection};
  if (code != SQLITE_OK) return std::unexpected{std::move(*error)};
  database.directory_ = std::move(directory);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longest_value);
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected{sqlite_error(connection_.get())};
  return Statement{statement};
}

Result<void> Database::execute(std::string_view sql) {
  while (!sql.empty()) {
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        &raw, &rest);
    Statement statement{raw};
    if (code != SQLITE_OK) return std::unexpected{sqlite_error(connection_.get())};
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
    if (raw == nullptr) continue;  // only white space and comments
    if (auto ran = statement.run(); !ran) return ran;
  }
  return {};
}

void Database::set_patience(int milliseconds) {
  sqlite3_busy_timeout(connection_.get(), milliseconds);
}

void Database::distrust_content() {
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
}

bool Database::in_transaction() const {
  return connection_ && sqlite3_get_autocommit(connection_.get()) == 0;
}
int Database::last_code() const {
  return connection_ ? sqlite3_extended_errcode(connection_.get()) : SQLITE_OK;
}
std::string Database::file_name() const {
  const char* name = sqlite3_db_filename(connection_.get(), "main");
  return name == nullptr ? "" : name;
}

namespace {

// SQLite's own descriptor is used to look at the file: opening and closing another one would drop
// the POSIX locks this process holds on it (fcntl(2), "Advisory record locking").
sqlite3_file* opened_file(sqlite3* connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  CALO_EXPECT(file != nullptr && file->pMethods != nullptr, "an open database has an open file");
  return file;
}

}  // namespace

Result<std::uint64_t> Database::file_size() {
  sqlite3_file* file = opened_file(connection_.get());
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK || size < 0) {
    return fail(Category::io, "its size cannot be read");
  }
  return static_cast<std::uint64_t>(size);
}

Result<std::string> Database::first_bytes(std::size_t count) {
  auto size = file_size();
  if (!size) return std::unexpected{std::move(size).error()};
  std::string bytes(std::min<std::size_t>(count, *size), '\0');
  sqlite3_file* file = opened_file(connection_.get());
  if (file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0) != SQLITE_OK) {
    return fail(Category::io, "its first bytes cannot be read");
  }
  return bytes;
}

Result<void> Database::close() {
  if (!connection_) return {};
  sqlite3* const connection = connection_.release();
  if (sqlite3_close(connection) == SQLITE_OK) return {};
  connection_.reset(connection);
  return std::unexpected{sqlite_error(connection)};
}

bool locks_work(const std::filesystem::path& path) {
  using Fcntl = int (*)(int, int, ...);
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  auto file = os::open_for_reading(path);
  if (vfs == nullptr || vfs->xGetSystemCall == nullptr || !file) return true;
  // The function SQLite locks with, so that the answer is about what it met.
  const auto lock_call = reinterpret_cast<Fcntl>(vfs->xGetSystemCall(vfs, "fcntl"));
  struct flock lock{};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 0x40000000 + 2;  // SHARED_FIRST of SQLite's locking bytes
  lock.l_len = 1;
  if (lock_call == nullptr || lock_call(file->get(), F_SETLK, &lock) == 0) return true;
  return errno == EACCES || errno == EAGAIN || errno == EINTR;
}

}  // namespace calo::store
