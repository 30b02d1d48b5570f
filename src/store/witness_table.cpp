#include "store/witness_table.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "store/rows.hpp"

namespace calo::store {

namespace {

using model::Witness;

/// Part of the format.
constexpr std::array<std::string_view, 3> bound_words = {"equal", "at_least", "at_most"};

void witness_columns(auto& visit, auto&& position, auto&& witness, auto&& bound) {
  visit("position", position, Rule::not_negative);
  visit("name", witness.name);
  visit("what", witness.what);
  visit("whose", witness.whose);
  visit("unit", witness.unit);
  visit("calo", witness.calo);
  visit("other", witness.other);
  visit("\"limit\"", witness.limit, Rule::not_negative);
  visit("bound", bound);
}

}  // namespace

Result<void> replace_witnesses(Database& database, std::span<const Witness> witnesses) {
  CALO_TRY_DO(database.execute("DELETE FROM witness"));
  return insert_rows(database, "witness", witnesses,
                     [](auto& visit, auto&& position, const Witness& witness) {
                       witness_columns(visit, position, witness,
                                       bound_words[static_cast<std::size_t>(witness.bound)]);
                     });
}

Result<std::vector<Witness>> read_witnesses(Database& database) {
  std::vector<Witness> witnesses;
  std::int64_t position = 0;
  Witness witness;
  std::string bound;
  CALO_TRY_DO(each_row(
      database, "witness", "position",
      [&](auto& visit) { witness_columns(visit, position, witness, bound); },
      [&]() -> Result<void> {
        const auto found = std::ranges::find(bound_words, bound);
        if (found == bound_words.end()) return damaged("a witness is bound by '" + bound + "'");
        witness.bound = static_cast<Witness::Bound>(found - bound_words.begin());
        witnesses.push_back(witness);
        return {};
      }));
  return witnesses;
}

}  // namespace calo::store
