#include "observer/address_space.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace calo::observer {

std::shared_ptr<CodeFile> CodeFiles::find(const Mapped& mapped) {
  if (mapped.path == "[vdso]") {
    if (vdso_ == nullptr) vdso_ = CodeFile::vdso();
    return vdso_;
  }
  if (!mapped.path.starts_with('/') || mapped.path.starts_with("//")) return nullptr;
  const auto [at, is_new] = files_.try_emplace(Key{mapped.path, mapped.inode});
  if (is_new || at->second == nullptr) {
    // In the process's own view of the file system, if it has another one.
    for (const std::string& path :
         {mapped.path, fmt::format("/proc/{}/root{}", mapped.pid, mapped.path)}) {
      at->second = CodeFile::open(path, mapped.inode);
      if (at->second != nullptr) break;
    }
  }
  return at->second;
}

void AddressSpace::map(const Mapped& mapped, CodeFiles& files) {
  const std::uint64_t end = mapped.address + mapped.size;
  if (end <= mapped.address) return;
  // What lay there before has been unmapped; of what reaches beyond, the rest stays.
  auto at = codes_.lower_bound(mapped.address);
  if (at != codes_.begin() && std::prev(at)->second.end > mapped.address) {
    Code& before = std::prev(at)->second;
    if (before.end > end) {
      Code behind = before;
      behind.start = end;
      codes_[end] = std::move(behind);
    }
    before.end = mapped.address;
  }
  while (at != codes_.end() && at->first < end) {
    if (at->second.end > end) {
      Code behind = std::move(at->second);
      behind.start = end;
      behind.is_told = false;
      codes_.erase(at);
      codes_[end] = std::move(behind);
      break;
    }
    at = codes_.erase(at);
  }
  Code code;
  code.start = mapped.address;
  code.end = end;
  code.file = files.find(mapped);
  const bool is_file =
      mapped.path == "[vdso]" || (mapped.path.starts_with('/') && !mapped.path.starts_with("//"));
  code.path = is_file ? mapped.path : "[jit]";
  if (code.file != nullptr) {
    code.bias = code.file->bias(mapped.address, mapped.path == "[vdso]" ? 0 : mapped.offset);
  } else if (is_file) {
    code.bias = mapped.address - mapped.offset;
  }
  codes_[code.start] = std::move(code);
}

Code* AddressSpace::at(std::uint64_t address) {
  auto at = codes_.upper_bound(address);
  if (at == codes_.begin()) return nullptr;
  --at;
  return address < at->second.end ? &at->second : nullptr;
}

void AddressSpace::forget_told() {
  for (auto& [start, code] : codes_) code.is_told = false;
}

}  // namespace calo::observer
