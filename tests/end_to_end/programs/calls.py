"""Calls all the time, from Python into native code and back, by a graph that check_calls.py knows."""
import functools
import sys
import time

import numpy


def leaf(x):
    return x * 1.5 + 1


def key(x):
    return -leaf(x)


def ordered(values):
    return sorted(values, key=key)


def numbers(n):
    for i in range(n):
        yield leaf(i)


def summed(n):
    return sum(numbers(n))


def folded(x, y):
    return leaf(x) + y


def reduced(n):
    return functools.reduce(folded, range(n))


def descend(n):
    return leaf(n) if n == 0 else descend(n - 1) + 1


def fails(n):
    raise ValueError(n)


def caught(n):
    for i in range(n):
        try:
            fails(i)
        except ValueError:
            leaf(i)


def multiplied(a):
    return (a @ a).sum()


def applied(x):
    return leaf(x)


def vectorised(n):
    return numpy.vectorize(applied)(numpy.arange(n)).sum()


class Thing:
    def __init__(self, x):
        self.x = leaf(x)

    def __lt__(self, other):
        return leaf(self.x) < other.x


def things(n):
    return max(Thing(i) for i in range(n)).x


def main(seconds):
    end = time.monotonic() + seconds
    a = numpy.ones((60, 60))
    while time.monotonic() < end:
        ordered(range(200))
        summed(200)
        reduced(200)
        descend(60)
        caught(50)
        multiplied(a)
        vectorised(50)
        things(50)


main(float(sys.argv[1]))
