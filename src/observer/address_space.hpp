#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "observer/code_file.hpp"
#include "observer/records.hpp"

namespace calo::observer {

/// A stretch of executable memory of a process.
struct Code {
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  std::uint64_t bias = 0;          ///< an address less this is the file's own
  std::string path;                ///< "[vdso]", "[jit]" where there is no file
  std::shared_ptr<CodeFile> file;  ///< null: unreadable, or none
  bool is_told = false;            ///< whoever wants to know knows of it
};

/// Files that are or were mapped, each opened once.
class CodeFiles {
 public:
  std::shared_ptr<CodeFile> find(const Mapped& mapped);

 private:
  struct Key {
    std::string path;
    std::uint64_t inode;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string>{}(key.path) ^ key.inode;
    }
  };
  std::unordered_map<Key, std::shared_ptr<CodeFile>, Hash> files_;
  std::shared_ptr<CodeFile> vdso_;
};

/// What executable memory a process has. Copies are as a fork's: equal, then apart.
class AddressSpace {
 public:
  void map(const Mapped& mapped, CodeFiles& files);
  void clear() { codes_.clear(); }
  /// Null: nothing known is there.
  [[nodiscard]] Code* at(std::uint64_t address);
  /// Whoever wants to know is new.
  void forget_told();

 private:
  std::map<std::uint64_t, Code> codes_;  ///< by start
};

}  // namespace calo::observer
