#pragma once

#include <cstddef>
#include <cstdint>

#include "cpython/code.hpp"

/// Python functions get numbers, since memory of a code object that was freed may hold another one.
namespace calo::agent {

using ReadOwn = bool (*)(std::uint64_t address, void* to, std::size_t size);

/// Gets the memory that functions are kept in. To be called once, before anything else here.
bool place_codes();

/// The number of the function whose code object is at `address`; 0 if it cannot be read, or there
/// are too many. Without locks: two threads that meet a function for the first time at once may
/// give it two numbers.
std::uint64_t number_of_code(ReadOwn read, const cpython::Interpreter& python,
                             std::uint64_t address);

/// Writes the record of a number, if that was not done yet.  Requires: its code object is alive, as
/// it is on the stack.
void write_code(ReadOwn read, const cpython::Interpreter& python, std::uint64_t number);

void forget_codes();

}  // namespace calo::agent
