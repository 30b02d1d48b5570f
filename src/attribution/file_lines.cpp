#include "attribution/file_lines.hpp"

#include <algorithm>
#include <vector>

namespace calo::attribution {

std::map<int, LineCost> file_lines(const CallTree& tree, const model::Profile& profile,
                                   std::string_view file) {
  std::map<int, LineCost> lines;
  const auto is_in_file = [&](const CallNode& node) {
    return node.function >= 0 &&
           profile.functions[static_cast<std::size_t>(node.function)].file == file;
  };
  std::vector<std::int32_t> seen;  // lines of the stack
  for (const CallNode& leaf : tree.nodes) {
    if (leaf.self == Cost{}) continue;
    if (is_in_file(leaf)) lines[leaf.line].self += leaf.self;
    seen.clear();
    for (const CallNode* node = &leaf;;
         node = &tree.nodes[static_cast<std::size_t>(node->parent)]) {
      if (is_in_file(*node) && std::ranges::find(seen, node->line) == seen.end()) {
        seen.push_back(node->line);
        lines[node->line].inclusive += leaf.self;
      }
      if (node->parent < 0) break;
    }
  }
  return lines;
}

}  // namespace calo::attribution
