#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "unwind/eh_frame.hpp"
#include "unwind/rule.hpp"

namespace calo::observer {

/// Machine code of one file, or of the kernel's vdso, as far as unwinding needs it: how to leave a
/// function, and the bytes in front of a return address. Opened while a program runs it, so that it
/// keeps its contents when the file is replaced or deleted.
///
/// Never faults: of a file that was cut short meanwhile zeros are read. Not thread-safe.
class CodeFile {
 public:
  /// Null if it is no ELF file of 64 bits that can be read, or not the one with that inode (0:
  /// any).
  static std::shared_ptr<CodeFile> open(const std::string& path, std::uint64_t inode);
  /// The kernel's own code in each process, as it is in this one. Null if there is none.
  static std::shared_ptr<CodeFile> vdso();

  ~CodeFile();
  CodeFile(const CodeFile&) = delete;
  CodeFile& operator=(const CodeFile&) = delete;

  /// What must be added to an address of the file's own, given where a part of it was mapped;
  /// `offset` is that part's place in the file.
  [[nodiscard]] std::uint64_t bias(std::uint64_t address, std::uint64_t offset) const;

  /// Addresses of the file's own.
  [[nodiscard]] unwind::Rule rule_at(std::uint64_t address, unsigned tracked);
  [[nodiscard]] bool follows_call(std::uint64_t address) const;
  /// Where the kernel lets a program begin: nothing has called it. Loaders and foreign C libraries
  /// do not say so in their unwind information.
  [[nodiscard]] bool is_entry(std::uint64_t address) const;

  [[nodiscard]] const std::string& build_id() const { return build_id_; }  ///< raw bytes

 private:
  CodeFile() = default;
  bool read_shape();
  [[nodiscard]] unwind::Bytes segment_at(std::uint64_t address) const;

  const unsigned char* memory_ = nullptr;
  std::size_t size_ = 0;
  bool is_mapped_ = false;
  std::uint64_t entry_ = 0;
  unwind::ElfShape shape_;
  unwind::UnwindTable table_;
  std::string build_id_;
  std::unordered_map<std::uint64_t, unwind::Rule> rules_;
};

}  // namespace calo::observer
