#include "agent/hooks/exported.hpp"

#include <elf.h>

#pragma GCC poison malloc calloc free new throw printf snprintf

namespace calo::agent {
namespace {

std::uint32_t gnu_hash(const char* name) {
  std::uint32_t hash = 5381;
  for (; *name != '\0'; ++name) hash = hash * 33 + static_cast<unsigned char>(*name);
  return hash;
}

struct Tables {
  const std::uint32_t* hash = nullptr;
  const Elf64_Sym* symbols = nullptr;
  const char* names = nullptr;
  std::uint64_t names_size = 0;
};

bool equal(const char* a, const char* b) {
  while (*a != '\0' && *a == *b) {
    ++a;
    ++b;
  }
  return *a == *b;
}

Tables tables_of(const Module& module) {
  Tables tables;
  // glibc's loader turns these addresses into those of memory.
  const auto at = [&module](std::uint64_t address) {
    return address >= module.start ? address : address + module.bias;
  };
  const auto* entry = reinterpret_cast<const Elf64_Dyn*>(module.dynamic);
  for (; entry != nullptr && entry->d_tag != DT_NULL; ++entry) {
    if (entry->d_tag == DT_GNU_HASH) {
      tables.hash = reinterpret_cast<const std::uint32_t*>(at(entry->d_un.d_ptr));
    } else if (entry->d_tag == DT_SYMTAB) {
      tables.symbols = reinterpret_cast<const Elf64_Sym*>(at(entry->d_un.d_ptr));
    } else if (entry->d_tag == DT_STRTAB) {
      tables.names = reinterpret_cast<const char*>(at(entry->d_un.d_ptr));
    } else if (entry->d_tag == DT_STRSZ) {
      tables.names_size = entry->d_un.d_val;
    }
  }
  return tables;
}

}  // namespace

std::uint64_t exported(const Module& module, const char* name) {
  const Tables tables = tables_of(module);
  if (tables.hash == nullptr || tables.symbols == nullptr || tables.names == nullptr) return 0;
  const std::uint32_t buckets = tables.hash[0];
  const std::uint32_t first = tables.hash[1];
  const std::uint32_t filter_words = tables.hash[2];
  if (buckets == 0) return 0;
  const std::uint32_t* bucket = tables.hash + 4 + std::uint64_t{2} * filter_words;
  const std::uint32_t* chain = bucket + buckets;
  const std::uint32_t hash = gnu_hash(name);
  std::uint32_t i = bucket[hash % buckets];
  if (i < first) return 0;
  for (;; ++i) {
    const std::uint32_t here = chain[i - first];
    if ((here | 1) == (hash | 1)) {
      const Elf64_Sym& symbol = tables.symbols[i];
      if (symbol.st_shndx != SHN_UNDEF && symbol.st_name < tables.names_size &&
          equal(tables.names + symbol.st_name, name)) {
        return module.bias + symbol.st_value;
      }
    }
    if ((here & 1) != 0) return 0;
  }
}

}  // namespace calo::agent
