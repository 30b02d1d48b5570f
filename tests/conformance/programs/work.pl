use strict;
use warnings;

sub hot_in_perl {
    my ($n) = @_;
    my $x = 0;
    for my $i (1 .. $n) { $x = ($x * 31 + $i) % 1000003; }
    return $x;
}

print hot_in_perl(2000000), "\n";
my $child = fork();
exit 4 if $child == 0;
waitpid($child, 0);
print $? >> 8, "\n";
$SIG{ALRM} = sub { print "alarm\n"; exit 9; };
alarm 1;
sleep 5;
