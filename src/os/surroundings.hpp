#pragma once

namespace calo::os {

// What a program is started with may be less than it needs. These make the best of it without a
// trace in the programs that it starts in turn.

/// Descriptors 0 to 2 that are closed are taken, so that no file of ours gets their numbers and,
/// with them, what is printed. They stay unusable, and are closed again in programs we execute.
void hold_standard_descriptors();

/// A write past `ulimit -f` fails with EFBIG instead of ending us. Programs we execute have the
/// default action again.
void survive_file_size_limit();

/// Calls `function` on a stack of 1 MiB where `ulimit -s` gives less; its threads get as much.
int on_enough_stack(int (*function)(int, char**), int argc, char** argv);

}  // namespace calo::os
