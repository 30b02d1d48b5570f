#include "agent/setup/interpreter.hpp"

#include <elf.h>
#include <link.h>

#include <cstdint>
#include <string_view>

#include "agent/hooks/exported.hpp"

namespace calo::agent {
namespace {

struct Search {
  bool is_first = true;
  bool has_found = false;
};

int look(dl_phdr_info* info, std::size_t, void* pointer) {
  auto& search = *static_cast<Search*>(pointer);
  const bool is_program = search.is_first;
  search.is_first = false;
  std::string_view name = info->dlpi_name == nullptr ? "" : info->dlpi_name;
  name.remove_prefix(name.rfind('/') + 1);
  // The program itself may hold an interpreter, whatever its name; a library is called after it.
  if (!is_program && !name.contains("python")) return 0;
  Module module{};
  module.bias = info->dlpi_addr;
  module.start = ~std::uint64_t{0};
  for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
    const Elf64_Phdr& header = info->dlpi_phdr[i];
    if (header.p_type == PT_DYNAMIC) module.dynamic = info->dlpi_addr + header.p_vaddr;
    if (header.p_type == PT_LOAD && info->dlpi_addr + header.p_vaddr < module.start)
      module.start = info->dlpi_addr + header.p_vaddr;
  }
  if (module.dynamic == 0 || exported(module, "_PyRuntime") == 0) return 0;
  search.has_found = true;
  return 1;
}

}  // namespace

bool has_interpreter() {
  Search search;
  dl_iterate_phdr(look, &search);
  return search.has_found;
}

}  // namespace calo::agent
