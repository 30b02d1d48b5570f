/* Comes after it. */
int third(int x) {
  return x - 1;
}
