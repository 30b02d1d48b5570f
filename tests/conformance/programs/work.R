hot_in_r <- function(n) {
  x <- 0
  for (i in seq_len(n)) x <- (x * 31 + i) %% 1000003
  x
}
cat(hot_in_r(3e6), "\n")
cat(system("exit 4"), "\n")
quit(status = 9)
