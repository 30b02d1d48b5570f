/* Has .debug_aranges, as GCC makes them. */
int helper(int x) {
  return x + 1;
}
