#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "os/file.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace calo::store {

/// Texts are cut to this many bytes when they are written; a file with longer ones is refused.
inline constexpr std::size_t longest_text = std::size_t{1} << 20;

/// What SQLite says went wrong last on a connection, as reason and remedy, without naming the file:
/// the caller does.
/// `error_number` is errno, for where SQLite has not kept it itself.
Error sqlite_error(sqlite3* connection, int error_number = 0);

/// One prepared SQL statement, reused row after row. Must not outlive its connection.
///
/// Columns and parameters are numbered from 0.
class Statement {
 public:
  Statement() = default;

  void bind_null(int parameter);
  void bind(int parameter, double value);
  void bind(int parameter, std::int64_t value);
  /// The bytes must live until the statement was run. Past `longest_text` they are cut.
  void bind(int parameter, std::string_view text);

  /// Runs a statement that gives no rows, and makes it ready to be run again.
  Result<void> run();
  /// Goes to the next row; false when there is none, and then it is ready to be run again.
  Result<bool> next();
  void reset();

  enum class Type { integer, real, text, blob, null };
  [[nodiscard]] Type type(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  /// Valid until the next row. Bytes as stored, with zeros if there are any.
  [[nodiscard]] std::string_view text(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_{statement} {}
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One connection to one existing SQLite file. Never creates a file other than a journal while it
/// writes.
class Database {
 public:
  enum class Access { read, write };
  /// How the file is locked against other processes.
  enum class Locking { system, none };

  /// A path that is longer than SQLite takes, or leads through directories that may not be searched
  /// from the root, is opened through its directory.
  static Result<Database> open(const std::filesystem::path& path, Access access, Locking locking);

  Database() = default;

  Result<Statement> prepare(std::string_view sql);
  /// Runs one or several statements separated by semicolons.
  Result<void> execute(std::string_view sql);

  /// Waits at most this long for another process to finish its transaction.
  void set_patience(int milliseconds);
  /// Makes the connection safe for a file from somebody else: nothing in its schema is executed.
  void distrust_content();
  [[nodiscard]] bool in_transaction() const;
  /// SQLite's extended result code of the last failure, e.g. SQLITE_READONLY_ROLLBACK.
  [[nodiscard]] int last_code() const;
  [[nodiscard]] std::string file_name() const;
  /// Size of the file, and its first bytes (fewer than `count` if it is shorter), read without
  /// locks.
  Result<std::uint64_t> file_size();
  Result<std::string> first_bytes(std::size_t count);
  /// All statements must be gone.
  Result<void> close();

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  explicit Database(sqlite3* connection) : connection_{connection} {}
  os::FileDescriptor directory_;  ///< of a file whose own path SQLite cannot take
  std::unique_ptr<sqlite3, Close> connection_;
};

/// False on file systems that offer no POSIX locks (some network file systems).
bool locks_work(const std::filesystem::path& path);

}  // namespace calo::store
