#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace calo::symbols {

/// A Rust name of the v0 scheme ("_R..."), as the Rust reference ("Symbol mangling, v0") defines
/// it, without crate hashes and lifetimes; empty if it is not one. Identifiers in Punycode stay
/// encoded.
std::optional<std::string> demangled_rust_v0(std::string_view linkage_name);

/// Turns `core::fmt::num::_$LT$impl$u20$...$GT$::fmt::h0123456789abcdef`, the C++ demangling of an
/// older Rust name, into Rust's own form; empty if the name does not end in such a hash.
std::optional<std::string> legacy_rust(std::string_view cxx_demangled);

}  // namespace calo::symbols
