#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "config_literal.hpp"

namespace baler {

/// `c.name = value`, and the line on which it begins (from 1).
struct Assignment {
  std::string name;
  Literal value;
  int line = 0;
};

/// The assignments in a Python file of the form
///
///     def set_config(c):
///         c.epochs = 5        # comment
///         c.type_list = [     # values may go on in brackets
///             "float64", "int32"]
///
/// in the order of the file. Comments, text in quotes on its own, `import` lines and `pass` mean
/// nothing. Nothing is executed: whatever would need an interpreter (a sum, a name, an `if`) is an
/// error that names the line. `file` is for the errors only.
calo::Result<std::vector<Assignment>> parse_assignments(std::string_view text,
                                                        std::string_view file);

}  // namespace baler
